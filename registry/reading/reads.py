"""Finding rows by a declared lookup: through the cache where the mapping says so."""

from collections.abc import Iterable, Sequence
from typing import Any

from cqi.errors import NotFound
from registry.models import Asset, Row
from registry.models.base import kind_of
from registry.wire.mapping import Lookup, MessageMapping

from . import cache

Name = tuple[str, ...]
"""The values of a lookup's attributes, as text."""


def fetch(mapping: MessageMapping, *, show_deleted: bool = False, **lookup: Any) -> Any:
    """The message of the one row that a lookup finds.

    A listing that is gone is answered when no live one has the name; a deleted row only with
    `show_deleted`.  Raises NotFound.
    """
    name = tuple(map(str, lookup.values()))
    message = fetch_many(mapping, tuple(lookup), [name]).get(name)
    if message is None or (is_deleted(message) and not show_deleted):
        raise NotFound(kind_of(mapping.model), "/".join(name))
    if mapping.join:
        mapping.join([message])
    return message


def fetch_many(mapping: MessageMapping, lookup: Lookup, names: Iterable[Name]) -> dict[Name, Any]:
    """The messages that these names find, without what they join: one cache read, one query."""
    keys = {name: cache.key_of(mapping.kind, *name) for name in names}
    found = cache.get_many(list(keys.values())) if lookup in mapping.cached else {}
    held = {name: mapping.unpack(found[key]) for name, key in keys.items() if key in found}
    messages = {name: message for name, message in held.items() if message is not None}
    if missing := [name for name in keys if name not in messages]:
        rows = find_many(mapping, lookup, missing)
        fresh = {name: mapping.own_message(row) for name, row in rows.items()}
        # What is gone is not kept: its name may belong to another row a moment later.
        kept = {keys[n]: (row.stamp, mapping.pack(fresh[n])) for n, row in rows.items() if not row.is_gone}
        if lookup in mapping.cached:
            cache.fill(kept, mapping.cached[lookup])
        messages |= fresh
    return messages


def fetch_assets(ids: Sequence[str], show_deleted: bool) -> dict[str, Any]:
    """Assets by id; a merged one is answered by what it became, unless deleted ones are asked for."""
    mapping = MessageMapping.by_model[Asset]
    found = {
        name[0]: message for name, message in fetch_many(mapping, ("asset_id",), {(i,) for i in ids}).items()
    }
    if show_deleted:
        return found
    merged = {(message.merged_into,) for message in found.values() if message.HasField("merged_into")}
    became = fetch_many(mapping, ("asset_id",), merged) if merged else {}
    final = {id_: became.get((message.merged_into,), message) for id_, message in found.items()}
    return {id_: message for id_, message in final.items() if not is_deleted(message)}


def find_many(mapping: MessageMapping, lookup: Lookup, names: Sequence[Name]) -> dict[Name, Any]:
    """The row of each name: a live one before one that is gone, the preferred one of several."""
    rows = mapping.rows().filter(
        **{f"{attribute}__in": {*values} for attribute, values in by_attribute(lookup, names)}
    )
    wanted = set(names)
    found: dict[Name, Any] = {}
    for row in rows.order_by(*mapping.preference):
        name = tuple(str(getattr(row, attribute)) for attribute in lookup)
        if name in wanted:
            found.setdefault(name, row)
    return found


def by_attribute(lookup: Lookup, names: Sequence[Name]) -> Iterable[tuple[str, Sequence[str]]]:
    return zip(lookup, zip(*names, strict=True), strict=True)


def cache_keys(row: Row) -> list[str]:
    """Every cache key under which this row can be found."""
    mapping = MessageMapping.by_model[type(row)]
    return [cache.key_of(mapping.kind, *(getattr(row, name) for name in lookup)) for lookup in mapping.cached]


def is_deleted(message: Any) -> bool:
    return "deleted_at" in message.DESCRIPTOR.fields_by_name and message.HasField("deleted_at")
