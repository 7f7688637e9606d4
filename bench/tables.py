"""What the bench loads into which table, and how much of it."""

import time
from collections.abc import Sequence
from typing import Any

from django.core.management import call_command

from bench.copy import begin_record, copy_rows, superuser_connected, without_indexes
from bench.world import World
from registry import models as m

SYMBOL_COPY = (
    "symbol_id", "symbol", "symbol_key", "symbol_type", "base_asset_id", "quote_asset_id",
    "settlement_asset_id", "expiry", "strike_price", "option_type", "is_active",
)  # fmt: skip
ASSET_COPY = (
    "asset_id", "symbol", "symbol_key", "name", "name_key", "asset_type", "category",
    "symbol_skeleton", "name_skeleton", "market_cap_rank", "deleted_at",
)  # fmt: skip
DEPLOYMENT_COPY = (
    "deployment_id", "asset_id", "chain_id", "address", "address_key", "decimals", "is_canonical",
    "is_native", "deleted_at",
)  # fmt: skip
FLAG_COPY = (
    "flag_id", "asset_id", "flag_type", "severity", "source", "reason", "raised_at", "resolved_at",
    "resolution_notes",
)  # fmt: skip
VENUE_ASSET_COPY = (
    "venue_asset_id", "venue_id", "asset_id", "venue_asset_symbol", "venue_asset_symbol_key",
    "delisted_at", "is_active",
)  # fmt: skip
VENUE_SYMBOL_COPY = (
    "venue_symbol_id", "venue_id", "symbol_id", "venue_symbol", "venue_symbol_key", "delisted_at",
    "is_active",
)  # fmt: skip
IDENTIFIER_COPY = (
    "identifier_id", "asset_id", "source", "external_id", "external_id_key", "is_primary",
)  # fmt: skip
SYMBOL_IDENTIFIER_COPY = (
    "identifier_id", "symbol_id", "data_source", "external_id", "external_id_key", "is_primary",
)  # fmt: skip
CHAIN_COPY = (
    "chain_id", "chain_name", "chain_type", "network_id", "caip2", "is_testnet", "rpc_urls", "native_aliases",
)  # fmt: skip
VENUE_COPY = ("venue_id", "name", "venue_type", "chain_id", "operator", "is_active")
GROUP_COPY = ("group_id", "name", "group_type", "canonical_symbol", "canonical_symbol_key", "issuer")
MEMBER_COPY = ("member_id", "group_id", "asset_id", "weight", "is_canonical")
RELATIONSHIP_COPY = ("relationship_id", "from_asset_id", "to_asset_id", "relationship_type")


def tables(world: World) -> Sequence[tuple[Any, Sequence[str], Any]]:
    """Each model with its columns and rows, for a million assets two million deployments and so on."""
    size = world.size
    return (
        (m.Chain, CHAIN_COPY, world.chain_rows()),
        (m.Venue, VENUE_COPY, world.venue_rows()),
        (m.Asset, ASSET_COPY, world.asset_rows()),
        (m.AssetDeployment, DEPLOYMENT_COPY, world.deployment_rows(2 * size)),
        (m.AssetIdentifier, IDENTIFIER_COPY, world.identifier_rows(size * 6 // 10)),
        (m.AssetRelationship, RELATIONSHIP_COPY, world.relationship_rows(size // 10)),
        (m.AssetGroup, GROUP_COPY, world.group_rows(size // 200)),
        (m.AssetGroupMember, MEMBER_COPY, world.member_rows()),
        (m.QualityFlag, FLAG_COPY, world.flag_rows(size // 16)),
        (m.VenueAsset, VENUE_ASSET_COPY, world.venue_asset_rows(size * 4 // 10)),
        (m.Symbol, SYMBOL_COPY, world.symbol_rows(size * 3 // 10)),
        (m.SymbolIdentifier, SYMBOL_IDENTIFIER_COPY, world.symbol_identifier_rows(size * 15 // 100)),
        (m.VenueSymbol, VENUE_SYMBOL_COPY, world.venue_symbol_rows(size // 2)),
    )


def generate(assets: int) -> None:
    """Migrate an empty database and fill it; one that holds rows already is left as it is.

    The rows are there from a moment on, and their record begins with it.
    """
    call_command("migrate", verbosity=0)
    filled = tables(World(assets))
    models = [model for model, _, _ in filled]
    if m.Change.objects.exists() or any(model.objects.exists() for model in models):
        print("The database holds rows already: nothing is generated.")
        return
    start = time.monotonic()
    with superuser_connected() as superuser, without_indexes(superuser, models):
        for model, columns, rows in filled:
            count = copy_rows(superuser, model, columns, rows)
            print(f"{count:>10,} {model._meta.verbose_name_plural}", flush=True)
        for model in models:
            begin_record(superuser, model)
    print(f"{time.monotonic() - start:.0f} s")
