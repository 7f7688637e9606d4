"""The keys of CheckTradeable: which are refused, and that many take no more queries than one."""

import pytest
from cqc.services.v1 import resolution_pb2
from cqc.services.v1 import tradeability_pb2 as pb
from django.db import connection
from django.test.utils import CaptureQueriesContext
from grpc import StatusCode

from registry.models import Asset, AssetRelationship, VenueAsset, VenueSymbol
from registry.models.fields import new_id
from registry.values.choices import RelationshipType
from registry.writing.write import write
from tests.factories import AssetFactory, FlagFactory, SymbolFactory, VenueFactory
from tests.grpc_api.helpers import answer_here, refused

pytestmark = pytest.mark.django_db(transaction=True)


def venue_key(venue_id, name):
    return pb.TradeKey(venue_symbol=resolution_pb2.VenueName(venue_id=venue_id, venue_symbol=name))


@pytest.mark.parametrize(
    ("keys", "field"),
    [
        ([], "keys"),
        ([pb.TradeKey(asset_id=str(new_id()))] * 1001, "keys"),
        ([pb.TradeKey(asset_id=str(new_id())), pb.TradeKey()], "keys[1]"),
        ([pb.TradeKey(asset_id="USDC")], "keys[0].asset_id"),
        ([pb.TradeKey(asset_id="")], "keys[0].asset_id"),
        ([pb.TradeKey(asset_id=str(new_id())), pb.TradeKey(asset_id="a\0b")], "keys[1].asset_id"),
        ([pb.TradeKey(symbol_id="BTC/USDT")], "keys[0].symbol_id"),
        ([venue_key("binance", None)], "keys[0].venue_symbol"),
        (
            [venue_key("", "BTCUSDT")],
            "keys[0].venue_symbol",
        ),
    ],
)
def test_what_is_no_key_is_refused(stub, keys, field):
    refused(
        lambda: stub.CheckTradeable(pb.CheckTradeableRequest(keys=keys)),
        StatusCode.INVALID_ARGUMENT,
        "INVALID_FIELD",
        field,
    )


def markets(count):
    """Keys of that many assets, symbols and listings, all of whose assets stand for a flagged one."""
    usd, eur, venue = AssetFactory(), AssetFactory(), VenueFactory()
    claims = [Asset(symbol=f"C{n}", name=f"Claim {n}") for n in range(count)]
    origins = [Asset(symbol=f"O{n}", name=f"Origin {n}") for n in range(count)]
    edges = [
        AssetRelationship(from_asset=claim, to_asset=origin, relationship_type=RelationshipType.WRAPS)
        for claim, origin in zip(claims, origins, strict=True)
    ]
    flags = [FlagFactory.build(asset=origin) for origin in origins]
    symbols = [SymbolFactory.build(base_asset=asset, quote_asset=usd) for asset in claims]
    others = [SymbolFactory.build(base_asset=asset, quote_asset=eur) for asset in claims]
    listed = [VenueAsset(venue=venue, asset=asset, venue_asset_symbol=asset.symbol) for asset in claims]
    listings = [VenueSymbol(venue=venue, symbol=symbol, venue_symbol=symbol.symbol) for symbol in others]
    for rows in (claims + origins, edges, flags, symbols + others, listed, listings):
        write(rows)
    return (
        [pb.TradeKey(asset_id=str(asset.pk)) for asset in claims]
        + [pb.TradeKey(symbol_id=str(symbol.pk)) for symbol in symbols]
        + [venue_key(venue.pk, listing.venue_symbol) for listing in listings]
    )


def test_a_thousand_keys_take_as_many_queries_as_three(stub):
    counts = []
    for count in (1, 333):
        request = pb.CheckTradeableRequest(keys=markets(count))
        with CaptureQueriesContext(connection) as queries:
            checks = answer_here("CheckTradeable", request).checks
        assert [check.key for check in checks] == list(request.keys)
        assert {check.decision for check in checks} == {pb.TRADE_DECISION_BLOCK}
        counts.append(len(queries))
    assert counts == [1, 1]
