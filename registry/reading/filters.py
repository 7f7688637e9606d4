"""The filters of lists and searches that are more than a column of the listed row.

Some take rows and the value (`registry.wire.convert.take`) and return rows.  A `Related` looks at another
table; several of them on one table must hold in one row of it.  A filter whose value names a row gets
that row's key (`registry.reading.references.existing`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from registry.models import Asset, AssetGroup, AssetGroupMember, Chain, Row, Venue
from registry.values.choices import Severity
from registry.values.text import fold

from .related import ACTIVE_FLAGS, DEPLOYMENTS, GROUP_MEMBERS, VENUE_ASSETS, VENUE_SYMBOLS, Table

Rows = QuerySet[Any]


@dataclass(frozen=True)
class Related:
    """What a value asks of a row of another table."""

    table: Table
    match: Callable[[Any], dict[str, Any]]
    names: type[Row] | None = None
    """The model of the row that the value names, if it names one."""


@dataclass(frozen=True)
class Naming:
    """A function from rows and the key of a row of another model to rows."""

    names: type[Row]
    narrow: Callable[[Any, Any], Any]


Filter = str | Related | Naming | Callable[[Any, Any], Any]
"""An attribute to compare with, a condition on another table, or a function from rows and the value to rows."""

assets_on_chain = Related(DEPLOYMENTS, lambda chain: {"chain_id": chain}, Chain)
assets_on_venue = Related(VENUE_ASSETS, lambda venue: {"venue_id": venue}, Venue)
assets_in_group = Related(GROUP_MEMBERS, lambda group: {"group_id": group}, AssetGroup)
assets_with_flag_type = Related(ACTIVE_FLAGS, lambda flag_type: {"flag_type": flag_type})
assets_with_flag_source = Related(ACTIVE_FLAGS, lambda source: {"source": source})
assets_with_severity = Related(ACTIVE_FLAGS, lambda severity: {"severity__gte": Severity[severity]})
symbols_on_venue = Related(VENUE_SYMBOLS, lambda venue: {"venue_id": venue}, Venue)


def groups_containing(rows: Rows, asset_id: Any) -> Rows:
    return rows.filter(Exists(AssetGroupMember.objects.filter(group=OuterRef("pk"), asset=asset_id)))


groups_with_asset = Naming(Asset, groups_containing)
relationships_of = Naming(
    Asset, lambda rows, asset_id: rows.filter(Q(from_asset=asset_id) | Q(to_asset=asset_id))
)
relationships_from = Naming(Asset, lambda rows, asset_id: rows.filter(from_asset=asset_id))
relationships_to = Naming(Asset, lambda rows, asset_id: rows.filter(to_asset=asset_id))


def chains_of_type(rows: Rows, chain_type: str) -> Rows:
    """In whatever case it is written."""
    return rows.filter(chain_type=chain_type.upper())


def flags_from_severity(rows: Rows, severity: str) -> Rows:
    return rows.filter(severity__gte=Severity[severity])


def assets_with_symbol(rows: Rows, symbol: str) -> Rows:
    return rows.filter(symbol_key=fold(symbol))


def expiring_from(rows: Rows, at: datetime) -> Rows:
    return rows.filter(expiry__gte=at)


def expiring_to(rows: Rows, at: datetime) -> Rows:
    return rows.filter(expiry__lt=at)


def listed_as(rows: Rows, name: str) -> Rows:
    return rows.filter(venue_asset_symbol_key=fold(name))
