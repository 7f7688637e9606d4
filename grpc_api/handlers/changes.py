"""RPCs about the record of changes."""

from typing import Any

from cqi.errors import InvalidInput
from grpc_api.handler import custom, permission
from grpc_api.pages import Page, count, page_request, paginate_newest_first
from grpc_api.requests import filled, must_have
from grpc_api.standard import PAGE, PAGING
from grpc_api.values import Values
from registry.models import Asset, Change
from registry.reading.recorded import change_by
from registry.services.reverting import revert
from registry.values.clock import now
from registry.wire.changes import change_message
from registry.wire.events import event_kinds, mapping_by_kind

FILTERS = {
    "entity_type": "entity",
    "entity_id": "entity_id",
    "actor_id": "actor",
    "event_type": "event",
    "request_id": "request_id",
    "changed_from": "at__gte",
    "changed_to": "at__lt",
}


def list_changes(request: Values) -> Page:
    wanted = page_request(request)
    refuse_unknown(request)
    named = {by: getattr(request, name) for name, by in FILTERS.items() if filled(request, name)}
    rows = Change.objects.filter(**named, at__lte=now())
    if filled(request, "asset_id"):
        rows = rows.filter(assets__contains=[request.asset_id])
    page, token = paginate_newest_first(rows, wanted)
    total, estimated = count(rows)
    return Page([change_message(change) for change in page], token, total, estimated)


def refuse_unknown(request: Values) -> None:
    """Raise InvalidInput for a name that no change has: an empty answer would read as "nothing happened"."""
    if filled(request, "entity_type") and request.entity_type not in mapping_by_kind():
        raise InvalidInput("entity_type", f"must be one of {', '.join(sorted(mapping_by_kind()))}")
    if filled(request, "event_type") and request.event_type not in event_kinds():
        raise InvalidInput("event_type", "must be the name of an event, such as AssetUpdated")


def get_change(request: Values) -> Any:
    if filled(request, "change_id"):
        return change_message(change_by(pk=change_id(request)))
    must_have(request, "revision")
    return change_message(change_by(revision=request.revision))


def revert_change(request: Values) -> dict[str, Any]:
    must_have(request, "change_id")
    changes = revert(change_id(request), version=request.version or None)
    return {"changes": [change_message(change) for change in changes]}


def change_id(request: Values) -> int:
    text = request.change_id
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise InvalidInput("change_id", f"{text!r} is not the key of a change, which is a number")
    return int(text)


HANDLERS = {
    "ListChanges": custom(
        list_changes,
        takes={*FILTERS, *PAGING},
        gives={"changes", *PAGE},
        keys={"asset_id": Asset},
        needs=permission("view", Change),
    ),
    "GetChange": custom(
        get_change, takes={"change_id", "revision"}, gives={"change"}, needs=permission("view", Change)
    ),
    "RevertChange": custom(
        revert_change,
        takes={"change_id", "reason", "version", "request_id", "validate_only"},
        gives={"changes"},
        needs=permission("revert", Change),
    ),
}
