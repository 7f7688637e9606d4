"""Many rows at once, for importers: the same checks, versions and events, without a query for each row.

Fields and the models' own rules are checked in Python; uniqueness, and whether what is referred to by
its key alone exists, are left to the database's constraints.  All or nothing: an error leaves no row behind.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from cqi.errors import StaleVersion
from registry.models import Row
from registry.models.base import kind_of, stamps
from registry.rules.holding import hold

from . import changes

BATCH = 1000


def insert(rows: Sequence[Row]) -> None:
    """Write new rows of one model.

    Raises ValidationError, IntegrityError from the constraints, or StaleVersion where an asset that
    they refer to was merged.
    """
    if not rows:
        return
    for row in rows:
        check(row)
    now = timezone.now()
    with transaction.atomic():
        hold_references(rows)
        type(rows[0]).check_batch(rows)
        for row, stamp in zip(rows, stamps(len(rows)), strict=True):
            row.version, row.stamp, row.created_at, row.updated_at = 1, stamp, now, now
        models.QuerySet[Any](type(rows[0])).bulk_create(rows, batch_size=BATCH)
        changes.record(rows)
        type(rows[0]).follow_batch(rows)


def change(rows: Sequence[Row]) -> list[Row]:
    """Write changed rows of one model; returns those that differed from what is stored.

    Raises StaleVersion if one of them changed since it was read, or an asset was merged that it comes
    to refer to.
    """
    if not rows:
        return []
    model = type(rows[0])
    with transaction.atomic():
        stored = {row.pk: row for row in locked(model, [row.pk for row in rows])}
        differing = [row for row in rows if differs(row, stored.get(row.pk))]
        for row in differing:
            row.clean()
        hold_references(differing)
        model.check_batch(differing)
        for row, stamp in zip(differing, stamps(len(differing)), strict=True):
            row.version, row.stamp, row.updated_at = row.version + 1, stamp, timezone.now()
        for names, group in by_changed_fields(differing).items():
            models.QuerySet[Any](model).bulk_update(group, names, batch_size=BATCH)
        changes.record(differing)
        model.follow_batch(differing)
    return differing


def hold_references(rows: Sequence[Row]) -> None:
    if merged := hold(rows):
        raise StaleVersion(f"{len(merged)} assets were merged since they were read, among them {merged[0]}")


def check(row: Row) -> None:
    check_fields(row)
    refuse_references_to_gone(row)
    row.clean()


def refuse_references_to_gone(row: Row) -> None:
    """A new row may not refer to a deleted one: told, without a query, where that is at hand."""
    for field in row._meta.concrete_fields if row._state.adding else ():
        is_known = isinstance(field, models.ForeignKey) and field.is_cached(row)
        if not is_known or not field.get_limit_choices_to():  # type: ignore[attr-defined]  # of related fields
            continue
        target = getattr(row, field.name)
        if target is not None and target.is_gone:
            why = f"{target._meta.verbose_name} {target.pk} is deleted: nothing new may refer to it"
            raise ValidationError({field.name: why})


def check_fields(row: Row) -> None:
    row.clean_fields(exclude={field.name for field in row._meta.concrete_fields if field.is_relation})


def locked(model: type[Row], keys: Iterable[object]) -> Iterable[Row]:
    """The stored rows, locked in the order of their keys so that two importers cannot dead-lock."""
    return model._base_manager.filter(pk__in=keys).order_by("pk").select_for_update(no_key=True)


def differs(row: Row, stored: Row | None) -> bool:
    if stored is None or stored.version != row.version:
        raise StaleVersion(f"{kind_of(type(row))} {row.pk} changed since it was read")
    row.before = stored
    check_fields(row)
    row.normalize()
    return bool(row.changed_fields())


def by_changed_fields(rows: Iterable[Row]) -> dict[tuple[str, ...], list[Row]]:
    groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        names = {row._meta.get_field(name).name for name in row.changed_fields()}
        groups[(*sorted(names), "version", "stamp", "updated_at")].append(row)
    return groups
