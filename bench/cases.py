"""What is asked of the generated registry: every lookup, every list by each filter, every search."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cqc.assets.v1 import asset_pb2
from cqc.services.v1 import resolution_pb2 as resolution
from cqc.services.v1 import tradeability_pb2
from django.db.models import Count

from bench.calls import bound, call, request_of
from grpc_api.pages import page_request
from registry import models as m

Fields = dict[str, Any]


@dataclass(frozen=True)
class MeasuredRequest:
    """One request, and for a list how far into its rows the page is."""

    rpc: str
    fields: Fields
    deep: Any = None
    """The model whose keys the page token is made of: the page after nine tenths of them."""
    shown: str = field(init=False)

    def __post_init__(self) -> None:
        said = " ".join(f"{name}={value}".replace("\n", " ").strip() for name, value in self.fields.items())
        object.__setattr__(self, "shown", f"{said}{' deep' if self.deep else ''}"[:110])


def busiest(model: Any, column: str) -> str:
    """The key that most rows of a model refer to."""
    return str(model.objects.values_list(column).annotate(n=Count("pk")).order_by("-n")[0][0])


BY_CHAIN: list[Fields] = [{"chain_id": name} for name in ("ethereum", "chain_20", "tiny_chain")]
BY_VENUE: list[Fields] = [{"venue_id": name} for name in ("venue_0", "venue_1", "venue_50", "tiny_venue")]
STATES: list[Fields] = [{"is_active": True}, {"is_active": False}]
FLAGS: list[Fields] = [{"flag_type": 1}, {"flag_type": 9}, {"min_severity": 1}, {"min_severity": 5}]

Filtered = dict[str, tuple[Any, list[Fields]]]
"""By RPC: the model of its rows, and the filters to list them by."""


def lists() -> Iterator[MeasuredRequest]:
    for rpc, (model, filters) in (lists_about_assets() | lists_about_markets()).items():
        for fields in [{}, *filters]:
            yield MeasuredRequest(rpc, {**fields, "page_size": 100})
            yield MeasuredRequest(rpc, {**fields, "page_size": 100}, deep=model)
    related = busiest(m.AssetRelationship, "to_asset_id")
    yield MeasuredRequest("ListAssetGroupMembers", {"group_id": busiest(m.AssetGroupMember, "group_id")})
    yield MeasuredRequest("ListAssetVariants", {"asset_id": related, "page_size": 100})
    yield MeasuredRequest("ListQualityFlags", {"asset_id": related, "min_severity": 5})
    yield MeasuredRequest("ListChains", {})
    yield MeasuredRequest("ListVenues", {})


def lists_about_assets() -> Filtered:
    asset, related = busiest(m.AssetDeployment, "asset_id"), busiest(m.AssetRelationship, "to_asset_id")
    group = busiest(m.AssetGroupMember, "group_id")
    both = {"chain_id": "ethereum", "venue_id": "venue_0"}
    return {
        "ListAssets": (
            m.Asset,
            [
                *BY_CHAIN, *BY_VENUE, *FLAGS, both, {"group_id": group}, {"flag_source": "slowmist"},
                {"asset_type": 1}, {"asset_type": 2}, {"category": "defi"}, {"symbol": "usdc"},
                {"asset_type": 1, "chain_id": "ethereum"}, {"symbol": "usdc", "chain_id": "ethereum"},
                {"chain_id": "ethereum", "min_severity": 5}, {"chain_id": "tiny_chain", "venue_id": "venue_0"},
                {"min_severity": 5, "flag_source": "chain-registry", "flag_type": 9}, {"show_deleted": True},
            ],
        ),
        "ListAssetDeployments": (
            m.AssetDeployment,
            [*BY_CHAIN, {"asset_id": asset}, {"is_canonical": True}, {"is_canonical": False}],
        ),
        "ListAssetIdentifiers": (m.AssetIdentifier, [{"asset_id": asset}, {"source": 1}, {"source": 5}]),
        "ListAssetRelationships": (
            m.AssetRelationship,
            [{"asset_id": related}, {"asset_id": related, "direction": 2}, {"relationship_type": 1}],
        ),
        "ListQualityFlags": (m.QualityFlag, [*FLAGS, {"source": "slowmist"}, {"include_resolved": True}]),
        "ListAssetGroups": (m.AssetGroup, [{"asset_id": asset}, {"issuer": "issuer 3"}]),
    }  # fmt: skip


def lists_about_markets() -> Filtered:
    quote, base = busiest(m.Symbol, "quote_asset_id"), busiest(m.Symbol, "base_asset_id")
    listed = busiest(m.VenueSymbol, "symbol_id")
    halted = {"venue_id": "venue_0", "is_active": False}
    return {
        "ListSymbols": (
            m.Symbol,
            [
                *STATES, {"symbol_type": 1}, {"symbol_type": 4}, {"base_asset_id": base}, {"option_type": 1},
                {"quote_asset_id": quote}, {"quote_asset_id": quote, "symbol_type": 2},
                {"base_asset_id": base, "symbol_type": 4, "is_active": True}, {"show_deleted": True},
            ],
        ),
        "ListSymbolIdentifiers": (m.SymbolIdentifier, [{"symbol_id": listed}, {"source": 1}]),
        "ListVenueAssets": (
            m.VenueAsset,
            [*BY_VENUE, *STATES, {"asset_id": base}, {"venue_asset_symbol": "usdc"}, halted],
        ),
        "ListVenueSymbols": (
            m.VenueSymbol,
            [*BY_VENUE, *STATES, {"symbol_id": listed}, halted, {"show_deleted": True}],
        ),
    }  # fmt: skip


def searches() -> Iterator[MeasuredRequest]:
    queries = (
        "usdc", "us", "u", "usd", "usdx", "wrapped", "wra", "coin", "tok", "baby-", "usd c", "inu coin",
        "lcoo", "zzzqqq", "0xabcd", "123", "币安人生", "dao", "a",
    )  # fmt: skip
    narrowed: tuple[Fields, ...] = (
        {}, {"chain_id": "ethereum"}, {"chain_id": "chain_20"}, {"chain_id": "tiny_chain"},
        {"venue_id": "venue_0"}, {"venue_id": "venue_50"}, {"asset_type": 1}, {"category": "defi"},
        {"show_deleted": True},
    )  # fmt: skip
    for query in queries:
        for fields in narrowed:
            yield MeasuredRequest("SearchAssets", {"query": query, **fields})
    address = m.AssetDeployment.objects.order_by("pk")[5000].address
    yield MeasuredRequest("SearchAssets", {"query": address})
    symbol = m.Symbol.objects.filter(symbol_type="SPOT").order_by("pk")[1000]
    base, quote = symbol.symbol.split("/")
    for query in (
        symbol.symbol,
        base,
        quote,
        base[:2],
        f"{quote} {base}",
        base + quote,
        "u",
        "usd",
        "perp",
        "c",
    ):
        for fields in (
            {}, {"venue_id": "venue_0"}, {"venue_id": "tiny_venue"}, {"symbol_type": 2},
            {"base_asset_id": str(symbol.base_asset_id)}, {"quote_asset_id": str(symbol.quote_asset_id)},
        ):  # fmt: skip
            yield MeasuredRequest("SearchSymbols", {"query": query, **fields})


def lookups() -> Iterator[MeasuredRequest]:
    """One row by each of its names; the cache is emptied before each call."""
    asset = m.Asset.objects.filter(symbol_key="usdc").live()[0]
    deployment, identifier = m.AssetDeployment.objects.all()[777], m.AssetIdentifier.objects.all()[777]
    source: Any = asset_pb2.DataSource.Value(f"DATA_SOURCE_{identifier.source}")
    listed, symbol_listed = m.VenueAsset.objects.live()[777], m.VenueSymbol.objects.live()[777]
    name = resolution.VenueName(venue_id=symbol_listed.venue_id, venue_symbol=symbol_listed.venue_symbol)
    address = resolution.ChainAddress(chain_id=deployment.chain_id, address=deployment.address)
    keys = [
        resolution.AssetKey(asset_id=str(asset.pk)),
        resolution.AssetKey(address=address),
        resolution.AssetKey(symbol=resolution.SymbolOnChain(symbol="USDC")),
        resolution.AssetKey(symbol=resolution.SymbolOnChain(symbol="USDC", chain_id="ethereum")),
        resolution.AssetKey(
            identifier=resolution.ExternalId(source=source, external_id=identifier.external_id)
        ),
        resolution.AssetKey(venue=name),
    ]
    for resolved in keys:
        yield MeasuredRequest("ResolveAsset", {"key": resolved})
    yield MeasuredRequest("GetAsset", {"asset_id": str(asset.pk)})
    yield MeasuredRequest("GetAsset", {"asset_id": str(asset.pk), "with_tradeability": True})
    yield MeasuredRequest("GetAssetDeployment", {"deployment_id": str(deployment.pk)})
    yield MeasuredRequest("GetAssetIdentifier", {"asset_id": str(identifier.asset_id), "source": source})
    yield MeasuredRequest("GetSymbol", {"symbol_id": str(symbol_listed.symbol_id)})
    yield MeasuredRequest("GetVenueAsset", {"venue_id": listed.venue_id, "asset_id": str(listed.asset_id)})
    yield MeasuredRequest("GetVenueSymbol", {"venue_id": name.venue_id, "venue_symbol": name.venue_symbol})
    yield MeasuredRequest(
        "GetVenueSymbol", {"venue_id": name.venue_id, "venue_symbol": name.venue_symbol.swapcase()}
    )
    yield MeasuredRequest("GetAssetGroup", {"name": "group 7"})
    yield MeasuredRequest("CheckTradeable", {"keys": [tradeability_pb2.TradeKey(venue_symbol=name)]})


def token_at(case: MeasuredRequest) -> str:
    """A page token of this list for the place behind nine tenths of all rows."""
    rows = case.deep.objects.order_by("pk").values_list("pk", flat=True)
    request = bound(case.rpc).read(request_of(case.rpc, case.fields))
    return page_request(request).token([rows[rows.count() * 9 // 10]])


def request_for(case: MeasuredRequest) -> Any:
    token = {"page_token": token_at(case)} if case.deep else {}
    request = request_of(case.rpc, {**case.fields, **token})
    call(case.rpc, request)
    return request
