"""Which asset is meant: by address, identifier, a venue's name or CAIP-19; a symbol only suggests.

Keys are resolved together: each kind of key costs a fixed number of queries, however many there are.
A key that is wrong or leads nowhere is an error of its own and does not stop the others.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from cqc.services.v1 import resolution_pb2 as pb

from cqi.errors import CqiError, NotFound, RuleViolated
from registry.models import Asset, AssetDeployment
from registry.reading.counts import count_unmapped
from registry.reading.resources import ASSET, DEPLOYMENT
from registry.rules import look_alikes

from . import keys
from .candidates import RankedAsset, SymbolOnChain, ranked_assets, why_first
from .chains import Chains
from .finders import Found, find


def resolve_keys(
    asked: Mapping[str, Any], *, exactly_one: bool = False, show_deleted: bool = False, shown: int = 20
) -> list[Any]:
    """For each AssetKey, named by its path in the request, a ResolveAssetResponse or a CqiError.

    `shown` is how many candidates a symbol's answer holds at most.
    """
    lookup = look_up(asked, shown, show_deleted)
    hits, ranked = lookup.found.values(), lookup.ranked
    answers = Answers(hits, [each for several in ranked.values() for each in several], show_deleted)
    given = [
        key
        if isinstance(key, CqiError)
        else answers.of_symbol(key, ranked.get(key.name, []), exactly_one=exactly_one)
        if key.kind == "symbol"
        else answers.of(key, lookup.found.get((key.kind, key.name)))
        for key in lookup.read
    ]
    for key, answer in zip(asked.values(), given, strict=True):
        if isinstance(answer, NotFound):
            count_unmapped(key.key)
    return given


class KeyLookup(NamedTuple):
    """Keys as they were read, and what they lead to."""

    read: list[keys.ReadKey | CqiError]
    found: dict[tuple[str, keys.KeyValue], Found]
    ranked: dict[SymbolOnChain, list[RankedAsset]]


def look_up(asked: Mapping[str, Any], shown: int, show_deleted: bool) -> KeyLookup:
    """Read the keys and find what they lead to; once more where a chain in memory turned out to be out of date."""
    named = {path: keys.chain_named_by(key) for path, key in asked.items()}
    by_symbol = {name for path, name in named.items() if asked[path].key == "symbol"} - {""}
    chains = Chains({*named.values()} - {""} - by_symbol, by_symbol)
    while True:
        read = [keys.read_key(key, path, chains) for path, key in asked.items()]
        names = {(key.kind, key.name) for key in read if isinstance(key, keys.ReadKey)}
        found = find((each for each in names if each[0] != "symbol"), show_deleted=show_deleted)
        doubtful = (
            name
            for key, name in zip(read, named.values(), strict=True)
            if name and is_doubtful(key, name, found, chains)
        )
        if not chains.outdated(doubtful):
            break
    symbols = (name for kind, name in names if kind == "symbol")
    return KeyLookup(read, found, ranked_assets(symbols, shown=shown, show_deleted=show_deleted))


def is_doubtful(
    key: keys.ReadKey | CqiError, name: str, found: Mapping[tuple[str, keys.KeyValue], Found], chains: Chains
) -> bool:
    """Whether the chain by which a key was read may be out of date.  What was found on it is given the chain."""
    if isinstance(key, CqiError):
        return True
    hit = found.get((key.kind, key.name))
    if hit is None or hit.deployment is None:
        return True
    chain = chains.get(name)
    hit.deployment.chain = chain
    return hit.chain_stamp != chain.stamp


class Answers:
    """The rows that the answers to some keys are made of, loaded together."""

    def __init__(self, found: Collection[Found], ranked: Sequence[RankedAsset], show_deleted: bool) -> None:
        self.assets = by_key(Asset, {each.asset_id for each in ranked})
        deployments = {each.deployment_id for each in ranked} - {None}
        self.deployments = by_key(AssetDeployment, deployments, "chain", "asset")
        self.originals = look_alikes.originals([*(hit.final for hit in found), *self.assets.values()])
        self.show_deleted = show_deleted

    def of(self, key: keys.ReadKey, hit: Found | None) -> Any:
        if hit is None or not key.fits(hit.deployment):
            return NotFound("Asset", key.said)
        if hit.final.deleted_at is not None and not self.show_deleted:
            return NotFound("Asset", key.said)
        response = self._response(hit.final, hit.deployment, hit.matched_by, candidate_count=1)
        for name in ("listed_at", "delisted_at"):
            if (moment := getattr(hit, name)) is not None:
                getattr(response, name).FromDatetime(moment)
        if hit.final is not hit.asset:
            response.merged_from = str(hit.asset.pk)
        return response

    def of_symbol(self, key: keys.ReadKey, ranked: list[RankedAsset], *, exactly_one: bool) -> Any:
        if not ranked:
            return NotFound("Asset", key.said)
        count = ranked[0].shared
        if count > 1 and exactly_one:
            return self._ambiguous(key, ranked)
        several: dict[str, Any] = {
            "candidates": [self._candidate(each) for each in ranked],
            "candidate_count": count,
            "reason": why_first(ranked),
        }
        if count > 1:
            return pb.ResolveAssetResponse(**several)
        deployment = self.deployments.get(ranked[0].deployment_id)
        return self._response(self.assets[ranked[0].asset_id], deployment, "SYMBOL", **several)

    def _response(self, asset: Any, deployment: Any, matched_by: str, **more: Any) -> Any:
        return pb.ResolveAssetResponse(
            asset=ASSET.to_message(asset),
            deployment=DEPLOYMENT.to_message(deployment) if deployment else None,
            matched_by=f"MATCHED_BY_{matched_by}",
            look_alike_of=ASSET.to_messages(self.originals.get(asset.pk, ())),
            **more,
        )

    def _candidate(self, each: RankedAsset) -> Any:
        deployment = self.deployments.get(each.deployment_id)
        return pb.AssetCandidate(
            asset=ASSET.to_message(self.assets[each.asset_id]),
            deployment=DEPLOYMENT.to_message(deployment) if deployment else None,
            reasons=each.reasons(),
        )

    def _ambiguous(self, key: keys.ReadKey, ranked: list[RankedAsset]) -> RuleViolated:
        names = ", ".join(f"{each.asset_id} ({self.assets[each.asset_id].name})" for each in ranked[:5])
        more = ", ..." if ranked[0].shared > len(ranked[:5]) else ""
        return RuleViolated(
            f"{ranked[0].shared} assets are called {key.said}: {names}{more}", reason="AMBIGUOUS"
        )


def by_key(model: Any, keys: set[Any], *related: str) -> dict[Any, Any]:
    if not keys:
        return {}
    rows = model.objects.select_related(*related) if related else model.objects
    return dict(rows.in_bulk(keys))
