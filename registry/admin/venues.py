"""Venues, and what they list."""

from typing import Any

from django.contrib import admin

from registry.models import SPEC, Venue, VenueAsset, VenueSymbol
from registry.reading.search.children import VENUE_ASSET_SEARCH, VENUE_SYMBOL_SEARCH
from registry.reading.search.small import VENUE_SEARCH

from .base import RowAdmin
from .forms import RowForm


@admin.register(Venue)
class VenueAdmin(RowAdmin):
    list_display = ("venue_id", "name", "venue_type", "operator", "chain", "is_active")
    list_filter = ("venue_type", "is_active")
    list_select_related = ("chain",)
    search = VENUE_SEARCH
    suggested = ("operator",)
    autocomplete_fields = ("chain",)
    identity = ("chain", "venue_type")
    sections = (
        (None, ("venue_id", "name", "operator", "venue_type", "chain", "protocol_address", "is_active")),
        ("Details", ("symbol_pattern", "mic", "website_url", "api_endpoint", "metadata")),
    )


class VenueAssetForm(RowForm):
    """What a venue says of an asset; on the page of a row the asset is no field, and is told to the search box."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_new and "deployment" in self.fields:
            chosen: Any = self.fields["deployment"].widget
            chosen.widget.attrs["data-asset"] = str(self.instance.asset_id)


@admin.register(VenueAsset)
class VenueAssetAdmin(RowAdmin):
    form = VenueAssetForm
    list_display = ("venue_asset_symbol", "venue", "asset", "trading_enabled", "is_active")
    list_filter = ("venue", "is_active", "trading_enabled", "deposit_enabled", "withdraw_enabled")
    list_select_related = ("venue", "asset")
    search = VENUE_ASSET_SEARCH
    autocomplete_fields = ("venue", "asset", "deployment")
    identity = ("venue", "asset")
    sections = (
        (None, ("venue", "asset", "venue_asset_symbol", "deployment", "listed_at", "is_active")),
        ("May be", ("trading_enabled", "deposit_enabled", "withdraw_enabled")),
        ("Numbers", ("unit_multiplier", "min_deposit", "deposit_fee", "min_withdrawal", "withdrawal_fee")),
        ("Details", ("metadata",)),
    )

    class Media:
        js = ("registry/fitting_choices.js",)


@admin.register(VenueSymbol)
class VenueSymbolAdmin(RowAdmin):
    list_display = ("venue_symbol", "venue", "symbol", "maker_fee", "taker_fee", "is_active")
    list_filter = ("venue", "is_active")
    list_select_related = ("venue", "symbol")
    search = VENUE_SYMBOL_SEARCH
    autocomplete_fields = ("venue", "symbol")
    identity = ("venue", "symbol")
    sections = (
        (None, ("venue", "symbol", "venue_symbol", "listed_at", "is_active")),
        (
            "Numbers",
            (
                "contract_kind", "base_multiplier", *SPEC, "price_rule", "min_order_value", "max_order_value",
                "max_leverage", "maker_fee", "taker_fee",
            ),
        ),
        ("Details", ("funding_interval", "metadata")),
    )  # fmt: skip
