"""Chains."""

from django.contrib import admin

from registry.models import Chain
from registry.reading.search.small import CHAIN_SEARCH

from .base import RowAdmin


@admin.register(Chain)
class ChainAdmin(RowAdmin):
    list_display = (
        "chain_id",
        "chain_name",
        "chain_type",
        "network_id",
        "caip2",
        "native_asset",
        "is_testnet",
    )
    list_filter = ("chain_type", "is_testnet")
    list_select_related = ("native_asset",)
    search = CHAIN_SEARCH
    autocomplete_fields = ("native_asset",)
    identity = ("chain_type", "network_id")
    sections = (
        (None, ("chain_id", "chain_name", "chain_type", "network_id", "caip2", "slip44", "is_testnet")),
        ("Details", ("native_asset", "native_aliases", "explorer_url", "rpc_urls", "metadata")),
    )
