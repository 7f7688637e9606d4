"""Holding what rows come to refer to, so that it is there, and live where it must be, when they are written.

What must be live is held until the row is committed, so that no merge overtakes it: a merge locks the asset
that goes against that (`registry.services.merging`).  So either the row is there when the merge looks for
what it must move, or the row's own check sees that the asset was merged.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection, models

from cqi.errors import StaleVersion


class Merged(StaleVersion):
    """An asset was merged since it was read."""


class Target(NamedTuple):
    """A row that is referred to."""

    key: Any
    is_gone: bool
    merged_into: UUID | None


def hold(rows: Sequence[Any]) -> None:
    """Hold what these rows of one model come to refer to.  One query for each model that they refer to.

    Raises ValidationError where it is not there, was deleted, or is no key at all; Merged where it was merged.
    """
    by_target: dict[tuple[Any, bool], list[Any]] = {}
    for field in references_of(rows[0]._meta.model):
        by_target.setdefault((field.remote_field.model, must_be_live(field)), []).append(field)
    for (target, held), fields in by_target.items():
        made = [(field, key) for field in fields for row in rows if (key := comes_to(row, field)) is not None]
        found = held_targets(target, {key for _, key in made}, held=held) if made else {}
        for field, key in made:
            refuse_target(field, key, found, held=held)


def held_targets(target: Any, keys: Collection[Any], *, held: bool = True) -> dict[Any, Target]:
    """The rows of a model with these keys, locked against a merge where they are `held`.

    `FOR KEY SHARE` waits for who changes a key or locks `FOR UPDATE`, as merges do, and for nobody else.
    """
    meta = target._meta
    merged = "merged_into_id" if hasattr(target, "merged_into_id") else "NULL"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {meta.pk.column}, {target.gone_field or 'NULL'} IS NOT NULL, {merged}"  # noqa: S608
            f" FROM {meta.db_table} WHERE {meta.pk.column} = ANY(%s)"
            f" ORDER BY {meta.pk.column} {'FOR KEY SHARE' if held else ''}",
            [list(keys)],
        )
        return {target.key: target for target in map(Target._make, cursor.fetchall())}


def refuse_target(field: Any, key: Any, found: Mapping[Any, Target], *, held: bool) -> None:
    """Raise unless the reference may lead to what was found."""
    kind = field.remote_field.model._meta.verbose_name
    target, about = found.get(key), {"model": kind, "value": key}
    if target is None:
        raise ValidationError({field.name: ValidationError("does not exist", "invalid", about)})
    if held and target.merged_into is not None:
        raise Merged(f"{kind} {key} was merged since it was read")
    if held and target.is_gone:
        raise ValidationError({field.name: gone_target(kind, key)})


def gone_target(kind: Any, key: Any) -> ValidationError:
    """What is wrong with a new reference to a row that is deleted."""
    why = f"{kind} {key} is deleted: nothing new may refer to it"
    return ValidationError(why, "invalid", {"model": kind, "value": key})


@cache
def references_of(model: type[models.Model]) -> list[Any]:
    """The foreign keys of a model."""
    return [field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]


def must_be_live(field: Any) -> bool:
    """Whether a reference may lead to live rows only, by the choices that its field allows."""
    return bool(field.get_limit_choices_to())


@cache
def held_by(model: type[models.Model]) -> list[Any]:
    """The references of a model to assets which must be live when they are made."""
    return [
        field
        for field in references_of(model)
        if field.remote_field.model._meta.object_name == "Asset" and must_be_live(field)
    ]


def comes_to(row: Any, field: Any) -> Any:
    """The key that this write puts into the reference; None where the reference stays as it is, or gets no key.

    Raises ValidationError where the reference must be set, or holds what is no key.
    """
    key = getattr(row, field.attname)
    if row.before is not None and getattr(row.before, field.attname) == key:
        return None
    if key is None and not field.null:
        raise ValidationError({field.name: ValidationError("must be set", code="null")})
    try:
        return field.target_field.to_python(key)
    except ValidationError as error:
        raise ValidationError({field.name: error}) from None
