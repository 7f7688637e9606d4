"""Hyperliquid's perpetuals and its spot pairs.

They are two venues, because a name is another token on each: anybody deploys a token for spot under any name, and
its PEPE and its EUR are neither the coin nor the euro.
"""

from typing import Any

from registry.values.price_rules import finest_tick

from . import ParsedMarket, SaidFields
from .units import LINEAR, step

SIGNIFICANT, PERPETUAL_DECIMALS, SPOT_DECIMALS = 5, 6, 8
"""By the document "Tick and lot size"."""


def mend_perpetuals(answer: Any) -> Any:
    """Ccxt takes the answers with each market's state beside it, and those without are the same but for that."""
    meta, answer = _parts(answer)
    return [] if "tokens" in meta else answer


def mend_pairs(answer: Any) -> Any:
    """The decimals of a pair's sizes are those of its base token, and stand in another list."""
    meta, answer = _parts(answer)
    decimals = {token["index"]: token["szDecimals"] for token in meta.get("tokens", ())}
    for row in meta.get("universe", ()):
        row["szDecimals"] = decimals.get(row["tokens"][0])
    return answer


def perpetual(market: ParsedMarket) -> SaidFields:
    figures = _figures(market, PERPETUAL_DECIMALS)
    figures["figures"] |= {"contract_size": 1, "max_leverage": market["info"].get("maxLeverage")}
    return {**figures, "baseId": market["baseName"], "contract_kind": LINEAR}


def spot_pair(market: ParsedMarket) -> SaidFields:
    """Of its tokens' names only that of USDC, which prices are in, is a general code."""
    own = {leg: None for leg in ("base", "quote") if market[leg] != "USDC"}
    return {**_figures(market, SPOT_DECIMALS), **own, "baseId": market["baseName"]}


def _figures(market: ParsedMarket, most_decimals: int) -> SaidFields:
    """Sizes are amounts of base with `szDecimals` decimals.  Whole prices are taken whatever their digits."""
    places = int(market["info"]["szDecimals"])
    rule = {"significant_digits": SIGNIFICANT, "max_decimals": max(0, most_decimals - places)}
    return {"price_rule": rule, "figures": {"tick_size": finest_tick(rule), "lot_size": step(places)}}


def _parts(answer: Any) -> tuple[dict[str, Any], list[Any]]:
    """What an answer says of its markets, and the answer with their states, known or not."""
    whole = answer if isinstance(answer, list) else [answer, []]
    meta = next(iter(whole), None)
    return meta if isinstance(meta, dict) else {}, whole
