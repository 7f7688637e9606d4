"""Upbit and Bithumb, whose answers name their markets and nothing else: their rules for prices are documents."""

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from registry.importers.engine.fixtures import read_csv
from registry.values.price_rules import Band, finest_tick, rule_of_bands

from . import ParsedMarket, SaidFields

ANY = "*"
"""What the table calls every market of a quote."""


def upbit(market: ParsedMarket) -> SaidFields:
    """The step of its prices follows from quote, price and day (`fixtures/price_rules.csv`)."""
    rule = rule_on("upbit", market["id"], market["quoteId"], market["observed"])
    return {"price_rule": rule, "figures": {"tick_size": finest_tick(rule) if rule else None}}


def bithumb(_market: ParsedMarket) -> SaidFields:
    """Its rule for prices is not known: ten public programs state five different tables."""
    return {"figures": {}}


def rule_on(venue: str, market: str, quote: str, day: date) -> dict[str, Any] | None:
    """The rule that held for a market on a day; None where the table has none for it."""
    rows = [row for row in _table() if row["venue"] == venue and row["quote"] == quote and _held(row, day)]
    bands = [_span(row) for row in rows if row["market"] == ANY]
    for start, end, tick in (_span(row) for row in rows if row["market"] == market):
        bands = [kept for band in bands for kept in _outside(band, start, end)] + [(start, end, tick)]
    return rule_of_bands(_joined(sorted(bands, key=lambda band: band[0]))) if bands else None


StepSpan = tuple[Decimal, Decimal | None, Decimal | None]
"""Where a band starts and ends, and its step; None for no end and for a step that is not known."""


@cache
def _table() -> list[dict[str, str]]:
    return read_csv("price_rules.csv")


def _held(row: dict[str, str], day: date) -> bool:
    text = day.isoformat()
    return (row["valid_from"] or text) <= text and (not row["valid_until"] or text < row["valid_until"])


def _span(row: dict[str, str]) -> StepSpan:
    end, tick = (Decimal(row[name]) if row[name] else None for name in ("price_below", "tick_size"))
    return Decimal(row["price_from"]), end, tick


def _outside(band: StepSpan, start: Decimal, end: Decimal | None) -> list[StepSpan]:
    """The parts of a band that lie below and above these prices."""
    low, high, tick = band
    below = [(low, min(start, high or start), tick)] if low < start else []
    reaches_above = end is not None and (high is None or high > end)
    return [*below, *([(max(low, end), high, tick)] if end is not None and reaches_above else [])]


def _joined(spans: list[StepSpan]) -> list[Band]:
    """The bands from 0 on; neighbours of one step are one band."""
    bands: list[Band] = []
    for start, _, tick in spans:
        if not bands or bands[-1][1] != tick:
            bands.append((start, tick))
    return bands
