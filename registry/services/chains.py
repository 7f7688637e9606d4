"""Registering chains."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from cqi.errors import InvalidInput, NotFound
from registry.models import Asset, Chain
from registry.values.text import fold

from . import rows, slugs

MOST_CANDIDATES = 5


def create_chain(values: Mapping[str, Any], *, native_asset_symbol: str = "") -> Chain:
    """A new chain.  Its native asset may be named by symbol where that means one asset (`only_asset`).

    Raises ValidationError; InvalidInput where symbol and native_asset_id name different assets.
    """
    values = slugs.with_slug(Chain, values, name="chain_name")
    if native_asset_symbol:
        if asset_id := values.get("native_asset_id"):
            refuse_other_symbol(asset_id, native_asset_symbol)
        else:
            values["native_asset_id"] = only_asset(native_asset_symbol).pk
    return rows.create_row(Chain, values)


def refuse_other_symbol(asset_id: UUID, symbol: str) -> None:
    asset = Asset.objects.filter(pk=asset_id).first()
    if asset is not None and asset.symbol_key != fold(symbol):
        raise InvalidInput("native_asset_symbol", f"native_asset_id is {asset.symbol}: send one of the two")


def only_asset(symbol: str) -> Asset:
    """The one live asset with this symbol, or of several the one that is the coin of a chain already.

    Raises NotFound, and InvalidInput that names the candidates where none is the only one.
    """
    named = Asset.objects.live().filter(symbol_key=fold(symbol)).order_by("rank_key", "asset_id")
    found = list(named[:MOST_CANDIDATES])
    if not found:
        raise NotFound("Asset", symbol)
    if len(found) == 1:
        return found[0]
    coins = list(named.filter(Exists(Chain.objects.filter(native_asset=OuterRef("pk"))))[:2])
    if len(coins) == 1:
        return coins[0]
    several = ", ".join(f"{asset.pk} ({asset.name})" for asset in found)
    raise InvalidInput(
        "native_asset_symbol", f"several assets are called {symbol}: send native_asset_id, one of {several}"
    )
