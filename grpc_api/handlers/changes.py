"""RPCs about the record of changes."""

from functools import partial
from typing import Any
from uuid import UUID

from cqi.errors import InvalidInput
from grpc_api.handler import custom, permission
from grpc_api.pages import Page, count, cut, page_request, within_bytes
from grpc_api.requests import filled, must_have
from grpc_api.standard import PAGE, PAGING
from grpc_api.values import MOST_ITEMS, Values
from grpc_api.watching.feed import Wanted
from grpc_api.watching.reader import start_after
from registry.models import Asset, Change
from registry.reading.recorded import (
    belongs_to_asset,
    change_by,
    count_of_asset,
    made_between,
    newest_of,
    sealed,
)
from registry.services.reverting import revert
from registry.wire.changes import change_message, change_messages
from registry.wire.events import event_kinds, kinds_by_event, mapping_by_kind

FILTERS = {
    "entity_type": "entity",
    "entity_id": "entity_id",
    "actor_id": "actor",
    "event_type": "event",
    "request_id": "request_id",
}
MOMENTS = ("changed_from", "changed_to")


def list_changes(request: Values) -> Page:
    wanted = page_request(request)
    refuse_unknown(request)
    if contradicts(request):
        return Page([], "", 0)
    named = {by: getattr(request, name) for name, by in FILTERS.items() if filled(request, name)}
    rows = sealed().filter(made_between(request.changed_from, request.changed_to), **named)
    asset = request.asset_id if filled(request, "asset_id") else None
    before = None if wanted.after is None else wanted.after[0]
    found = newest_of(rows, asset=asset, before=before, most=wanted.size + 1)
    page, token = cut(found, wanted, lambda change: [change.revision])
    if asset is None:
        total, estimated = count(rows)
    else:
        total, estimated = count(rows.filter(belongs_to_asset(asset)), partial(count_of_asset, rows, asset))
    whole = Page(change_messages(page), token, total, estimated)
    return within_bytes(whole, wanted, [[change.revision] for change in page])


def refuse_unknown(request: Values) -> None:
    """Raise InvalidInput for a name that no change has: an empty answer would read as "nothing happened"."""
    if filled(request, "entity_type"):
        refuse_unknown_kind("entity_type", request.entity_type)
    if filled(request, "event_type") and request.event_type not in event_kinds():
        raise InvalidInput("event_type", "must be the name of an event, such as AssetUpdated")


def refuse_unknown_kind(field: str, kind: str) -> None:
    if kind not in mapping_by_kind():
        raise InvalidInput(field, f"must be one of {', '.join(sorted(mapping_by_kind()))}")


def contradicts(request: Values) -> bool:
    """Whether event and kind are both asked for and the event is of another kind: no change is of both.

    PostgreSQL takes them for independent, and would read all changes of one to find none of the other.
    """
    asked = filled(request, "event_type") and filled(request, "entity_type")
    return bool(asked and kinds_by_event().get(request.event_type) != request.entity_type)


def get_change(request: Values) -> Any:
    if filled(request, "change_id"):
        return change_message(change_by(pk=change_id(request)))
    must_have(request, "revision")
    return change_message(change_by(revision=request.revision))


def watch_changes(request: Values) -> tuple[Wanted, int]:
    """What the stream sends, and after which revision it begins."""
    for place, kind in enumerate(request.entity_types):
        refuse_unknown_kind(f"entity_types[{place}]", kind)
    if len(request.entity_ids) > MOST_ITEMS:
        raise InvalidInput("entity_ids", f"has more than {MOST_ITEMS:,} keys: watch all of a kind")
    after = request.after_revision if "after_revision" in request else None
    if after is not None and after < 0:
        raise InvalidInput("after_revision", "must be a revision, or 0 for all of the last 30 days")
    ids = frozenset(map(key_as_recorded, request.entity_ids))
    return Wanted(frozenset(request.entity_types), ids), start_after(after)


def key_as_recorded(text: str) -> str:
    """A UUID is recorded in small letters with hyphens, however a caller spells it."""
    try:
        return str(UUID(text))
    except ValueError:
        return text


def revert_change(request: Values) -> dict[str, Any]:
    must_have(request, "change_id")
    changes = revert(change_id(request), version=request.version or None)
    return {"changes": change_messages(changes)}


def change_id(request: Values) -> int:
    text = request.change_id
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise InvalidInput("change_id", f"{text!r} is not the key of a change, which is a number")
    return int(text)


HANDLERS = {
    "ListChanges": custom(
        list_changes,
        takes={*FILTERS, *MOMENTS, *PAGING},
        gives={"changes", *PAGE},
        keys={"asset_id": Asset},
        needs=permission("view", Change),
    ),
    "GetChange": custom(
        get_change, takes={"change_id", "revision"}, gives={"change"}, needs=permission("view", Change)
    ),
    "WatchChanges": custom(
        watch_changes,
        takes={"after_revision", "entity_types", "entity_ids"},
        gives={"changes", "revision"},
        needs=permission("view", Change),
    ),
    "RevertChange": custom(
        revert_change,
        takes={"change_id", "reason", "version", "request_id", "validate_only"},
        gives={"changes"},
        needs=permission("revert", Change),
    ),
}
