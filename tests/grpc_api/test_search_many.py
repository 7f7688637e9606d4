"""Search over more rows than can be looked at one by one answers what a plain walk over all of them does."""

import random
from typing import Any

import pytest
from cqc.services.v1 import asset_registry_pb2 as pb
from django.db import connection
from grpc import StatusCode

from registry.models import Asset, AssetDeployment, AssetIdentifier, VenueAsset
from registry.values.choices import DataSource
from registry.values.text import fold
from registry.writing.write import write
from tests.factories import AssetFactory, ChainFactory, VenueAssetFactory, VenueFactory, evm_address
from tests.grpc_api.helpers import refused
from tests.superuser import run_as_superuser
from tests.unrecorded import unrecorded

pytestmark = pytest.mark.django_db(transaction=True)

COUNT = 4500
WORDS = ("zed", "zedra", "alpha", "beta", "zed zed", "alphabet")
CATEGORIES = ("defi", "game", None)


class Plain:
    """The registry in Python: what every asset is called."""

    def __init__(self) -> None:
        dice = random.Random(7)
        venue, chains = VenueFactory(), [ChainFactory(chain_id="wide"), ChainFactory(chain_id="narrow")]
        self.assets = [
            Asset(
                symbol=dice.choice(("ZED", "Zedra", "ABC", f"T{number}")),
                name=f"{dice.choice(WORDS)} {dice.choice(WORDS)}".title(),
                category=dice.choice(CATEGORIES),
                market_cap_rank=number if dice.random() < 0.1 else None,
            )
            for number in range(1, COUNT + 1)
        ]
        write(self.assets)
        self.others: dict[Any, list[str]] = {
            asset.pk: [dice.choice(("zed", f"zed-{number}", f"beta-{number}"))[:7] + str(number)]
            for number, asset in enumerate(self.assets)
        }
        listed = [asset for number, asset in enumerate(self.assets) if number % 4]
        write(
            [
                VenueAsset(venue=venue, asset=asset, venue_asset_symbol=self.others[asset.pk][0])
                for asset in listed
            ]
        )
        named = [asset for number, asset in enumerate(self.assets) if not number % 4]
        write(
            [
                AssetIdentifier(
                    asset=asset, source=DataSource.COINGECKO, external_id=self.others[asset.pk][0]
                )
                for asset in named
            ]
        )
        self.chain_of = {asset.pk: chains[number % 50 == 0].pk for number, asset in enumerate(self.assets)}
        write(
            [
                AssetDeployment(asset=asset, chain_id=self.chain_of[asset.pk], address=evm_address(number))
                for number, asset in enumerate(self.assets)
            ]
        )

    def search(self, query: str, category: str | None = None, chain: str | None = None) -> list[str]:
        found = []
        for asset in self.assets:
            if category not in (None, asset.category) or chain not in (None, self.chain_of[asset.pk]):
                continue
            if (match := self.match(asset, query)) is not None:
                found.append((match, asset.market_cap_rank or 2**31, str(asset.pk)))
        return [key for *_, key in sorted(found)]

    def match(self, asset: Asset, query: str) -> int | None:
        names = [fold(name) for name in (asset.symbol, asset.name, *self.others[asset.pk])]
        if query in names:
            return 0
        begins = names if len(query) >= 3 else names[:1]
        if any(name.startswith(query) for name in begins):
            return 1
        words = names[1].split()
        fits = str.startswith if len(query) >= 3 else str.__eq__
        return 2 if all(any(fits(word, part) for word in words) for part in query.split()) else None


@pytest.fixture
def plain(stub: Any) -> Plain:
    plain = Plain()
    run_as_superuser("ANALYZE")  # the statistics say that the tables are empty, as they were
    return plain


def walk(stub: Any, **fields: Any) -> list[str]:
    """All pages of a search."""
    found: list[str] = []
    request = pb.SearchAssetsRequest(page_size=400, **fields)
    while not found or request.page_token:
        answer = stub.SearchAssets(request)
        found += [asset.asset_id for asset in answer.assets]
        request.page_token = answer.next_page_token
        if not found:
            break
    return found


def test_all_pages_are_those_of_a_plain_walk(stub: Any, plain: Plain) -> None:
    for query in ("zed", "ze", "zed zed", "beta", "alpha bet", "t12", "zed-1", "nothing"):
        assert walk(stub, query=query) == plain.search(query), query
    for query in ("zed", "beta"):
        assert walk(stub, query=query, chain_id="wide") == plain.search(query, chain="wide"), query
        assert walk(stub, query=query, chain_id="narrow") == plain.search(query, chain="narrow"), query
        assert walk(stub, query=query, category="defi") == plain.search(query, category="defi"), query


def test_a_query_that_begins_too_many_names_is_refused_and_not_cut(stub: Any) -> None:
    venue, asset = VenueFactory(), AssetFactory()
    VenueAssetFactory(venue=venue, asset=asset)
    with unrecorded(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO registry_assetidentifier (identifier_id, asset_id, source, external_id, external_id_key,"
            " is_primary, metadata, version, stamp, created_at, updated_at)"
            " SELECT gen_random_uuid(), %s, 'COINGECKO', 'wide' || n, 'wide' || n,"
            " false, '{}', 1, 1, now(), now() FROM generate_series(1, 100001) n",
            [asset.pk],
        )
    request = pb.SearchAssetsRequest(query="wide")
    refused(lambda: stub.SearchAssets(request), StatusCode.INVALID_ARGUMENT, "QUERY_TOO_WIDE", "query")
    for narrower in ({"query": "wide7"}, {"query": "wide", "venue_id": venue.pk}, {"query": "wide100001"}):
        found = stub.SearchAssets(pb.SearchAssetsRequest(**narrower)).assets
        assert [each.asset_id for each in found] == [str(asset.pk)]
