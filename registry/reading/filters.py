"""The filters of lists and searches that are more than a column of the listed row.

Some take rows and a value and return rows.  A `ByBelonging` looks at rows that belong to the listed row;
several of them on one table must hold in one row of it.  A filter whose value names a row gets that row's
key (`registry.reading.redirects.final_key`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from registry.models import Asset, AssetGroup, AssetGroupMember, Chain, Row, Venue
from registry.values.choices import Severity
from registry.values.text import fold

from .belonging import ACTIVE_FLAGS, DEPLOYMENTS, GROUP_MEMBERS, VENUE_ASSETS, VENUE_SYMBOLS, BelongingRows


@dataclass(frozen=True)
class ByBelonging:
    """A filter on rows that belong to the listed row: `match` makes of a value what one of them must be."""

    belonging: BelongingRows
    match: Callable[[Any], dict[str, Any]]
    names: type[Row] | None = None
    """The model of the row that the value names, if it names one."""


@dataclass(frozen=True)
class ByNamedRow:
    """A filter whose value names a row of another model: `narrow` takes rows and that row's key, and gives rows."""

    names: type[Row]
    narrow: Callable[[Any, Any], Any]


@dataclass(frozen=True)
class AtLeast:
    """A filter that a column is not below the value.  It works on a query and on a row in memory."""

    column: str
    read: Callable[[Any], Any]

    def __call__(self, rows: QuerySet[Any], value: Any) -> QuerySet[Any]:
        return rows.filter(**{f"{self.column}__gte": self.read(value)})

    def fits(self, row: Row, value: Any) -> bool:
        return bool(getattr(row, self.column) >= self.read(value))


Filter = str | ByBelonging | ByNamedRow | Callable[[Any, Any], Any]
"""An attribute to compare with, a condition on another table, or a function from rows and the value to rows."""

assets_on_chain = ByBelonging(DEPLOYMENTS, lambda chain: {"chain_id": chain}, Chain)
assets_on_venue = ByBelonging(VENUE_ASSETS, lambda venue: {"venue_id": venue}, Venue)
assets_in_group = ByBelonging(GROUP_MEMBERS, lambda group: {"group_id": group}, AssetGroup)
assets_with_flag_type = ByBelonging(ACTIVE_FLAGS, lambda flag_type: {"flag_type": flag_type})
assets_with_flag_source = ByBelonging(ACTIVE_FLAGS, lambda source: {"source": source})
assets_with_severity = ByBelonging(ACTIVE_FLAGS, lambda severity: {"severity__gte": Severity[severity]})
flags_from_severity = AtLeast("severity", lambda severity: Severity[severity])
symbols_on_venue = ByBelonging(VENUE_SYMBOLS, lambda venue: {"venue_id": venue}, Venue)


def groups_containing(rows: QuerySet[Any], asset_id: Any) -> QuerySet[Any]:
    return rows.filter(Exists(AssetGroupMember.objects.filter(group=OuterRef("pk"), asset=asset_id)))


groups_with_asset = ByNamedRow(Asset, groups_containing)
relationships_of = ByNamedRow(
    Asset, lambda rows, asset_id: rows.filter(Q(from_asset=asset_id) | Q(to_asset=asset_id))
)
relationships_from = ByNamedRow(Asset, lambda rows, asset_id: rows.filter(from_asset=asset_id))
relationships_to = ByNamedRow(Asset, lambda rows, asset_id: rows.filter(to_asset=asset_id))


def chains_of_type(rows: QuerySet[Any], chain_type: str) -> QuerySet[Any]:
    """The chains of a type, in whatever case it is written."""
    return rows.filter(chain_type=chain_type.upper())


def assets_with_symbol(rows: QuerySet[Any], symbol: str) -> QuerySet[Any]:
    return rows.filter(symbol_key=fold(symbol))


def expiring_from(rows: QuerySet[Any], at: datetime) -> QuerySet[Any]:
    return rows.filter(expiry__gte=at)


def expiring_to(rows: QuerySet[Any], at: datetime) -> QuerySet[Any]:
    return rows.filter(expiry__lt=at)


def listed_as(rows: QuerySet[Any], name: str) -> QuerySet[Any]:
    return rows.filter(venue_asset_symbol_key=fold(name))
