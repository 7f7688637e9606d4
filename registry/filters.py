"""The filters of lists and searches that are more than a column of the listed row.

Some take rows and the value (`registry.convert.take`) and return rows.  A `Related` looks at another
table; several of them on one table must hold in one row of it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from .models import AssetDeployment, AssetGroupMember
from .models.choices import Severity
from .named import key_value
from .related import ACTIVE_FLAGS, DEPLOYMENTS, GROUP_MEMBERS, VENUE_ASSETS, VENUE_SYMBOLS, Table
from .text import fold

Rows = QuerySet[Any]


@dataclass(frozen=True)
class Related:
    """What a value asks of a row of another table."""

    table: Table
    match: Callable[[Any], dict[str, Any]]


Filter = str | Related | Callable[[Any, Any], Any]
"""An attribute to compare with, a condition on another table, or a function from rows and the value to rows."""

assets_on_chain = Related(
    DEPLOYMENTS, lambda chain: {"chain_id": key_value(AssetDeployment, "chain_id", chain)}
)
assets_on_venue = Related(VENUE_ASSETS, lambda venue: {"venue_id": venue})
assets_in_group = Related(
    GROUP_MEMBERS, lambda group: {"group_id": key_value(AssetGroupMember, "group_id", group)}
)
assets_with_flag_type = Related(ACTIVE_FLAGS, lambda flag_type: {"flag_type": flag_type})
assets_with_flag_source = Related(ACTIVE_FLAGS, lambda source: {"source": source})
assets_with_severity = Related(ACTIVE_FLAGS, lambda severity: {"severity__gte": Severity[severity]})
symbols_on_venue = Related(VENUE_SYMBOLS, lambda venue: {"venue_id": venue})


def assets_with_symbol(rows: Rows, symbol: str) -> Rows:
    return rows.filter(symbol_key=fold(symbol))


def expiring_from(rows: Rows, at: datetime) -> Rows:
    return rows.filter(expiry__gte=at)


def expiring_to(rows: Rows, at: datetime) -> Rows:
    return rows.filter(expiry__lt=at)


def listed_as(rows: Rows, name: str) -> Rows:
    return rows.filter(venue_asset_symbol_key=fold(name))
