"""The filters of lists that are more than a column of the listed row.

Each takes rows and the value (registry.convert.take), and returns rows.
"""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from .models import AssetDeployment, AssetGroupMember, QualityFlag, VenueAsset, VenueSymbol
from .models.choices import Severity
from .named import key_value
from .text import fold

Rows = QuerySet[Any]


def assets_with_symbol(rows: Rows, symbol: str) -> Rows:
    return rows.filter(symbol_key=fold(symbol))


def assets_on_chain(rows: Rows, chain: str) -> Rows:
    on_it = AssetDeployment.objects.live().filter(chain_id=key_value(AssetDeployment, "chain_id", chain))
    return rows.filter(Exists(on_it.filter(asset_id=OuterRef("pk"))))


def assets_on_venue(rows: Rows, venue_id: str) -> Rows:
    listed = VenueAsset.objects.live().filter(venue_id=venue_id)
    return rows.filter(Exists(listed.filter(asset_id=OuterRef("pk"))))


def assets_in_group(rows: Rows, group_id: str) -> Rows:
    members = AssetGroupMember.objects.filter(group_id=key_value(AssetGroupMember, "group_id", group_id))
    return rows.filter(Exists(members.filter(asset_id=OuterRef("pk"))))


def assets_with_flag_type(rows: Rows, flag_type: str) -> Rows:
    return flagged(rows, flag_type=flag_type)


def assets_with_flag_source(rows: Rows, source: str) -> Rows:
    return flagged(rows, source=source)


def assets_with_severity(rows: Rows, severity: str) -> Rows:
    return flagged(rows, severity__gte=Severity[severity])


def flagged(rows: Rows, **what: Any) -> Rows:
    active = QualityFlag.objects.filter(resolved_at__isnull=True, **what)
    return rows.filter(Exists(active.filter(asset_id=OuterRef("pk"))))


def symbols_on_venue(rows: Rows, venue_id: str) -> Rows:
    listed = VenueSymbol.objects.live().filter(venue_id=venue_id)
    return rows.filter(Exists(listed.filter(symbol_id=OuterRef("pk"))))


def expiring_from(rows: Rows, at: datetime) -> Rows:
    return rows.filter(expiry__gte=at)


def expiring_to(rows: Rows, at: datetime) -> Rows:
    return rows.filter(expiry__lt=at)


def listed_as(rows: Rows, name: str) -> Rows:
    return rows.filter(venue_asset_symbol_key=fold(name))
