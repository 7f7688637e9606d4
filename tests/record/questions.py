"""Questions about rows at random, and answers that can be compared."""

from random import Random
from typing import Any

import grpc
from cqc.services.v1 import asset_registry_pb2 as pb
from cqc.services.v1 import changes_pb2, resolution_pb2, tradeability_pb2
from django.db import models
from google.protobuf.message import Message

from registry.models import (
    Asset,
    AssetDeployment,
    AssetGroup,
    QualityFlag,
    Symbol,
    Venue,
    VenueSymbol,
)

Question = tuple[str, Message]
"""An RPC and its request."""

MOST = 1_000


def key(random: Random, model: type[models.Model]) -> Any:
    """The key of some row, gone or not."""
    keys = model._base_manager.order_by("pk").values_list("pk", flat=True)
    return str(keys[random.randrange(keys.count())])


def row(random: Random, model: type[models.Model]) -> Any:
    return model._base_manager.get(pk=key(random, model))


def get(random: Random) -> Question:
    symbol = row(random, VenueSymbol)
    return random.choice(
        [
            ("GetAsset", pb.GetAssetRequest(asset_id=key(random, Asset))),
            ("GetSymbol", pb.GetSymbolRequest(symbol_id=key(random, Symbol))),
            ("GetVenue", pb.GetVenueRequest(venue_id=key(random, Venue))),
            ("GetAssetGroup", pb.GetAssetGroupRequest(group_id=key(random, AssetGroup))),
            ("GetQualityFlag", pb.GetQualityFlagRequest(flag_id=key(random, QualityFlag))),
            (
                "GetVenueSymbol",
                pb.GetVenueSymbolRequest(venue_id=symbol.venue_id, venue_symbol=symbol.venue_symbol),
            ),
        ]
    )


def filtered_list(random: Random) -> Question:
    asset, venue = row(random, Asset), key(random, Venue)
    deployment = row(random, AssetDeployment)
    return random.choice(
        [
            ("ListAssets", pb.ListAssetsRequest(symbol=asset.symbol, page_size=MOST)),
            ("ListAssets", pb.ListAssetsRequest(show_deleted=True, page_size=MOST)),
            (
                "ListAssetDeployments",
                pb.ListAssetDeploymentsRequest(asset_id=str(deployment.asset_id), page_size=MOST),
            ),
            (
                "ListAssetDeployments",
                pb.ListAssetDeploymentsRequest(chain_id=deployment.chain_id, page_size=MOST),
            ),
            ("ListQualityFlags", pb.ListQualityFlagsRequest(asset_id=str(asset.pk), page_size=MOST)),
            ("ListVenueSymbols", pb.ListVenueSymbolsRequest(venue_id=venue, page_size=MOST)),
            ("ListVenueAssets", pb.ListVenueAssetsRequest(venue_id=venue, page_size=MOST)),
            ("SearchAssets", pb.SearchAssetsRequest(query=asset.symbol or "tok", page_size=MOST)),
            ("ListChanges", changes_pb2.ListChangesRequest(asset_id=str(asset.pk), page_size=MOST)),
        ]
    )


def closure(random: Random) -> Question:
    return (
        "ListAssetVariants",
        resolution_pb2.ListAssetVariantsRequest(asset_id=key(random, Asset), page_size=MOST),
    )


def resolved(random: Random) -> Question:
    deployment = row(random, AssetDeployment)
    address = resolution_pb2.ChainAddress(chain_id=deployment.chain_id, address=deployment.address)
    wanted = resolution_pb2.AssetKey(address=address)
    return "ResolveAsset", resolution_pb2.ResolveAssetRequest(key=wanted)


def trade_check(random: Random) -> Question:
    listing = row(random, VenueSymbol)
    name = resolution_pb2.VenueName(venue_id=listing.venue_id, venue_symbol=listing.venue_symbol)
    flag = row(random, QualityFlag)
    keys = [
        tradeability_pb2.TradeKey(asset_id=key(random, Asset)),
        tradeability_pb2.TradeKey(asset_id=str(flag.asset_id)),
        tradeability_pb2.TradeKey(symbol_id=str(listing.symbol_id)),
        tradeability_pb2.TradeKey(venue_symbol=name),
    ]
    return "CheckTradeable", tradeability_pb2.CheckTradeableRequest(keys=keys)


KINDS = (get, filtered_list, closure, resolved, trade_check)


def answer(stub: Any, question: Question, *metadata: tuple[str, str]) -> Any:
    """What is answered, without what follows the clock or names the next page; or the code of a refusal."""
    rpc, request = question
    try:
        return comparable(getattr(stub, rpc)(request, metadata=metadata))
    except grpc.RpcError as refusal:
        return refusal.code()


def comparable(response: Any) -> Any:
    for name in {"checked_at", "next_page_token"} & set(response.DESCRIPTOR.fields_by_name):
        response.ClearField(name)
    return response
