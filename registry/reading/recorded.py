"""Reading the record of changes."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from cqi.errors import NotFound
from registry.models import Asset, Change, Row
from registry.models.base import kind_of
from registry.models.history import MOST_ASSETS
from registry.values.clock import is_past

from .past import REVISION

WATCHED = timedelta(days=30)
"""So long a change can be watched and published again."""
LAST = 2**63 - 1
"""No revision is higher."""


def sealed() -> QuerySet[Change]:
    """The changes that were made by the moment that is asked about."""
    rows = Change.objects.filter(revision__isnull=False)
    return rows.filter(revision__lte=REVISION.get()) if is_past() else rows


def change_by(**key: Any) -> Change:
    """The change with this id or revision, if it was made by the moment that is asked about.  Raises NotFound."""
    change = sealed().filter(**key).first()
    if change is None:
        raise NotFound("Change", str(*key.values()))
    return change


def belongs_to_asset(asset: Any) -> Q:
    """The changes of an asset and of what belongs to it or did."""
    return Q(*[(f"assets__{place}", asset) for place in range(MOST_ASSETS)], _connector=Q.OR)


def made_between(start: datetime | None, end: datetime | None) -> Q:
    """The changes at or after the start and before the end.

    Moments rise with revisions, but PostgreSQL does not know it: asked for the newest changes before a moment it
    would walk past all those after it.
    """
    made = Q()
    if start is not None:
        made &= Q(revision__gte=first_revision(start))
    if end is not None:
        made &= Q(revision__lt=Coalesce(first_revision(end), Value(LAST)))
    return made


def first_revision(moment: datetime) -> Subquery:
    """The first revision at or after a moment."""
    return Subquery(made_since(moment).values("revision")[:1])


def made_since(moment: datetime) -> QuerySet[Change]:
    """The changes at or after a moment, in their order."""
    return Change.objects.filter(revision__isnull=False, at__gte=moment).order_by("at", "revision")


def newest_of(
    rows: QuerySet[Change], *, asset: Any = None, before: int | None = None, most: int
) -> list[Change]:
    """The changes of the highest revisions, those before a revision; where an asset is given only its own.

    An asset stands at any place of `assets`, and each place has an index in the order of revisions: the newest of
    each are merged.  With an OR, PostgreSQL would read and sort all changes of the asset, or walk through those of
    all assets.
    """
    if before is not None:
        rows = rows.filter(revision__lt=before)
    rows = rows.order_by("-revision")
    if asset is None:
        return list(rows[:most])
    return list(at_each_place(rows, asset, most).order_by("-revision")[:most])


def count_of_asset(rows: QuerySet[Change], asset: Any, most: int) -> int:
    """How many of these changes are an asset's, counted in the indexes alone; `most` where there are more."""
    return min(most, at_each_place(rows.order_by().values("revision"), asset, most).count())


def at_each_place(rows: QuerySet[Any], asset: Any, most: int) -> QuerySet[Any]:
    first, *others = (rows.filter(**{f"assets__{place}": asset})[:most] for place in range(MOST_ASSETS))
    return first.union(*others, all=True)


def history_of(model: type[Row], key: str, *, before: int | None, most: int) -> list[Change]:
    """The changes of a row, the newest first; of an asset those of what belongs to it too."""
    rows = sealed().defer("message", "keys")
    if model is Asset:
        return newest_of(rows, asset=key, before=before, most=most)
    return newest_of(rows.filter(entity=kind_of(model), entity_id=key), before=before, most=most)


def made_by(actor: str, *, most: int) -> list[Change]:
    """What somebody changed last."""
    return newest_of(sealed().filter(actor=actor).defer("message", "keys"), most=most)


def made_with(change: Change, *, most: int) -> list[Change]:
    """The other changes of its transaction: a moment belongs to one."""
    others = Change.objects.filter(at=change.at).exclude(pk=change.pk)
    return list(others.defer("message", "keys").order_by("revision")[:most])


def kept_since(now: datetime) -> int | None:
    """The first revision of what can be watched and published again; None without any."""
    return made_since(now - WATCHED).values_list("revision", flat=True).first()
