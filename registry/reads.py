"""Finding rows by a declared lookup: through the cache where the mapping says so."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, QuerySet

from cqi.errors import NotFound

from . import cache
from .mapping import Mapping
from .models import Row


def fetch(mapping: Mapping, *, show_deleted: bool = False, **lookup: Any) -> Any:
    """The message of the one row that a lookup finds.

    A listing that is gone is answered when no live one has the name; a deleted row only with
    `show_deleted`.  Raises NotFound.
    """
    message = _own_message(mapping, lookup)
    if message is None or (is_deleted(message) and not show_deleted):
        raise NotFound(mapping.message.DESCRIPTOR.name, "/".join(map(str, lookup.values())))
    if mapping.join:
        mapping.join([message])
    return message


def fetch_many(mapping: Mapping, ids: Iterable[str]) -> dict[str, Any]:
    """The messages of the rows with these keys, without what they join: one cache read, one query."""
    keys = {id_: cache.key_of(kind_of(mapping), id_) for id_ in ids}
    found = cache.get_many(list(keys.values()))
    messages = {
        id_: mapping.message.FromString(found[key]) for id_, key in keys.items() if key in found
    }
    missing = keys.keys() - messages.keys()
    if missing:
        rows = list(mapping.rows().filter(pk__in=missing))
        fresh = {str(row.pk): (row.stamp, mapping.own_message(row)) for row in rows}
        cache.fill(
            {keys[id_]: (stamp, message.SerializeToString()) for id_, (stamp, message) in fresh.items()},
            mapping.cached[(mapping.pk,)],
        )
        messages |= {id_: message for id_, (_, message) in fresh.items()}
    return messages


def keys_of(row: Row) -> list[str]:
    """Every cache key under which this row can be found."""
    mapping = Mapping.by_model[type(row)]
    return [
        cache.key_of(kind_of(mapping), *(getattr(row, name) for name in lookup)) for lookup in mapping.cached
    ]


def kind_of(mapping: Mapping) -> str:
    return str(mapping.model._meta.db_table).removeprefix("registry_")


def _own_message(mapping: Mapping, lookup: dict[str, Any]) -> Any:
    seconds = mapping.cached.get(tuple(lookup))
    if seconds is None:
        row = find(mapping, lookup)
        return mapping.own_message(row) if row else None
    key = cache.key_of(kind_of(mapping), *lookup.values())
    if found := cache.get_many([key]):
        return mapping.message.FromString(found[key])
    if (row := find(mapping, lookup)) is None:
        return None
    message = mapping.own_message(row)
    # What is gone is not kept: its name may belong to another row a moment later.
    if not row.is_gone:
        cache.fill({key: (row.stamp, message.SerializeToString())}, seconds)
    return message


def find(mapping: Mapping, lookup: dict[str, Any]) -> Any:
    """The row, a live one before one that is gone, the latest of those first; None if there is none."""
    return newest(mapping, mapping.rows().filter(**lookup)).first()


def newest(mapping: Mapping, rows: "QuerySet[Any]") -> "QuerySet[Any]":
    gone = mapping.model.gone_field
    return rows.order_by(F(gone).desc(nulls_first=True)) if gone else rows


def is_deleted(message: Any) -> bool:
    return "deleted_at" in message.DESCRIPTOR.fields_by_name and message.HasField("deleted_at")


