"""Reading the record of changes."""

from typing import Any

from django.db.models import F

from cqi.errors import NotFound
from registry.models import Asset, Change, Row
from registry.models.base import kind_of
from registry.values.clock import now


def change_by(**key: Any) -> Change:
    """The change with this id or revision, if it was made by the moment that is asked about.  Raises NotFound."""
    change = Change.objects.filter(**key, at__lte=now()).first()
    if change is None:
        raise NotFound("Change", str(*key.values()))
    return change


def history_of(model: type[Row], key: str, *, before: int | None, most: int) -> list[Change]:
    """The changes of a row, the newest first; of an asset those of what belongs to it too.

    The order is by an expression, because PostgreSQL would else look for the few changes of an asset by walking
    through those of all, the newest first.
    """
    rows = Change.objects.filter(revision__isnull=False)
    if model is Asset:
        rows = rows.filter(assets__contains=[key])
    else:
        rows = rows.filter(entity=kind_of(model), entity_id=key)
    if before is not None:
        rows = rows.filter(revision__lt=before)
    return list(rows.defer("message", "keys").order_by((F("revision") + 0).desc())[:most])


def made_by(actor: str, *, most: int) -> list[Change]:
    """What somebody changed last."""
    rows = Change.objects.filter(actor=actor, revision__isnull=False)
    return list(rows.defer("message", "keys").order_by("-revision")[:most])


def made_with(change: Change, *, most: int) -> list[Change]:
    """The other changes of its transaction: a moment belongs to one."""
    others = Change.objects.filter(at=change.at).exclude(pk=change.pk)
    return list(others.defer("message", "keys").order_by("revision")[:most])
