"""An import commits some rows at once, in the order of records: what is found again together is never parted."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from registry.importers.claimed.assets import AssetCandidate
from registry.importers.claimed.chains import ChainName
from registry.importers.claimed.identity import Place
from registry.importers.engine.importer import Importer
from registry.importers.engine.pieces import MOST_AT_ONCE
from registry.importers.engine.plan import Plan
from registry.importers.engine.tables import Tables
from registry.models import Asset, AssetDeployment, Chain, Change, SourceClaim
from tests.factories import ChainFactory, evm_address

pytestmark = pytest.mark.django_db(transaction=True)

IMPORTER = Importer(name="test", source="test", read=list, candidates=lambda candidate: [candidate])


@dataclass(frozen=True)
class ToldChain:
    """A chain, and what the source of these tests says of it."""

    record: str
    values: dict[str, Any]
    refresh: tuple[str, ...] = field(default=())

    def plan(self, plan: Plan) -> None:
        initial = {"chain_id": self.record, "chain_name": self.record, "chain_type": "OTHER"}
        found = plan.tables[Chain].find(self.record)
        plan.put(self.record, Chain, self.values, found=found, initial=initial, refresh=self.refresh)


def token(number: int, places: int = 1, **more: Any) -> AssetCandidate:
    """An asset of 2 rows and one for each further place: chains have the numbers from 0."""
    there = [Place(ChainName(f"chain{at}"), evm_address(number)) for at in range(places)]
    texts = {"record": f"token {number}", "symbol": f"T{number}", "name": f"Token {number}"}
    return AssetCandidate(**texts, asset_type="ERC20", places=tuple(there), **more)


def load(*candidates: Any, at_once: int) -> Plan:
    return replace(IMPORTER, read=lambda: candidates).run(Tables(), at_once=at_once)


def commits() -> list[list[str]]:
    """The changes of each commit, but for those of the chains that stand there before."""
    found: dict[Any, list[str]] = defaultdict(list)
    for change in Change.objects.exclude(entity_id__startswith="chain").order_by("revision"):
        found[change.at].append(f"{change.entity} {change.version}")
    return list(found.values())


@pytest.fixture
def chains(transactional_db: None) -> None:
    for number in range(4):
        ChainFactory(chain_id=f"chain{number}")


@pytest.mark.usefixtures("chains")
def test_it_works():
    plan = load(*map(token, range(5)), at_once=5)
    assert commits() == [["Asset 1"] * n + ["AssetDeployment 1"] * n for n in (2, 2, 1)]
    assert [len(unit.new) for unit in plan.written] == [0, *[2] * 5]
    assert load(*map(token, range(5)), at_once=5).is_empty


@pytest.mark.usefixtures("chains")
def test_what_is_found_again_together_is_never_parted():
    load(token(1), token(2, places=4), token(3), at_once=3)
    assert commits() == [
        ["Asset 1", "AssetDeployment 1"],
        ["Asset 1", *["AssetDeployment 1"] * 4],
        ["Asset 1", "AssetDeployment 1"],
    ]


@pytest.mark.usefixtures("chains")
def test_a_later_change_of_a_row_comes_with_its_own_piece():
    """A coin's chain was known before the coin is: what it refers to is there when it comes to refer to it."""
    place = Place(ChainName("dusk"), None)
    coin = replace(token(1), places=(place,))
    plan = load(ToldChain("dusk", {"slip44": 744}), ToldChain("dawn", {}), coin, at_once=1)
    assert commits() == [["Chain 1"], ["Chain 1"], ["Asset 1", "Chain 2", "AssetDeployment 1"]]
    chain, asset = Chain.objects.get(pk="dusk"), Asset.objects.get()
    assert (chain.slip44, chain.native_asset) == (744, asset)
    assert {*plan.new} == {chain, Chain.objects.get(pk="dawn"), asset, AssetDeployment.objects.get()}
    assert plan.changed == {}
    told = Change.objects.get(entity_id="dusk", version=2)
    assert (told.before, told.after) == ({"native_asset_id": None}, {"native_asset_id": str(asset.pk)})


def test_a_key_goes_from_row_to_row():
    """A new row takes in the end what a stored one gave up after the new one was planned."""
    load(ToldChain("old", {"caip2": "near:mainnet"}, refresh=("caip2",)), at_once=1)
    plan = load(
        ToldChain("new", {}),
        ToldChain("old", {"caip2": "near:testnet"}, refresh=("caip2",)),
        ToldChain("new", {"caip2": "near:mainnet"}, refresh=("caip2",)),
        ToldChain("third", {"caip2": "near:localnet"}),
        at_once=1,
    )
    assert dict(Chain.objects.values_list("pk", "caip2")) == {
        "new": "near:mainnet", "old": "near:testnet", "third": "near:localnet",
    }  # fmt: skip
    assert [*plan.new] == [Chain(pk="new"), Chain(pk="third")]
    assert plan.changed == {Chain(pk="old"): {"caip2": ("near:mainnet", "near:testnet")}}


def test_what_a_source_says_of_a_row_is_kept_with_the_row():
    """A figure is told twice; a run that ends between the two keeps the first of them."""
    once, again = (ToldChain("dusk", {"slip44": number}, refresh=("slip44",)) for number in (1, 2))
    plan = replace(IMPORTER, read=lambda: [once, ToldChain("dawn", {}), again]).plan(Tables())
    kept = [[claim.said for claim in unit.claims.values()] for unit in plan.units]
    assert kept == [[], ["1"], [], ["2"]]
    plan.apply(1)
    assert Chain.objects.get(pk="dusk").slip44 == 2
    assert list(SourceClaim.objects.values_list("field", "said")) == [("slip44", "2")]
    assert [change.after for change in Change.objects.filter(entity_id="dusk")][-1] == {"slip44": 2}


def test_a_row_that_sets_more_than_it_is_told_is_taken_back_whole():
    """An EVM chain's number gives its CAIP-2 name."""
    number = replace(ToldChain("dusk", {"network_id": 77}), refresh=("network_id",))
    load(replace(number, values={"chain_type": "EVM"}), ToldChain("dawn", {}), number, at_once=1)
    first, _, second = Change.objects.filter(entity="Chain").order_by("-revision")[:3][::-1]
    assert Chain.objects.get(pk="dusk").caip2 == "eip155:77"
    assert (first.entity_id, second.entity_id) == ("dusk", "dusk")
    assert second.before == {"network_id": None, "caip2": None}


@pytest.mark.usefixtures("chains")
def test_what_is_mended_in_a_row_is_told_once():
    plan = load(token(1, labels={"name": " Token 1"}), token(2), at_once=2)
    assert [finding.title for finding in plan.mended] == ["trimmed Asset.name"]


@pytest.mark.parametrize("text", ["0", "-1", "10001", "many", "1.5", ""])
def test_a_wrong_number_of_rows(text):
    right = f"{text!r} is not a number of rows from 1 to {MOST_AT_ONCE}"
    with pytest.raises(CommandError, match=right):
        call_command("seed", f"--at-once={text}", stdout=StringIO())


def test_the_command_commits_as_many_rows_at_once():
    call_command("seed", "--only", "fiat", "--at-once", "100", stdout=StringIO())
    sizes = [len(commit) for commit in commits()]
    assert sum(sizes) == Asset.objects.count() * 2 > 300
    assert (max(sizes), len(sizes)) == (100, -(-sum(sizes) // 100))
