"""Finding rows by a declared lookup: through the cache where the mapping says so."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from django.db import connection

from cqi.cache.entries import ABSENT
from cqi.cache.flights import Flights
from cqi.errors import NotFound
from registry.models import Asset, Row
from registry.models.base import kind_of
from registry.wire.mapping import Lookup, MessageMapping

from . import cache
from .ingredients import spoil

flights: Flights[bytes] = Flights()

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


def fetch_many(
    mapping: MessageMapping, lookup: Lookup, names: Iterable[Name], *, believing_absence: bool = True
) -> dict[Name, Any]:
    """The messages that these names find, without what they join: one cache read, one query.

    Who does not believe an absence that the cache tells looks for the row.
    """
    keys = {cache.key_of(mapping.kind, *name): name for name in names}
    held = cache.consult(list(keys)) if lookup in mapping.cached else cache.UNASKED
    absent = {key for key, packed in held.messages.items() if packed == ABSENT and believing_absence}
    messages = {
        keys[key]: message
        for key, packed in held.messages.items()
        if packed != ABSENT and (message := mapping.unpack(packed)) is not None
    }
    if missing := [key for key, name in keys.items() if name not in messages and key not in absent]:
        read = partial(read_rows, mapping, lookup, keys, held.life)
        # What is read in a transaction may be its own, and never be committed.
        sharing = () if connection.in_atomic_block else held.empty
        packed_rows = flights.find(missing, read, sharing=sharing)
        messages |= {keys[key]: mapping.unpack(packed) for key, packed in packed_rows.items()}
        spoil()
    return messages


def read_rows(
    mapping: MessageMapping,
    lookup: Lookup,
    names: Mapping[str, Name],
    life: bytes | None,
    keys: Sequence[str],
) -> dict[str, bytes]:
    """The packed messages of the rows under these keys, as the database has them, and the cache from now on."""
    rows = find_many(mapping, lookup, [names[key] for key in keys])
    found = {key: rows[names[key]] for key in keys if names[key] in rows}
    packed = {key: mapping.pack(mapping.own_message(row)) for key, row in found.items()}
    if lookup in mapping.cached:
        # What is gone is not kept: its name may belong to another row a moment later.
        kept = {key: (row.stamp, packed[key]) for key, row in found.items() if not row.is_gone}
        cache.fill(kept, mapping.cached[lookup], life, [key for key in keys if key not in found])
    return packed


def fetch_assets(ids: Sequence[str], show_deleted: bool, *, believing_absence: bool = True) -> dict[str, Any]:
    """Assets by id; a merged one is answered by what it became, unless deleted ones are asked for."""
    mapping = MessageMapping.by_model[Asset]
    names = {(id_,) for id_ in ids}
    named = fetch_many(mapping, ("asset_id",), names, believing_absence=believing_absence)
    found = {name[0]: message for name, message in named.items()}
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
