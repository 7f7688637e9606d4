"""Any registry, judged by the service and by an independent judge of plain facts."""

from collections import Counter
from itertools import pairwise, product
from typing import Any
from uuid import uuid4

import pytest
from cqc.services.v1 import tradeability_pb2 as pb
from hypothesis import given, settings

from registry.services.flagging.facts import load_facts
from registry.services.flagging.safety import Judge
from tests.safety import judge
from tests.safety.worlds import ASSETS, NAMES, SYMBOLS, VENUES, Stored, worlds

pytestmark = pytest.mark.django_db(transaction=True)

KEYS: list[tuple[Any, ...]] = [*product(ASSETS), *product(SYMBOLS, [None]), *product(VENUES, NAMES, [None])]
"""An asset, a symbol or a listing, told apart by their lengths."""


class Compared:
    """The service's judgements of a stored world, against the judge's."""

    def __init__(self, world):
        self.world, self.stored = world, Stored(world)
        self.numbers = {str(key): number for number, key in enumerate(self.stored.assets)}
        self.flags = {str(key): number for number, key in enumerate(self.stored.flags)}
        self.met: Counter[str] = Counter()

    def ask(self, keys):
        facts = load_facts(
            assets=[self.stored.assets[key[0]] for key in keys if len(key) == 1],
            symbols=[self.stored.symbols[key[0]] for key in keys if len(key) == 2],
            listings=[self.listing(*key) for key in keys if len(key) == 3],
        )
        judged = Judge(facts)
        for key in keys:
            match key:
                case (asset,):
                    judgement = judged.asset(self.stored.assets[asset])
                    self.compare(judgement, judge.of_asset(self.world, asset))
                    assert self.told(judgement) == judge.considered(self.world, asset)
                case (symbol, None):
                    judgement = judged.symbol(self.stored.symbols[symbol])
                    self.compare(judgement, judge.of_symbol(self.world, symbol))
                case (venue, name, None):
                    judgement = judged.listing(*self.listing(*key))
                    self.compare(judgement, judge.of_listing(self.world, venue, name))

    def listing(self, venue, name, _):
        return self.stored.venues[venue], f"N{name}"

    def compare(self, judgement, expected):
        found = [self.finding(finding) for finding in judgement.findings]
        assert set(found) == expected
        decision = pb.TradeDecision.Name(judgement.decision).removeprefix("TRADE_DECISION_")
        assert decision == judge.decision(expected)
        self.met.update({decision, *(reason for reason, _, _ in expected)})

    def finding(self, finding):
        reason = pb.TradeReason.Name(finding.reason).removeprefix("TRADE_REASON_")
        if reason == "INHERITED":
            self.is_a_path(finding.path, self.numbers[finding.asset_id])
        asset = self.numbers[finding.asset_id] if finding.HasField("asset_id") else None
        return reason, asset, self.flags[finding.flag_id] if finding.HasField("flag_id") else None

    def is_a_path(self, path, end):
        steps = [self.numbers[key] for key in path]
        known = {(source, target) for source, target, type_ in self.world.edges if type_ in judge.DERIVING}
        assert steps[-1] == end
        assert set(pairwise(steps)) <= known

    def told(self, judgement):
        """The flags that were considered, and from whom each is inherited."""
        inherited = {flag.flag_id: self.numbers.get(flag.inherited_from) for flag in judgement.flags}
        assert len(inherited) == len(judgement.flags), "each of them once"
        return {(self.flags[flag_id], origin) for flag_id, origin in inherited.items()}


@pytest.mark.timeout(1800)
def test_it_works(full_size):
    met: Counter[str] = Counter()
    examples = 3000 if full_size else 80

    @settings(max_examples=examples, derandomize=not full_size, deadline=None, database=None)
    @given(world=worlds())
    def judged_alike(world):
        compared = Compared(world)
        # Some at a time: what one key needs must not come from what another asks for.
        for part in range(3):
            compared.ask(KEYS[part::3])
        met.update(compared.met)

    judged_alike()
    print(dict(met))
    reasons = {name.removeprefix("TRADE_REASON_") for name in dict(pb.TradeReason.items())} - {"UNSPECIFIED"}
    assert min(met[name] for name in {"ALLOW", "BLOCK", "UNKNOWN", *reasons}) > 10, "all of them were met"


def test_what_was_not_loaded_is_not_known():
    judged = Judge(load_facts())
    for judgement in (judged.asset(uuid4()), judged.symbol(uuid4()), judged.listing("binance", "BTCUSDT")):
        assert judgement.decision == pb.TRADE_DECISION_UNKNOWN
