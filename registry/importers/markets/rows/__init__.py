"""What the rows of each exchange say of a market, read from the row itself: a module an exchange.

A function takes ccxt's parse of a market, whose `info` is the row, and gives fields of the market by name.  Its
`figures` are all that the row says, in the registry's units: sizes in base for spot, and for the rest in contracts
of `contract_size`, whatever the venue's API counts in.  No figure is ccxt's own.  Its `contractSize` is OKX's
without the multiplier and Bybit's smallest order, its amounts are Deribit's, and its fees are its own idea.
"""

from collections.abc import Mapping
from typing import Any

ParsedMarket = Mapping[str, Any]
"""A market as ccxt parsed it."""

SaidFields = dict[str, Any]
"""SaidFields of a parsed market, by name."""
