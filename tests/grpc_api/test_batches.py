"""Batches: 1,000 a call in a fixed number of queries, answers in order, a status each."""

import pytest
from cqc.services.v1 import asset_registry_pb2
from cqc.services.v1 import resolution_pb2 as pb
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from grpc import StatusCode

from registry.models import Asset, AssetDeployment, AssetIdentifier, Symbol, VenueAsset, VenueSymbol
from registry.services.merging.merge import merge
from registry.values.choices import DataSource, SymbolType
from registry.writing.write import write
from tests.factories import (
    AssetFactory,
    ChainFactory,
    DeploymentFactory,
    VenueFactory,
    VenueSymbolFactory,
    evm_address,
)
from tests.grpc_api.helpers import answer_here, refused

pytestmark = pytest.mark.django_db(transaction=True)

OK, INVALID, MISSING, REFUSED = 0, 3, 5, 9
NOBODY = "0193e4a2-7c1f-7d3a-9b52-3f8a6c0d9e11"


@pytest.fixture
def chain(stub):
    return ChainFactory(chain_id="ethereum", network_id=1, slip44=60)


@pytest.fixture
def world(chain):
    """300 assets with a deployment, an identifier and listings each."""
    assets = [Asset(symbol=f"A{n}", name=f"Asset {n}") for n in range(300)]
    write(assets)
    write([AssetDeployment(asset=a, chain=chain, address=evm_address(n)) for n, a in enumerate(assets)])
    write(
        [
            AssetIdentifier(asset=a, source=DataSource.COINGECKO, external_id=f"id-{n}")
            for n, a in enumerate(assets)
        ]
    )
    venue, quote = VenueFactory(venue_id="binance"), AssetFactory()
    write([VenueAsset(venue=venue, asset=a, venue_asset_symbol=f"V{n}") for n, a in enumerate(assets)])
    symbols = [
        Symbol(symbol=f"A{n}/Q", symbol_type=SymbolType.SPOT, base_asset=a, quote_asset=quote)
        for n, a in enumerate(assets)
    ]
    write(symbols)
    write([VenueSymbol(venue=venue, symbol=s, venue_symbol=f"A{n}Q") for n, s in enumerate(symbols)])
    return assets


def kinds(number, asset_id):
    """Every kind of key, all of them of one asset."""
    address = evm_address(number)
    return [
        {"asset_id": str(asset_id)},
        {"address": {"chain_id": "ethereum", "address": address}},
        {"caip19": f"eip155:1/erc20:{address}"},
        {"identifier": {"source": "DATA_SOURCE_COINGECKO", "external_id": f"id-{number}"}},
        {"venue": {"venue_id": "binance", "venue_symbol": f"V{number}"}},
        {"venue": {"venue_id": "binance", "venue_symbol": f"a{number}q"}},
        {"symbol": {"symbol": f"a{number}"}},
        {"symbol": {"symbol": f"A{number}", "chain_id": "eip155:1"}},
    ]


def queries(call):
    with CaptureQueriesContext(connection) as caught:
        call()
    return len(caught)


def statuses(response):
    return [result.status.code for result in response.results]


def test_it_works(stub, world):
    keys = [pb.AssetKey(**key) for number in range(125) for key in kinds(number, world[number].pk)]
    response = stub.BatchResolveAssets(pb.BatchResolveAssetsRequest(keys=keys))
    assert statuses(response) == [OK] * 1000
    found = [result.response.asset.asset_id for result in response.results]
    assert found == [str(world[number // 8].pk) for number in range(1000)]


def test_a_thousand_keys_cost_the_queries_of_one_of_each_kind(world):
    def ask(numbers):
        keys = [key for number in numbers for key in kinds(number, world[number].pk)]
        answer_here("BatchResolveAssets", pb.BatchResolveAssetsRequest(keys=keys))

    ask([0])
    one = queries(lambda: ask([0]))
    assert queries(lambda: ask(range(125))) == one == 8


def test_a_status_each(stub, chain):
    asset = DeploymentFactory(chain=chain, address=evm_address(0)).asset
    for _ in range(2):
        AssetFactory(symbol="TWICE")
    good = {"address": {"chain_id": "ethereum", "address": evm_address(0)}}
    keys = [
        (good, OK, None),
        ({"asset_id": "USDC"}, INVALID, "keys[1].asset_id: "),
        ({"address": {"chain_id": "ethereum", "address": "0x12"}}, INVALID, "keys[2].address.address: "),
        ({}, INVALID, "keys[3]: must hold one of asset_id, "),
        ({"asset_id": NOBODY}, MISSING, f"Asset {NOBODY}"),
        ({"address": {"chain_id": "nowhere", "address": "x"}}, MISSING, "Chain nowhere"),
        ({"symbol": {"symbol": "TWICE"}}, REFUSED, "2 assets are called TWICE"),
        (good, OK, None),
    ]
    request = pb.BatchResolveAssetsRequest(keys=[pb.AssetKey(**key) for key, *_ in keys], exactly_one=True)
    response = stub.BatchResolveAssets(request)
    assert statuses(response) == [code for _, code, _ in keys]
    for result, (_, code, said) in zip(response.results, keys, strict=True):
        assert result.HasField("response") == (code == OK)
        assert result.status.HasField("reason") == result.status.HasField("message") == (code != OK)
        assert result.status.message.startswith(said or "")
    assert response.results[6].status.reason == "AMBIGUOUS"
    assert {response.results[n].response.asset.asset_id for n in (0, 7)} == {str(asset.pk)}
    request.exactly_one = False
    assert stub.BatchResolveAssets(request).results[6].response.candidate_count == 2


def test_a_batch_shows_fewer_candidates(stub):
    for _ in range(9):
        AssetFactory(symbol="MANY")
    key = pb.AssetKey(symbol={"symbol": "MANY"})
    (result,) = stub.BatchResolveAssets(pb.BatchResolveAssetsRequest(keys=[key])).results
    assert (len(result.response.candidates), result.response.candidate_count) == (5, 9)


def test_deleted_in_a_batch(stub):
    asset = AssetFactory()
    asset.delete()
    request = pb.BatchResolveAssetsRequest(keys=[pb.AssetKey(asset_id=str(asset.pk))])
    assert statuses(stub.BatchResolveAssets(request)) == [MISSING]
    request.show_deleted = True
    assert statuses(stub.BatchResolveAssets(request)) == [OK]


WRONG_TEXTS = {"a\0b": "holds a NUL character", "x" * 70_000: "is longer than 65536 characters"}


@pytest.mark.parametrize("text", WRONG_TEXTS, ids=("NUL", "long"))
def test_an_item_that_no_field_may_hold_is_wrong_by_itself(stub, chain, text):
    listing, asset = VenueSymbolFactory(), AssetFactory()
    name = {"venue_id": listing.venue_id, "venue_symbol": listing.venue_symbol}
    keys = [{"asset_id": str(asset.pk)}, {"venue": {**name, "venue_symbol": text}}, {"venue": name}]
    ids = [str(asset.pk), text, str(asset.pk)]
    answers = {
        "keys[1].venue.venue_symbol": stub.BatchResolveAssets(pb.BatchResolveAssetsRequest(keys=keys)),
        "asset_ids[1]": stub.BatchGetAssets(pb.BatchGetAssetsRequest(asset_ids=ids)),
        "keys[1].venue_symbol": stub.BatchGetVenueSymbols(
            pb.BatchGetVenueSymbolsRequest(keys=[name, {**name, "venue_symbol": text}, name])
        ),
    }
    for path, response in answers.items():
        assert statuses(response) == [OK, INVALID, OK]
        status = response.results[1].status
        assert (status.reason, status.message) == ("INVALID_FIELD", f"{path}: {WRONG_TEXTS[text]}")


def test_so_is_an_enum_value_that_the_contract_does_not_have(stub):
    good = {"asset_id": str(AssetFactory().pk)}
    keys = [good, {"identifier": {"source": 99, "external_id": "x"}}, good]
    response = stub.BatchResolveAssets(pb.BatchResolveAssetsRequest(keys=keys))
    assert statuses(response) == [OK, INVALID, OK]
    assert response.results[1].status.message.startswith("keys[1].identifier.source: 99 is not a value of")


@pytest.mark.parametrize(
    ("rpc", "request_type", "field", "item"),
    [
        ("BatchResolveAssets", pb.BatchResolveAssetsRequest, "keys", pb.AssetKey(asset_id=NOBODY)),
        ("BatchGetAssets", pb.BatchGetAssetsRequest, "asset_ids", NOBODY),
        ("BatchGetVenueSymbols", pb.BatchGetVenueSymbolsRequest, "keys", pb.VenueName()),
    ],
)
def test_how_many(stub, rpc, request_type, field, item):
    call = getattr(stub, rpc)
    for size in (0, 1000):
        assert len(call(request_type(**{field: [item] * size})).results) == size
    error = refused(
        lambda: call(request_type(**{field: [item] * 1001})),
        StatusCode.INVALID_ARGUMENT,
        "INVALID_FIELD",
        field,
    )
    assert "holds 1001: must be at most 1000" in error.details()


def test_assets(stub):
    live, gone, merged, target = (AssetFactory() for _ in range(4))
    gone.delete()
    merge(merged.pk, target.pk, decisions={}, default=0)
    ids = [str(live.pk), NOBODY, "USDC", str(gone.pk), str(merged.pk), str(live.pk).upper(), str(live.pk)]
    for _ in ("cold", "warm"):
        response = stub.BatchGetAssets(pb.BatchGetAssetsRequest(asset_ids=ids))
        assert statuses(response) == [OK, MISSING, INVALID, MISSING, OK, OK, OK]
        assert response.results[2].status.message.startswith("asset_ids[2]: 'USDC' is not a UUID")
        expected = [str(asset.pk) for asset in (live, target, live, live)]
        assert [r.asset.asset_id for r in response.results if r.HasField("asset")] == expected
    response = stub.BatchGetAssets(pb.BatchGetAssetsRequest(asset_ids=ids, show_deleted=True))
    assert statuses(response) == [OK, MISSING, INVALID, OK, OK, OK, OK]
    assert response.results[4].asset.merged_into == str(target.pk)


def test_venue_symbols(stub):
    venue = VenueFactory(venue_id="binance")
    live, gone = (VenueSymbolFactory(venue=venue, venue_symbol=name) for name in ("BTCUSDT", "LUNAUSDT"))
    gone.delete()
    names = ["BTCUSDT", "NONE", "", "LUNAUSDT", "btcusdt", "BTCUSDT"]
    keys = [pb.VenueName(venue_id="binance", venue_symbol=name) for name in names]
    for _ in ("cold", "warm"):
        response = stub.BatchGetVenueSymbols(pb.BatchGetVenueSymbolsRequest(keys=keys))
        assert statuses(response) == [OK, MISSING, INVALID, OK, OK, OK]
        assert response.results[2].status.message == "keys[2].venue_symbol: must be set"
        assert response.results[1].status.message.startswith("VenueSymbol binance/NONE")
        for key, result in zip(keys, response.results, strict=True):
            if result.status.code == OK:
                one = stub.GetVenueSymbol(
                    asset_registry_pb2.GetVenueSymbolRequest(
                        venue_id="binance", venue_symbol=key.venue_symbol
                    )
                )
                assert result.venue_symbol == one.venue_symbol
        assert response.results[3].venue_symbol.HasField("delisted_at")
        assert response.results[0].venue_symbol.symbol.symbol_id == str(live.symbol_id)


def test_a_fixed_number_of_queries_cold_and_warm(world):
    ids = [str(asset.pk) for asset in world]
    names = [{"venue_id": "binance", "venue_symbol": f"A{n}Q"} for n in range(300)]

    def get_assets(some):
        answer_here("BatchGetAssets", pb.BatchGetAssetsRequest(asset_ids=some))

    def get_listings(some):
        answer_here("BatchGetVenueSymbols", pb.BatchGetVenueSymbolsRequest(keys=some))

    for call, items, cold in ((get_assets, ids, 1), (get_listings, names, 2)):
        for some in (items[:1], items):
            cache.clear()
            assert queries(lambda call=call, some=some: call(some)) == cold
            assert queries(lambda call=call, some=some: call(some)) == 0
