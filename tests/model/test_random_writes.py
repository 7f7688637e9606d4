"""Random sequences of writes: after each, every read of the real server is what a plain model says."""

from collections.abc import Callable
from typing import Any

import grpc
import pytest
from cqc.services.v1 import asset_registry_pb2 as pb
from cqc.services.v1 import resolution_pb2, tradeability_pb2
from django.core.cache import cache
from django.core.management import call_command
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)

from .world import PlainAsset, PlainListing, PlainWorld, Refusal

# What fails is made small, which takes minutes.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(3600)]

CHAINS = {"ethereum": 1, "polygon": 137}
ADDRESSES = ["0x" + str(digit) * 40 for digit in range(1, 4)]
SYMBOLS = ["USDC", "usdc", "PEPE"]
NAMES_ON_VENUE = ["AAA", "BBB"]
EXTERNAL_IDS = ["one", "two"]
KINDS = ["WRAPS", "BRIDGES", "STAKES", "MIGRATES_TO", "FORKS_FROM"]
STEPS = 50


class Registry(RuleBasedStateMachine):
    """Writes to the server and to the model, and compares."""

    stub: Any = None
    assets: Bundle[str] = Bundle("assets")

    def __init__(self) -> None:
        super().__init__()
        call_command("flush", verbosity=0, interactive=False)
        cache.clear()
        self.world = PlainWorld()
        for chain, number in CHAINS.items():
            self.stub.CreateChain(
                pb.CreateChainRequest(id=chain, name=chain, chain_type="EVM", chain_id=number)
            )
        self.stub.CreateVenue(pb.CreateVenueRequest(venue_id="venue", name="Venue", venue_type=1))
        group = pb.CreateAssetGroupRequest(name="group")
        self.group_id = self.stub.CreateAssetGroup(group).group.group_id

    def write(self, expected: Refusal, call: Callable[[], Any]) -> Any:
        """The answer, or None where the model expects a refusal and got it."""
        try:
            answer = call()
        except grpc.RpcError as error:
            if error.code() not in (expected or ()):
                raise AssertionError(f"{error.code()} {error.details()}, expected {expected}") from error
            return None
        assert expected is None, f"done, expected {expected}"
        return answer

    @initialize(target=assets, symbols=st.lists(st.sampled_from(SYMBOLS), min_size=5, max_size=5))
    def create_assets(self, symbols: list[str]) -> Any:
        return multiple(*map(self.create_asset, symbols))

    def create_asset(self, symbol: str) -> str:
        asset = self.stub.CreateAsset(pb.CreateAssetRequest(symbol=symbol, name=f"{symbol} coin")).asset
        self.world.assets[asset.asset_id] = PlainAsset(symbol, asset.name)
        return str(asset.asset_id)

    @rule(asset=assets, name=st.sampled_from(["One", "Two"]), rank=st.integers(0, 3))
    def update_asset(self, asset: str, name: str, rank: int) -> None:
        known = self.world.assets[asset]
        request = pb.UpdateAssetRequest(
            asset_id=asset, name=name, market_cap_rank=rank, version=known.version
        )
        if self.write(self.world.missing(asset), lambda: self.stub.UpdateAsset(request)):
            known.version += (known.name, known.rank) != (name, rank)
            known.name, known.rank = name, rank

    @rule(asset=assets)
    def delete_asset(self, asset: str) -> None:
        request = pb.DeleteAssetRequest(asset_id=asset)
        if self.write(self.world.missing(asset), lambda: self.stub.DeleteAsset(request)):
            self.world.assets[asset].deleted = True
            self.world.assets[asset].version += 1

    @rule(asset=assets)
    def undelete_asset(self, asset: str) -> None:
        expected = {grpc.StatusCode.FAILED_PRECONDITION} if self.world.is_live(asset) else None
        request = pb.UndeleteAssetRequest(asset_id=asset)
        if self.write(expected, lambda: self.stub.UndeleteAsset(request)):
            self.world.assets[asset].deleted = False
            self.world.assets[asset].version += 1

    @rule(asset=assets, chain=st.sampled_from(sorted(CHAINS)), address=st.sampled_from(ADDRESSES))
    def deploy(self, asset: str, chain: str, address: str) -> None:
        request = pb.CreateAssetDeploymentRequest(asset_id=asset, chain_id=chain, contract_address=address)
        expected = self.world.deploying(asset, chain, address)
        if answer := self.write(expected, lambda: self.stub.CreateAssetDeployment(request)):
            self.world.deployments[answer.deployment.deployment_id] = (asset, chain, address)

    @precondition(lambda self: self.world.deployments)
    @rule(data=st.data())
    def undeploy(self, data: st.DataObject) -> None:
        deployment = data.draw(st.sampled_from(sorted(self.world.deployments)))
        assert self.stub.DeleteAssetDeployment(
            pb.DeleteAssetDeploymentRequest(deployment_id=deployment)
        ).success
        del self.world.deployments[deployment]

    @rule(
        asset=assets,
        source=st.sampled_from(["COINGECKO", "COINMARKETCAP"]),
        external_id=st.sampled_from(EXTERNAL_IDS),
    )
    def identify(self, asset: str, source: str, external_id: str) -> None:
        request = pb.CreateAssetIdentifierRequest(
            asset_id=asset, source=f"DATA_SOURCE_{source}", external_id=external_id
        )
        expected = self.world.identifying(asset, source, external_id)
        if answer := self.write(expected, lambda: self.stub.CreateAssetIdentifier(request)):
            self.world.identifiers[answer.identifier.identifier_id] = (asset, source, external_id)

    @precondition(lambda self: self.world.identifiers)
    @rule(data=st.data())
    def forget_identifier(self, data: st.DataObject) -> None:
        identifier = data.draw(st.sampled_from(sorted(self.world.identifiers)))
        request = pb.DeleteAssetIdentifierRequest(identifier_id=identifier)
        assert self.stub.DeleteAssetIdentifier(request).success
        del self.world.identifiers[identifier]

    @rule(start=assets, end=assets, kind=st.sampled_from(KINDS))
    def relate(self, start: str, end: str, kind: str) -> None:
        request = pb.CreateAssetRelationshipRequest(
            source_asset_id=start, target_asset_id=end, relationship_type=f"RELATIONSHIP_TYPE_{kind}"
        )
        expected = self.world.relating(start, end, kind)
        if answer := self.write(expected, lambda: self.stub.CreateAssetRelationship(request)):
            self.world.edges[answer.relationship.relationship_id] = (start, end, kind)

    @precondition(lambda self: self.world.edges)
    @rule(data=st.data())
    def unrelate(self, data: st.DataObject) -> None:
        edge = data.draw(st.sampled_from(sorted(self.world.edges)))
        request = pb.DeleteAssetRelationshipRequest(relationship_id=edge)
        assert self.stub.DeleteAssetRelationship(request).success
        del self.world.edges[edge]

    @rule(asset=assets, severity=st.sampled_from([3, 4, 5, 5]))
    def raise_flag(self, asset: str, severity: int) -> None:
        request = pb.RaiseQualityFlagRequest(
            asset_id=asset, flag_type="FLAG_TYPE_EXPLOITED", severity=severity, description="seen"
        )
        flag = self.stub.RaiseQualityFlag(request).flag
        self.world.flags[flag.flag_id] = (asset, severity)

    @precondition(lambda self: self.world.flags)
    @rule(data=st.data())
    def resolve_flag(self, data: st.DataObject) -> None:
        flag = data.draw(st.sampled_from(sorted(self.world.flags)))
        self.stub.ResolveQualityFlag(pb.ResolveQualityFlagRequest(flag_id=flag, resolution_notes="fine"))
        del self.world.flags[flag]

    @rule(base=assets, quote=assets)
    def pair(self, base: str, quote: str) -> None:
        request = pb.CreateSymbolRequest(
            symbol="A/B", symbol_type="SYMBOL_TYPE_SPOT", base_asset_id=base, quote_asset_id=quote
        )
        if answer := self.write(self.world.pairing(base, quote), lambda: self.stub.CreateSymbol(request)):
            self.world.symbols[answer.symbol.symbol_id] = (base, quote)

    @precondition(lambda self: self.world.symbols)
    @rule(data=st.data(), name=st.sampled_from(NAMES_ON_VENUE), tick=st.sampled_from([None, "0.01", "5"]))
    def list_symbol(self, data: st.DataObject, name: str, tick: str | None) -> None:
        symbol = data.draw(st.sampled_from(sorted(self.world.symbols)))
        request = pb.CreateVenueSymbolRequest(venue_id="venue", symbol_id=symbol, venue_symbol=name)
        if tick:
            request.spec.tick_size = tick
        if self.write(self.world.listing(symbol, name), lambda: self.stub.CreateVenueSymbol(request)):
            self.world.listings.setdefault(name, []).append(PlainListing(symbol, tick))

    @rule(name=st.sampled_from(NAMES_ON_VENUE))
    def delist(self, name: str) -> None:
        live = self.world.live_listing(name)
        request = pb.UpdateVenueSymbolRequest(venue_id="venue", venue_symbol=name)
        request.delisted_at.GetCurrentTime()
        if live is not None:
            self.stub.UpdateVenueSymbol(request)
            live.gone = True
            self.world.listings[name].remove(live)
            self.world.listings[name].append(live)

    @rule(asset=assets, weight=st.sampled_from(["1", "0.5", "1.25"]))
    def add_member(self, asset: str, weight: str) -> None:
        request = pb.AddAssetToGroupRequest(group_id=self.group_id, asset_id=asset, weight_exact=weight)
        expected = None if asset in self.world.members else self.world.missing(asset)
        if self.write(expected, lambda: self.stub.AddAssetToGroup(request)):
            self.world.members[asset] = weight

    @rule(asset=assets)
    def remove_member(self, asset: str) -> None:
        expected = None if asset in self.world.members else {grpc.StatusCode.NOT_FOUND}
        request = pb.RemoveAssetFromGroupRequest(group_id=self.group_id, asset_id=asset)
        if self.write(expected, lambda: self.stub.RemoveAssetFromGroup(request)):
            del self.world.members[asset]

    @invariant()
    def assets_read_as_written(self) -> None:
        for asset_id, known in self.world.assets.items():
            request = pb.GetAssetRequest(asset_id=asset_id)
            asset = self.write(
                self.world.missing(asset_id), lambda request=request: self.stub.GetAsset(request)
            )
            if asset:
                read = (
                    asset.asset.symbol,
                    asset.asset.name,
                    asset.asset.market_cap_rank,
                    asset.asset.version,
                )
                assert read == (known.symbol, known.name, known.rank, known.version)
        for symbol in SYMBOLS:
            listed = {
                asset.asset_id for asset in self.stub.ListAssets(pb.ListAssetsRequest(symbol=symbol)).assets
            }
            assert listed == {
                asset_id
                for asset_id, known in self.world.assets.items()
                if known.symbol.lower() == symbol.lower() and not known.deleted
            }

    @invariant()
    def names_lead_to_assets(self) -> None:
        places = {(chain, address): asset for asset, chain, address in self.world.deployments.values()}
        keys = [
            resolution_pb2.AssetKey(address={"chain_id": chain, "address": address})
            for chain, address in places
        ]
        ids = {(source, external): asset for asset, source, external in self.world.identifiers.values()}
        keys += [
            resolution_pb2.AssetKey(identifier={"source": f"DATA_SOURCE_{source}", "external_id": external})
            for source, external in ids
        ]
        if not keys:
            return
        results = self.stub.BatchResolveAssets(resolution_pb2.BatchResolveAssetsRequest(keys=keys)).results
        for asset, result in zip([*places.values(), *ids.values()], results, strict=True):
            assert bool(result.status.code) == (not self.world.is_live(asset))
            assert result.status.code or result.response.asset.asset_id == asset

    @invariant()
    def trading_is_judged_alike(self) -> None:
        ids = sorted(self.world.assets)
        if not ids:
            return
        keys = [tradeability_pb2.TradeKey(asset_id=asset_id) for asset_id in ids]
        request = tradeability_pb2.CheckTradeableRequest(keys=keys)
        for asset_id, check in zip(ids, self.stub.CheckTradeable(request).checks, strict=True):
            allowed = check.decision == tradeability_pb2.TRADE_DECISION_ALLOW
            assert allowed == self.world.may_be_traded(asset_id), check
            assert {flag.flag_id for flag in check.flags} == self.world.flags_of(asset_id)
            asked = pb.ListQualityFlagsRequest(asset_id=asset_id)
            flags = self.write(
                self.world.missing(asset_id), lambda asked=asked: self.stub.ListQualityFlags(asked)
            )
            assert flags is None or {flag.flag_id for flag in flags.flags} == self.world.flags_of(asset_id)

    @invariant()
    def listings_read_as_written(self) -> None:
        for name in NAMES_ON_VENUE:
            known = self.world.last_listing(name)
            request = pb.GetVenueSymbolRequest(venue_id="venue", venue_symbol=name)
            expected = None if known else {grpc.StatusCode.NOT_FOUND}
            answer = self.write(expected, lambda request=request: self.stub.GetVenueSymbol(request))
            if answer and known:
                read = answer.venue_symbol
                assert (read.symbol_id, read.is_active) == (known.symbol, not known.gone)
                assert read.spec.tick_size == (known.tick or "")
                assert read.symbol.symbol_id == known.symbol

    @invariant()
    def graph_and_group_read_as_written(self) -> None:
        group = self.stub.GetAssetGroup(pb.GetAssetGroupRequest(name="group")).group
        assert {member.asset_id: member.weight_exact for member in group.members} == self.world.members
        edges = self.stub.ListAssetRelationships(pb.ListAssetRelationshipsRequest()).relationships
        assert {edge.relationship_id for edge in edges} == set(self.world.edges)
        counts = [
            (c, len(self.stub.ListAssetDeployments(pb.ListAssetDeploymentsRequest(chain_id=c)).deployments))
            for c in CHAINS
        ]
        places = [chain for _, chain, _ in self.world.deployments.values()]
        assert counts == [(chain, places.count(chain)) for chain in CHAINS]


def test_random_writes(stub: Any, full_size: bool) -> None:
    machine = type("Registry", (Registry,), {"stub": stub})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=400 if full_size else 10,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
