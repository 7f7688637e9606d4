"""Relationships: both ends found, no cycle, once."""

import pytest

from registry.importers.claimed.chains import ChainName
from registry.importers.claimed.identity import ExternalId, Place
from registry.importers.claimed.relations import RelationCandidate
from registry.importers.engine.importer import Importer
from registry.importers.engine.report import without_origin
from registry.models import AssetRelationship
from tests.factories import AssetFactory, IdentifierFactory

from .sources import refused, run

pytestmark = pytest.mark.django_db

IMPORTER = Importer(name="test", source="test", read=list, candidates=lambda candidate: [candidate])


def coin(name):
    return ExternalId("COINGECKO", name)


def edge(derived, origin, kind="WRAPS", **more):
    return RelationCandidate(
        record=f"{derived} {origin}",
        relationship_type=kind,
        from_asset=coin(derived),
        to_asset=coin(origin),
        **more,
    )


@pytest.fixture(autouse=True)
def _coins():
    for name in ("weth", "ethereum", "aweth"):
        IdentifierFactory(external_id=name, is_primary=True)


def load(*candidates):
    return run(IMPORTER, *candidates)


def stored():
    edges = AssetRelationship.objects.all()
    return [
        (
            e.from_asset.identifiers.get().external_id,
            e.relationship_type,
            e.to_asset.identifiers.get().external_id,
        )
        for e in edges
    ]


def test_it_works():
    load(edge("weth", "ethereum", protocol="WETH9"))
    assert stored() == [("weth", "WRAPS", "ethereum")]
    assert AssetRelationship.objects.get().protocol == "WETH9"


def test_again_changes_nothing():
    load(edge("weth", "ethereum"))
    assert load(edge("weth", "ethereum")).is_empty


def test_a_missing_end_is_refused():
    plan = load(edge("weth", "nothing"), edge("nothing", "ethereum"), edge("weth", "ethereum"))
    assert refused(plan) == [("weth nothing", "unknown asset"), ("nothing ethereum", "unknown asset")]
    assert stored() == [("weth", "WRAPS", "ethereum")]


def test_a_place_on_no_known_chain_is_refused_as_that():
    missing = RelationCandidate(
        record="it",
        relationship_type="SYNTHETIC_OF",
        from_asset=coin("weth"),
        to_asset=Place(ChainName("nowhere"), "0x2::sui::SUI"),
    )
    assert refused(load(missing)) == [("it", "unknown chain")]


def test_another_way_to_find_what_it_stands_for():
    load(
        edge(
            "weth", "nothing", or_else=[(coin("no"), "by guess"), (coin("ethereum"), "by the id it carries")]
        )
    )
    assert stored() == [("weth", "WRAPS", "ethereum")]
    assert AssetRelationship.objects.get().metadata == {"inferred": "by the id it carries"}


def test_an_asset_does_not_stand_for_itself():
    assert refused(load(edge("weth", "weth"))) == [("weth weth", "same asset")]


def test_a_cycle_is_refused_and_the_rest_is_written():
    plan = load(
        edge("aweth", "weth", "DEPOSITS"), edge("weth", "ethereum"), edge("ethereum", "aweth", "BRIDGES")
    )
    assert refused(plan) == [("ethereum aweth", "cycle")]
    assert len(stored()) == 2


def test_a_migration_is_no_cycle_with_what_derives_value():
    plan = load(edge("weth", "ethereum"), edge("ethereum", "weth", "MIGRATES_TO"))
    assert refused(plan) == []
    assert refused(load(edge("weth", "ethereum", "MIGRATES_TO"))) == [("weth ethereum", "cycle")]


def test_what_a_deleted_asset_stands_for_is_not_related_again():
    IdentifierFactory(external_id="gone", is_primary=True).asset.delete()
    assert refused(load(edge("gone", "ethereum"))) == [("gone ethereum", "deleted")]


@pytest.mark.parametrize(
    ("symbol", "rank", "listed"),
    [("usdt", None, True), ("USD₮", 900, True), ("USDT", 149, False), ("ABC", 900, False)],
)
def test_who_shares_the_symbol_of_a_major_asset_is_listed_until_it_stands_for_one(symbol, rank, listed):
    major = AssetFactory(symbol="USDT", market_cap_rank=3)
    other = AssetFactory(symbol=symbol, market_cap_rank=rank)
    assert (other in without_origin(), major in without_origin()) == (listed, False)
    AssetRelationship.objects.create(from_asset=other, to_asset=major, relationship_type="BRIDGES")
    assert other not in without_origin()


def test_a_currency_is_no_namesake():
    AssetFactory(symbol="MNT", market_cap_rank=70)
    AssetFactory(symbol="MNT", asset_type="FIAT")
    assert list(without_origin()) == []
