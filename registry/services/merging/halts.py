"""Markets that a merge must keep closed: those of an asset that a venue no longer lists.

The trade check asks a venue whether each leg of a market may be traded there
(`registry.services.flagging.safety`).  A venue may list one of two assets and have delisted the other.  Once the
two are one asset, its live row would open the markets of the delisted one again.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q

from registry.models import VenueAsset, VenueSymbol
from registry.services.flagging.safety import LEGS, legs_of
from registry.writing.write import write


def keep_halted(one: UUID, other: UUID) -> None:
    """Where a venue delisted one of the two assets and lists the other, halt its markets of the delisted one."""
    listed: dict[tuple[str, UUID], bool] = {}
    rows = VenueAsset._base_manager.filter(asset__in=(one, other))
    for venue, asset, delisted_at in rows.values_list("venue", "asset", "delisted_at"):
        listed[venue, asset] = listed.get((venue, asset), False) or delisted_at is None
    halted = {
        (venue, asset)
        for (venue, asset), is_listed in listed.items()
        if not is_listed and listed.get((venue, other if asset == one else one))
    }
    if halted:
        halt(
            [
                row
                for row in active(one, other)
                if any((row.venue_id, leg) in halted for leg in legs_of(row.symbol))
            ]
        )


def active(one: UUID, other: UUID) -> list[Any]:
    named = Q(*[(f"symbol__{leg}__in", (one, other)) for leg in LEGS], _connector=Q.OR)
    rows = VenueSymbol._base_manager.filter(named, delisted_at__isnull=True, is_active=True)
    return list(rows.select_related("symbol", "venue").order_by("pk"))


def halt(listings: Iterable[Any]) -> None:
    halted = list(listings)
    for listing in halted:
        listing.is_active = False
    write(halted)
