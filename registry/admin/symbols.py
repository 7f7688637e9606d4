"""Symbols and what data sources call them."""

from django.contrib import admin

from registry.models import SPEC, Symbol, SymbolIdentifier
from registry.reading.search.children import SYMBOL_IDENTIFIER_SEARCH
from registry.reading.search.symbols import SYMBOL_SEARCH

from .base import RowAdmin
from .inlines import RowInline


class SymbolIdentifierInline(RowInline):
    model = SymbolIdentifier
    fields = ("data_source", "external_id", "is_primary")
    identity = ("data_source",)


@admin.register(Symbol)
class SymbolAdmin(RowAdmin):
    list_display = ("symbol", "symbol_type", "base_asset", "quote_asset", "expiry", "is_active")
    list_filter = ("symbol_type", "option_type", "is_active")
    list_select_related = ("base_asset", "quote_asset")
    search = SYMBOL_SEARCH
    autocomplete_fields = ("base_asset", "quote_asset", "settlement_asset")
    inlines = (SymbolIdentifierInline,)
    identity = (
        "symbol_type",
        "base_asset",
        "quote_asset",
        "settlement_asset",
        "expiry",
        "strike_price",
        "option_type",
    )
    sections = (
        (None, ("symbol", *identity, "contract_kind", "is_active", "delisted_at")),
        ("Numbers", (*SPEC, "price_rule")),
        ("Details", ("metadata",)),
    )


@admin.register(SymbolIdentifier)
class SymbolIdentifierAdmin(RowAdmin):
    list_display = ("external_id", "data_source", "symbol", "is_primary", "verified_at")
    list_filter = ("data_source", "is_primary")
    list_select_related = ("symbol",)
    search = SYMBOL_IDENTIFIER_SEARCH
    unsorted = ("external_id",)
    autocomplete_fields = ("symbol",)
    identity = ("symbol", "data_source")
    sections = ((None, ("symbol", "data_source", "external_id", "is_primary", "verified_at", "metadata")),)
