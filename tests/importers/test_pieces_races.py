"""Somebody else changes the registry between two pieces of an import: the rest is planned anew, all is counted."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from django.db import OperationalError, connection

from registry.importers.claimed.assets import AssetCandidate
from registry.importers.claimed.chains import ChainName
from registry.importers.claimed.identity import ExternalId, Place
from registry.importers.engine import report
from registry.importers.engine.importer import Importer
from registry.importers.engine.plan import Plan
from registry.importers.engine.tables import Tables
from registry.models import Asset, AssetDeployment, AssetIdentifier, Chain, Change
from registry.writing.changes import changed
from tests.factories import AssetFactory, ChainFactory, IdentifierFactory, evm_address

from .sources import another_change, conflicts

pytestmark = pytest.mark.django_db(transaction=True)

IMPORTER = Importer(name="test", source="test", read=list, candidates=lambda candidate: [candidate])


def coin(name: str, rank: int) -> AssetCandidate:
    """An asset with an id and a place: 3 rows where nothing of it is stored."""
    return AssetCandidate(
        record=name,
        symbol=name,
        name=f" {name}",
        asset_type="ERC20",
        identifiers=(ExternalId("COINGECKO", name),),
        places=(Place(ChainName("ethereum"), evm_address(rank)),),
        facts={"market_cap_rank": rank},
    )


@pytest.fixture(autouse=True)
def ethereum(transactional_db: None) -> None:
    ChainFactory(chain_id="ethereum")


@contextmanager
def between_pieces(symbol: str, act: Callable[[], Any]) -> Iterator[None]:
    """While an asset with this symbol is written, somebody else does something, once, on another connection."""
    acts = [act]

    def outside() -> None:
        try:
            acts.pop()()
        finally:
            connection.close()

    def watch(sender: Any, rows: list[Any], **_: Any) -> None:
        if acts and sender is Asset and symbol in {row.symbol for row in rows}:
            with ThreadPoolExecutor() as pool:
                pool.submit(outside).result()

    changed.connect(watch)
    try:
        yield
    finally:
        changed.disconnect(watch)
    assert not acts


def load(*candidates: Any) -> Plan:
    """A piece for each of these coins."""
    return replace(IMPORTER, read=lambda: candidates).run(Tables(), at_once=3)


def own_changes() -> int:
    return Change.objects.exclude(entity="Chain").count()


def test_a_row_that_a_later_piece_changes():
    """What the pieces before wrote is new, what somebody else wrote stays, and each row is told of once."""
    stored = AssetFactory(symbol="ccc", name="C")
    IdentifierFactory(asset=stored, external_id="ccc")

    def describe() -> None:
        row = Asset.objects.get(pk=stored.pk)
        row.description = "Described meanwhile"
        row.save()

    before = own_changes()
    with between_pieces("aaa", describe):
        plan = load(coin("aaa", 1), coin("bbb", 2), coin("ccc", 3), coin("ddd", 4))
    stored.refresh_from_db()
    assert (stored.description, stored.market_cap_rank, stored.version) == ("Described meanwhile", 3, 3)
    assert Asset.objects.count() == AssetIdentifier.objects.count() == AssetDeployment.objects.count() == 4
    assert report.counts(plan) == {
        "new": 10, "changed": 1, "unchanged": 0, "conflicting": 0, "refused": 0,
    }  # fmt: skip
    assert plan.changed == {stored: {"market_cap_rank": (None, 3)}}
    assert own_changes() - before == 10 + 1 + 1  # and the other's
    assert sorted(finding.record for finding in plan.mended) == ["aaa", "bbb", "ddd"]
    assert load(coin("aaa", 1), coin("bbb", 2), coin("ccc", 3), coin("ddd", 4)).is_empty


def test_a_key_that_a_later_piece_takes():
    """The coin is made by somebody else; what the source adds to it comes to that one."""
    made: list[Asset] = []

    def make() -> None:
        made.append(AssetFactory(symbol="ccc", name="C"))
        IdentifierFactory(asset=made[0], external_id="ccc")

    with between_pieces("aaa", make):
        plan = load(coin("aaa", 1), coin("bbb", 2), coin("ccc", 3))
    assert Asset.objects.get(symbol="ccc") == made[0]
    assert AssetDeployment.objects.get(address_key=evm_address(3).lower()).asset == made[0]
    assert report.counts(plan) == {
        "new": 7, "changed": 1, "unchanged": 0, "conflicting": 0, "refused": 0,
    }  # fmt: skip


def test_an_asset_that_is_deleted_before_it_is_referred_to():
    stored = AssetFactory(symbol="ccc", name="C")
    IdentifierFactory(asset=stored, external_id="ccc")
    known = coin("ccc", 3)
    with between_pieces("aaa", lambda: Asset.objects.get(pk=stored.pk).delete()):
        plan = load(coin("aaa", 1), replace(known, facts={}), coin("bbb", 2))
    assert conflicts(plan) == [("ccc", "deleted")]
    assert set(Asset.objects.live().values_list("symbol", flat=True)) == {"aaa", "bbb"}
    assert not stored.deployments.exists()
    assert report.counts(plan)["new"] == 6


def test_what_stays_in_the_way_leaves_the_pieces_before():
    """Three attempts; what they wrote is there, and the import goes on from it when it is run again."""
    ChainFactory(chain_id="base")
    place = Place(ChainName("base"), None)
    native = replace(coin("ccc", 3), places=(place,))
    attempts = count()
    importer = replace(IMPORTER, read=lambda: (coin("aaa", 1), coin("bbb", 2), native)[: next(attempts) + 3])
    with another_change("SELECT FROM registry_chain WHERE chain_id = 'base' FOR UPDATE"):
        with pytest.raises(OperationalError, match="lock timeout"):
            importer.run(Tables(), at_once=3)
        assert (next(attempts), Asset.objects.count()) == (3, 2)
    plan = importer.run(Tables(), at_once=3)
    assert Chain.objects.get(pk="base").native_asset == Asset.objects.get(symbol="ccc")
    assert report.counts(plan)["new"] == 3
