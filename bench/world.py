"""A made-up registry of any size, in the shape of the real one: few large chains and venues, many tiny ones."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import base58
from uuid_utils import uuid7

from bench.words import Words
from registry.values.choices import (
    AssetType,
    DataSource,
    FlagType,
    RelationshipType,
    Severity,
    SymbolDataSource,
    VenueType,
)
from registry.values.skeletons import skeleton
from registry.values.text import fold

NOW = datetime(2026, 11, 20, tzinfo=UTC)
CHAIN_IDS = ("ethereum", "bsc", "solana", "base", "polygon", "arbitrum", *(f"chain_{n}" for n in range(40)))
TINY_CHAINS, TINY_VENUES = ("tiny_chain",), ("tiny_venue",)
VENUE_IDS = tuple(f"venue_{n}" for n in range(200))
QUOTES = 10
TYPES = ("ERC20", "SPL", "CRYPTOCURRENCY", "STABLECOIN", "WRAPPED", "LP_TOKEN")
SOURCES = ("slowmist", "goplus", "ops", "chainalysis", "chain-registry")
CATEGORIES = (None, None, "defi", "gaming", "meme", "infrastructure")
Rows = Iterator[tuple[Any, ...]]


def id_text() -> str:
    return str(uuid7())


class World:
    """Draws the rows of each table; what refers to another table comes after it."""

    def __init__(self, assets: int, seed: int = 1) -> None:
        self.dice = random.Random(seed)
        self.words = Words(self.dice)
        self.size = assets
        self.asset_ids = [id_text() for _ in range(assets)]
        ranks = list(range(1, assets // 20 + 1))
        self.dice.shuffle(ranks)
        self.ranked = dict(zip(self.dice.sample(range(assets), len(ranks)), ranks, strict=True))
        self.by_rank = sorted(self.ranked, key=self.ranked.__getitem__)
        self.symbols: list[str] = []
        self.instruments: list[tuple[str, str]] = []
        self.groups: list[str] = []

    def skewed(self, count: int, power: float = 3) -> int:
        """A number below count, the low ones far more often."""
        return int(count * self.dice.random() ** power)

    def some_asset(self) -> int:
        """An asset as listings and symbols refer to one: mostly a ranked one."""
        if self.dice.random() < 0.7:
            return self.by_rank[self.skewed(len(self.by_rank), 2)]
        return self.dice.randrange(self.size)

    def chain_rows(self) -> Rows:
        for number, chain in enumerate((*CHAIN_IDS, *TINY_CHAINS)):
            kind = "SOLANA" if chain == "solana" else "EVM"
            yield chain, chain.title(), kind, number, f"eip155:{number}", number > 30, "{}", "{}"

    def venue_rows(self) -> Rows:
        for number, venue in enumerate((*VENUE_IDS, *TINY_VENUES)):
            kind = sorted(VenueType.values)[number % len(VenueType.values)]
            yield (
                venue,
                venue.title(),
                kind,
                CHAIN_IDS[number % 9],
                f"operator_{number % 50}",
                number % 11 != 0,
            )

    def asset_rows(self) -> Rows:
        for number, asset in enumerate(self.asset_ids):
            symbol = self.words.symbol()
            name = self.words.name(symbol)
            self.symbols.append(symbol)
            kind = AssetType.NATIVE if number % 5000 == 0 else TYPES[self.skewed(len(TYPES), 2)]
            yield (
                asset, symbol, fold(symbol), name, fold(name), kind, self.dice.choice(CATEGORIES),
                skeleton(symbol), skeleton(name), self.ranked.get(number), NOW if number % 100 == 99 else None,
            )  # fmt: skip

    def deployment_rows(self, count: int) -> Rows:
        for number in range(count):
            asset = number if number < self.size else self.skewed(self.size, 1.5)
            chain = CHAIN_IDS[self.skewed(len(CHAIN_IDS))]
            if number % (count // 10) == 7:
                chain = TINY_CHAINS[0]
            address = self.address(chain)
            yield (
                id_text(),
                self.asset_ids[asset],
                chain,
                address,
                address,
                18,
                number < self.size,
                False,
                None,
            )

    def address(self, chain: str) -> str:
        if chain == "solana":
            return base58.b58encode(self.dice.randbytes(32)).decode()
        return f"0x{self.dice.getrandbits(160):040x}"

    def identifier_rows(self, count: int) -> Rows:
        for number in range(count):
            asset, source = (
                number % self.size,
                (DataSource.COINGECKO, DataSource.COINMARKETCAP)[number % 3 == 0],
            )
            name = f"{self.words.name('x').lower().replace(' ', '-')}-{number}"
            external_id = name if source == DataSource.COINGECKO else str(number)
            yield id_text(), self.asset_ids[asset], source, external_id, fold(external_id), number < self.size

    def relationship_rows(self, count: int) -> Rows:
        types = sorted(RelationshipType.values)
        seen: set[Any] = set()
        while len(seen) < count:
            pair = (self.dice.randrange(self.size), self.some_asset(), types[self.skewed(len(types))])
            if pair[0] > pair[1] and pair not in seen:
                seen.add(pair)
                yield id_text(), self.asset_ids[pair[0]], self.asset_ids[pair[1]], pair[2]

    def group_rows(self, count: int) -> Rows:
        for number in range(count):
            self.groups.append(id_text())
            symbol = f"G{number % 500}"
            yield (
                self.groups[-1],
                f"group {number}",
                "variants",
                symbol,
                fold(symbol),
                f"issuer {number % 90}",
            )

    def member_rows(self) -> Rows:
        for number, group in enumerate(self.groups):
            size = self.size // 500 if number == 0 else self.dice.randint(2, 10)
            for asset in self.dice.sample(range(self.size), size):
                yield id_text(), group, self.asset_ids[asset], 1, False

    def flag_rows(self, count: int) -> Rows:
        types = sorted(FlagType.values)
        for _ in range(count):
            resolved = NOW if self.dice.random() < 0.3 else None
            severity = self.dice.choices(sorted(Severity.values), weights=(40, 30, 20, 8, 2))[0]
            yield (
                id_text(), self.asset_ids[self.dice.randrange(self.size)], types[self.skewed(len(types), 2)],
                severity, SOURCES[self.skewed(len(SOURCES), 2)], "measured", NOW, resolved,
                "done" if resolved else None,
            )  # fmt: skip

    def venue_asset_rows(self, count: int) -> Rows:
        yield from self.listings(count, self.some_asset, lambda asset: self.symbols[asset], self.asset_ids)

    def symbol_rows(self, count: int) -> Rows:
        quotes, seen = self.by_rank[:QUOTES], set()
        while len(self.instruments) < count:
            base, quote = self.some_asset(), quotes[self.skewed(QUOTES)]
            roll = self.dice.random()
            kind = (
                "OPTION" if roll < 0.2 else "FUTURE" if roll < 0.25 else "PERPETUAL" if roll < 0.4 else "SPOT"
            )
            expiry = strike = option = settlement = None
            if kind in {"OPTION", "FUTURE"}:
                base = self.by_rank[self.skewed(10)]
                expiry = NOW + timedelta(days=self.dice.randint(-900, 200))
            if kind == "OPTION":
                strike, option = self.dice.randint(1, 5000) * 100, self.dice.choice(("CALL", "PUT"))
            if kind != "SPOT":
                settlement = self.asset_ids[quote]
            identity = (kind, base, quote, expiry, strike, option)
            if base == quote or identity in seen:
                continue
            seen.add(identity)
            symbol = id_text()
            text = self.text_of(base, quote, kind, expiry, strike, option)
            self.instruments.append((symbol, text))
            active = expiry is None or expiry > NOW
            yield (
                symbol, text, fold(text), kind, self.asset_ids[base], self.asset_ids[quote], settlement, expiry,
                strike, option, active,
            )  # fmt: skip

    def text_of(self, base: int, quote: int, kind: str, expiry: Any, strike: Any, option: Any) -> str:
        text = f"{self.symbols[base]}/{self.symbols[quote]}"
        if kind != "SPOT":
            text += f":{self.symbols[quote]}"
        if expiry:
            text += f"-{expiry:%y%m%d}"
        return f"{text}-{strike}-{option[0]}" if option else text

    def symbol_identifier_rows(self, count: int) -> Rows:
        for number in range(count):
            symbol, text = self.instruments[number % len(self.instruments)]
            source = (SymbolDataSource.COINGECKO, SymbolDataSource.COINMARKETCAP)[number % 2]
            external_id = f"{text.lower()}-{number}"
            yield id_text(), symbol, source, external_id, fold(external_id), False

    def venue_symbol_rows(self, count: int) -> Rows:
        ids = [symbol for symbol, _ in self.instruments]
        plain = [text.replace("/", "").replace(":", "_") for _, text in self.instruments]
        yield from self.listings(count, lambda: self.dice.randrange(len(ids)), plain.__getitem__, ids)

    def listings(self, count: int, draw: Any, name_of: Any, ids: list[str]) -> Rows:
        """Rows of what venues list; a third of them delisted, on the second largest venue nearly all."""
        seen: set[tuple[str, Any]] = set()
        for number in range(count):
            venue = VENUE_IDS[self.skewed(len(VENUE_IDS))]
            if number % (count // 10) == 7:
                venue = TINY_VENUES[0]
            item = draw()
            name = name_of(item)
            gone = self.dice.random() < (0.95 if venue == VENUE_IDS[1] else 0.2)
            if not gone:
                while (venue, name) in seen or (venue, item) in seen:
                    item, name = draw(), f"{name_of(item)}{number}"
                seen |= {(venue, name), (venue, item)}
            active = not gone and self.dice.random() < 0.98
            yield id_text(), venue, ids[item], name, fold(name), NOW if gone else None, active
