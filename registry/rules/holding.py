"""A row that comes to refer to an asset holds it until the row is committed, so that no merge overtakes it.

A merge locks the asset that goes against that (`registry.services.merging.merge`).  So either the row is there
when the merge looks for what it must move, or the row's own check sees that the asset was merged.
"""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection, models


def hold(rows: Sequence[Any], *, exclude: Collection[str] = ()) -> list[UUID]:
    """Hold the assets that these rows of one model come to refer to; those that are merged are returned."""
    keys: set[UUID] = set()
    for field in held_by(rows[0]._meta.model) if rows else ():
        if field.name not in exclude:
            keys.update(key for row in rows if (key := comes_to(row, field.attname)) is not None)
    if not keys:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT asset_id, merged_into_id FROM registry_asset WHERE asset_id = ANY(%s)"
            " ORDER BY asset_id FOR KEY SHARE",
            [list(keys)],
        )
        return [asset_id for asset_id, merged_into in cursor.fetchall() if merged_into is not None]


@cache
def held_by(model: type[models.Model]) -> list[Any]:
    """The references of a model to assets which must be live when they are made."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
        and field.remote_field.model._meta.object_name == "Asset"
        and field.get_limit_choices_to()
    ]


def comes_to(row: Any, reference: str) -> UUID | None:
    """The key that this reference gets by the save that goes on; None where it stays as it is, or is no key."""
    key = getattr(row, reference)
    stays = row.before is not None and getattr(row.before, reference) == key
    return key if isinstance(key, UUID) and not stays else None
