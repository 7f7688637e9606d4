"""What stands for an asset and what it stands for, as callers see it.  This module only reads."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple
from uuid import UUID

from cqc.services.v1 import resolution_pb2 as pb
from django.db import connection, transaction

from cqi.errors import NotFound
from registry.models import Asset
from registry.reading import reads
from registry.reading.resources import RELATIONSHIP
from registry.rules import graph
from registry.values.choices import DERIVING
from registry.values.clock import is_past
from registry.wire.convert import decimal_text

DERIVATIVES, ORIGINS, BOTH = (
    pb.VARIANT_DIRECTION_DERIVATIVES,
    pb.VARIANT_DIRECTION_ORIGINS,
    pb.VARIANT_DIRECTION_BOTH,
)
Walk = Callable[[Iterable[UUID], Collection[str], int | None], graph.Closure]
WALKS: dict[int, dict[int, Walk]] = {
    DERIVATIVES: {DERIVATIVES: graph.derivatives},
    ORIGINS: {ORIGINS: graph.origins},
    BOTH: {DERIVATIVES: graph.derivatives, ORIGINS: graph.origins},
}
"""By the direction that a caller asks for: each side of the asset, and the walk that finds it."""


class Variant(NamedTuple):
    """An asset on one side of the one asked about."""

    side: int
    reached: graph.Reached

    @property
    def key(self) -> list[Any]:
        """Its place in a walk over pages: it stays the same while relationships change."""
        return [self.side, str(self.reached.asset_id)]

    @property
    def nearness(self) -> tuple[Any, ...]:
        return (self.side, self.reached.depth, self.reached.asset_id)


def start_of(asset_id: UUID, *, show_deleted: bool = False) -> Any:
    """The asset that a walk starts from: of a merged one the asset it became.  Raises NotFound."""
    found = reads.fetch_assets([str(asset_id)], show_deleted)
    if not found:
        raise NotFound("Asset", str(asset_id))
    return found[str(asset_id)]


def variants_of(
    start: UUID,
    direction: int = DERIVATIVES,
    types: Collection[str] = DERIVING,
    max_depth: int | None = None,
    *,
    show_deleted: bool = False,
) -> list[Variant]:
    """Every asset that can be reached from this one, once for each side, the nearest first.

    A deleted asset is left out, but not what stands for it.
    """
    found = [
        Variant(side, reached)
        for side, walk in WALKS[direction].items()
        for reached in walk([start], types, max_depth)[start]
    ]
    if not show_deleted:
        live = live_among(variant.reached.asset_id for variant in found)
        found = [variant for variant in found if variant.reached.asset_id in live]
    return sorted(found, key=lambda variant: variant.nearness)


def live_among(asset_ids: Iterable[UUID]) -> set[UUID]:
    return set(Asset.objects.live().filter(pk__in=set(asset_ids)).values_list("pk", flat=True))


def variant_messages(found: Sequence[Variant]) -> list[Any]:
    """The variants whole: their assets by one read, all their relationships by one query."""
    assets = reads.fetch_assets([str(variant.reached.asset_id) for variant in found], show_deleted=True)
    keys = {key for variant in found for key in variant.reached.relationship_ids}
    edges = {row.pk: RELATIONSHIP.own_message(row) for row in RELATIONSHIP.rows().filter(pk__in=keys)}
    return [
        pb.AssetVariant(
            asset=assets[str(reached.asset_id)],
            depth=reached.depth,
            path=[edges[key] for key in reached.relationship_ids],
            conversion_rate=None if reached.rate is None else decimal_text(reached.rate),
            direction=side,  # type: ignore[arg-type]  # the stubs know no plain int
        )
        for side, reached in found
    ]


@contextmanager
def one_moment() -> Iterator[None]:
    """Everything read inside is of one moment, so that no relationship of a path is removed meanwhile.

    It must be entered before the transaction reads anything.  The past is of one moment by itself.
    """
    if is_past():
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
