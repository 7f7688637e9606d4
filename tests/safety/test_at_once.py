"""After a CRITICAL flag was raised, no call that starts later says ALLOW, on any server process.

Two server processes, readers and writers of both at the same time, one clock for all of them. A read is one
answer about one asset, symbol or listing: most calls ask about many at once.
"""

import os
import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from cqc.services.v1 import asset_registry_pb2 as pb
from cqc.services.v1 import resolution_pb2
from cqc.services.v1 import tradeability_pb2 as trade
from django.db import connection

from tests.factories import (
    AssetFactory,
    RelationshipFactory,
    SymbolFactory,
    VenueAssetFactory,
    VenueFactory,
    VenueSymbolFactory,
)
from tests.programs import environment
from tests.safety.ledger import CLEAN, FLAGGED, Ledger
from tests.safety.servers import GrpcServer

pytestmark = pytest.mark.django_db(transaction=True)

TARGETS = 24
READERS, WRITERS = 6, 2


class RacedListing:
    """An asset that is flagged and cleared, and what must not be traded with it."""

    def __init__(self, venue: Any, usd: Any) -> None:
        self.asset, claim = AssetFactory.create_batch(2)
        RelationshipFactory(from_asset=claim, to_asset=self.asset)
        symbol = SymbolFactory(base_asset=self.asset, quote_asset=usd)
        VenueAssetFactory(venue=venue, asset=self.asset)
        listing = VenueSymbolFactory(venue=venue, symbol=symbol)
        name = resolution_pb2.VenueName(venue_id=venue.pk, venue_symbol=listing.venue_symbol)
        self.assets = [str(self.asset.pk), str(claim.pk)]
        self.keys = [
            *(trade.TradeKey(asset_id=asset_id) for asset_id in self.assets),
            trade.TradeKey(symbol_id=str(symbol.pk)),
            trade.TradeKey(venue_symbol=name),
        ]


@pytest.fixture
def targets(transactional_db) -> list[RacedListing]:
    venue, usd = VenueFactory(), AssetFactory()
    return [RacedListing(venue, usd) for _ in range(TARGETS)]


@pytest.fixture
def stubs(targets, tmp_path) -> Iterator[list[Any]]:
    """Clients of two server processes on the database of this test."""
    ours = {name: value for name, value in os.environ.items() if name.startswith("CQI_")}
    ours |= {"CQI_DATABASE_DATABASE": connection.settings_dict["NAME"], "CQI_LOG_LEVEL": "WARNING"}
    variables = environment(Path(ours["CQI_EMBEDDED_DATA_PATH"]), **ours)
    servers = [GrpcServer(tmp_path / f"{number}.log", variables) for number in range(2)]
    try:
        for server in servers:
            server.wait()
        yield [server.stub for server in servers]
    finally:
        for server in servers:
            server.stop()


class Trial:
    """Readers and writers, until that many reads had to find a flag."""

    def __init__(self, stubs: list[Any], targets: list[RacedListing], wanted: int) -> None:
        self.stubs, self.targets, self.wanted = stubs, targets, wanted
        self.ledger = Ledger()
        self.flags: dict[int, str] = {}

    def run(self) -> Ledger:
        with ThreadPoolExecutor(READERS + WRITERS) as pool:
            work = [pool.submit(self.write, number) for number in range(WRITERS)]
            work += [pool.submit(self.read, number) for number in range(READERS)]
        for done in work:
            done.result()
        return self.ledger

    @property
    def goes_on(self) -> bool:
        return self.ledger.reads[FLAGGED] < self.wanted and not self.ledger.wrong

    def read(self, number: int) -> None:
        chance = random.Random(number)
        stub = self.stubs[number % 2]
        while self.goes_on:
            ask = chance.choices([self.check, self.list_flags, self.get_asset], [8, 1, 1])[0]
            self.compared(ask, stub, chance)

    def write(self, number: int) -> None:
        """Flip its own targets one by one; after each flip ask the process that did not do it."""
        chance = random.Random(-1 - number)
        while self.goes_on:
            target = chance.randrange(number, TARGETS, WRITERS)
            if target in self.flags and chance.random() < 0.75:
                continue
            by = chance.randrange(2)
            self.flip(self.stubs[by], target)
            self.compared(self.check, self.stubs[1 - by], chance, [target])

    def flip(self, stub: Any, target: int) -> None:
        if target in self.flags:
            flip = self.ledger.begin(target, CLEAN)
            stub.ResolveQualityFlag(
                pb.ResolveQualityFlagRequest(flag_id=self.flags.pop(target), resolution_notes="paid back")
            )
        else:
            flip = self.ledger.begin(target, FLAGGED)
            raising = pb.RaiseQualityFlagRequest(
                asset_id=self.targets[target].assets[0],
                flag_type="FLAG_TYPE_EXPLOITED",
                severity="FLAG_SEVERITY_CRITICAL",
                description="drained",
            )
            self.flags[target] = stub.RaiseQualityFlag(raising).flag.flag_id
        flip.returned = monotonic()

    def compared(
        self, ask: Callable[..., dict[int, list[bool]]], stub: Any, chance: random.Random, about: Any = None
    ) -> None:
        start = monotonic()
        allowed = ask(stub, chance, about)
        self.ledger.compare(ask.__name__, start, monotonic(), allowed)

    def check(self, stub: Any, chance: random.Random, about: list[int] | None) -> dict[int, list[bool]]:
        about = about or chance.sample(range(TARGETS), 16)
        keys = [key for target in about for key in self.targets[target].keys]
        checks = stub.CheckTradeable(trade.CheckTradeableRequest(keys=keys)).checks
        allowed = [check.decision == trade.TRADE_DECISION_ALLOW for check in checks]
        return {target: allowed[place * 4 : place * 4 + 4] for place, target in enumerate(about)}

    def list_flags(self, stub: Any, chance: random.Random, _: None) -> dict[int, list[bool]]:
        target = chance.randrange(TARGETS)
        asset_id = chance.choice(self.targets[target].assets)
        request = pb.ListQualityFlagsRequest(asset_id=asset_id, min_severity="FLAG_SEVERITY_CRITICAL")
        return {target: [not stub.ListQualityFlags(request).flags]}

    def get_asset(self, stub: Any, chance: random.Random, _: None) -> dict[int, list[bool]]:
        target = chance.randrange(TARGETS)
        asset_id = chance.choice(self.targets[target].assets)
        request = pb.GetAssetRequest(asset_id=asset_id, with_tradeability=True)
        return {target: [stub.GetAsset(request).is_tradeable]}


@pytest.mark.timeout(1800)
def test_no_call_that_starts_later_says_allow(stubs, targets, full_size):
    began = monotonic()
    ledger = Trial(stubs, targets, 1_000_000 if full_size else 100_000).run()
    flips = sum(len(flips) for flips in ledger.flips.values())
    print(f"{dict(ledger.reads)} reads beside {flips} flips in {monotonic() - began:.1f} s")
    assert not ledger.wrong
    assert ledger.reads[CLEAN] > 10_000, "what was resolved is tradeable again"
    assert flips > 100
