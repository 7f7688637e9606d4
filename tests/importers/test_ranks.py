"""The reviewed table of ranks: fills in what no source says, and overwrites nobody."""

import pytest

from registry.importers.engine.fixtures import read_csv
from registry.importers.sources import ranks, web3icons_tokens
from registry.models import Asset
from tests.factories import IdentifierFactory

from .sources import conflicts, refused, run

pytestmark = pytest.mark.django_db


def row(rank="1"):
    return {"source": "COINGECKO", "external_id": "bitcoin", "rank": rank, "said_by": "CoinGecko"}


def bitcoin(**values):
    asset = IdentifierFactory(source="COINGECKO", external_id="bitcoin", asset__symbol="BTC").asset
    for name, value in values.items():
        setattr(asset, name, value)
    asset.save()
    return asset


def rank_of(asset):
    return Asset.objects.get(pk=asset.pk).market_cap_rank


def test_it_works():
    asset = bitcoin()
    run(ranks.IMPORTER, row())
    assert rank_of(asset) == 1


def test_again_changes_nothing():
    asset = bitcoin()
    run(ranks.IMPORTER, row())
    token = {"id": "bitcoin", "symbol": "btc", "name": "Bitcoin", "marketCapRank": None, "addresses": {}}
    assert run(web3icons_tokens.IMPORTER, token).is_empty
    assert run(ranks.IMPORTER, row()).is_empty
    run(ranks.IMPORTER, row("2"))
    assert rank_of(asset) == 2


def test_what_somebody_says_stays():
    asset = bitcoin(market_cap_rank=3)
    plan = run(ranks.IMPORTER, row())
    assert conflicts(plan) == [("ranks/COINGECKO:bitcoin", "Asset.market_cap_rank")]
    assert rank_of(asset) == 3


def test_an_unknown_asset_is_refused():
    assert refused(run(ranks.IMPORTER, row())) == [("ranks/COINGECKO:bitcoin", "unknown asset")]


def test_every_rank_says_where_it_is_from():
    rows = read_csv("ranks.csv")
    assert [int(row["rank"]) for row in rows] == sorted({int(row["rank"]) for row in rows})
    assert all(row["said_by"] for row in rows)
