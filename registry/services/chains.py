"""Registering chains."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from cqi.errors import InvalidInput, NotFound
from registry.models import Asset, Chain
from registry.values.text import fold

from . import rows, slugs


def create_chain(values: Mapping[str, Any], *, native_asset_symbol: str = "") -> Chain:
    """A new chain.  Its native asset may be named by symbol when exactly one asset has it.

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
    """The one live asset with this symbol.

    Raises NotFound, and InvalidInput that names the candidates where there are several.
    """
    found = list(Asset.objects.live().filter(symbol_key=fold(symbol)).order_by("rank_key", "asset_id")[:6])
    if not found:
        raise NotFound("Asset", symbol)
    if len(found) > 1:
        named = ", ".join(f"{asset.pk} ({asset.name})" for asset in found[:5])
        raise InvalidInput(
            "native_asset_symbol", f"several assets are called {symbol}: send native_asset_id, one of {named}"
        )
    return found[0]
