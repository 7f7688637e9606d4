"""Which asset is meant: by address, identifier, a venue's name or CAIP-19; a symbol only suggests.

Keys are resolved together: each kind of key costs a fixed number of queries, however many there are.
A key that is wrong or leads nowhere is an error of its own and does not stop the others.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cqc.services.v1 import resolution_pb2 as pb
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.db.models.functions import Upper

from cqi.errors import CqiError, InvalidInput, NotFound, RuleViolated
from registry.caip import parse_caip19
from registry.messages import ASSET, DEPLOYMENT
from registry.models import Asset, AssetDeployment, AssetIdentifier, Chain, VenueAsset, VenueSymbol
from registry.models.choices import DataSource
from registry.named import uuid_of
from registry.text import fold

from .candidates import Candidates

Name = tuple[Any, ...]
"""A key in the form that it is looked up by; its first part says which kind of key it is."""


@dataclass(frozen=True)
class Found:
    """What a key led to."""

    asset_id: UUID
    matched_by: str
    deployment: AssetDeployment | None = None


def resolve(keys: Sequence[Any], *, exactly_one: bool = False, show_deleted: bool = False) -> list[Any]:
    """For each AssetKey its ResolveAssetResponse, or the CqiError that it leads to."""
    chains = Chains(keys)
    names = [named(key, chains) for key in keys]
    by_kind: dict[str, set[Name]] = {}
    for name in names:
        if not isinstance(name, CqiError):
            by_kind.setdefault(name[0], set()).add(name[1:])
    candidates = Candidates(by_kind.pop("symbol", set()))
    found = {
        (kind, *name): hit
        for kind, kind_names in by_kind.items()
        for name, hit in FINDERS[kind](kind_names, show_deleted).items()
    }
    assets = Assets({hit.asset_id for hit in found.values()})
    return [
        name
        if isinstance(name, CqiError)
        else candidates.answer(name[1:], exactly_one=exactly_one)
        if name[0] == "symbol"
        else answer(name, found.get(name), assets, show_deleted)
        for name in names
    ]


def answer(name: Name, hit: Found | None, assets: "Assets", show_deleted: bool) -> Any:
    if hit is None:
        return NotFound("Asset", "/".join(str(part) for part in name[1:]))
    asset = assets.final(hit.asset_id)
    if asset is None or (asset.deleted_at is not None and not show_deleted):
        return NotFound("Asset", "/".join(str(part) for part in name[1:]))
    response = pb.ResolveAssetResponse(
        asset=ASSET.to_message(asset), matched_by=f"MATCHED_BY_{hit.matched_by}", candidate_count=1
    )
    if hit.deployment is not None:
        response.deployment.CopyFrom(DEPLOYMENT.to_message(hit.deployment))
    if asset.pk != hit.asset_id:
        response.merged_from = str(hit.asset_id)
    if asset.look_alike_of is not None:
        response.look_alike_of.append(ASSET.to_message(asset.look_alike_of))
    return response


class Assets:
    """Some assets, with what they became and what they look like."""

    def __init__(self, ids: Iterable[UUID]) -> None:
        rows = Asset.objects.select_related("look_alike_of", "merged_into", "merged_into__look_alike_of")
        self.rows: dict[Any, Any] = dict(rows.in_bulk(list(ids)))

    def final(self, asset_id: UUID) -> Any:
        """The asset, or the one it was merged into; None for one that is not known."""
        asset = self.rows.get(asset_id)
        return asset and (asset.merged_into or asset)


class Chains:
    """The chains that some keys name, by slug or by CAIP-2."""

    def __init__(self, keys: Iterable[Any]) -> None:
        names = {name for key in keys if (name := chain_named_by(key))}
        self.by_name: dict[str, Any] = {}
        for chain in Chain.objects.filter(Q(pk__in=names) | Q(caip2__in=names)) if names else ():
            self.by_name |= {chain.pk: chain, chain.caip2: chain}

    def get(self, name: str, field: str) -> Any:
        if not name:
            raise InvalidInput(field, "must be set")
        if name not in self.by_name:
            raise NotFound("Chain", name)
        return self.by_name[name]


def chain_named_by(key: Any) -> str:
    match key.WhichOneof("key"):
        case "caip19":
            return str(key.caip19.partition("/")[0])
        case "address":
            return str(key.address.chain_id)
        case "symbol":
            return str(key.symbol.chain_id)
    return ""


def named(key: Any, chains: Chains) -> Name | CqiError:
    """What a key is looked up by, or what is wrong with it."""
    kind = key.WhichOneof("key")
    if kind is None:
        return InvalidInput("key", f"must hold one of {', '.join(NAMES)}")
    try:
        return (KINDS.get(kind, kind), *NAMES[kind](getattr(key, kind), chains))
    except CqiError as error:
        return error
    except ValidationError as error:
        return InvalidInput(f"key.{kind}", " ".join(error.messages))
    except ValueError as error:
        return InvalidInput(f"key.{kind}", str(error))


def name_of_address(value: Any, chains: Chains) -> Name:
    chain = chains.get(value.chain_id, "key.address.chain_id")
    if not value.address:
        raise InvalidInput("key.address.address", "must be set")
    return (chain.pk, chain.parse(value.address, field="address").key)


def name_of_symbol(value: Any, chains: Chains) -> Name:
    if not value.symbol:
        raise InvalidInput("key.symbol.symbol", "must be set")
    chain = chains.get(value.chain_id, "key.symbol.chain_id").pk if value.chain_id else None
    return (fold(value.symbol), chain)


def name_of_identifier(value: Any, _: Chains) -> Name:
    if not value.source or not value.external_id:
        raise InvalidInput("key.identifier", "needs source and external_id")
    source = type(value).DESCRIPTOR.fields_by_name["source"].enum_type.values_by_number[value.source].name
    return (source.removeprefix("DATA_SOURCE_"), value.external_id)


def name_on_venue(value: Any, _: Chains) -> Name:
    if not value.venue_id or not value.venue_symbol:
        raise InvalidInput("key.venue", "needs venue_id and venue_symbol")
    return (value.venue_id, value.venue_symbol)


def name_of_caip19(value: str, chains: Chains) -> Name:
    name = parse_caip19(value)
    chain = chains.get(name.caip2, "key.caip19")
    if name.namespace != "slip44":
        return (chain.pk, chain.parse(name.reference, field="caip19").key)
    if chain.slip44 is not None and name.reference != str(chain.slip44):
        raise NotFound("Asset", value)
    return (chain.pk, None)


NAMES: dict[str, Callable[[Any, Chains], Name]] = {
    "asset_id": lambda value, _: (uuid_of(value),),
    "address": name_of_address,
    "symbol": name_of_symbol,
    "identifier": name_of_identifier,
    "venue": name_on_venue,
    "caip19": name_of_caip19,
}
KINDS = {"caip19": "address"}
"""Kinds of key that are looked up as another kind."""


def find_ids(names: set[Name], _: bool) -> dict[Name, Found]:
    return {name: Found(name[0], "ASSET_ID") for name in names}


def find_addresses(names: set[Name], show_deleted: bool) -> dict[Name, Found]:
    """By (chain, address key); no address is the chain's native coin."""
    rows = AssetDeployment.objects.select_related("chain", "asset").filter(
        chain_id__in={chain for chain, _ in names}
    )
    keys = {key for _, key in names}
    rows = rows.filter(
        Q(address_key__in=keys - {None}) | Q(is_native=True) if None in keys else Q(address_key__in=keys)
    )
    if not show_deleted:
        rows = rows.live()
    found = {}
    for row in rows.order_by("deleted_at"):
        found[(row.chain_id, row.address_key)] = Found(row.asset_id, "ADDRESS", row)
    return {name: found[name] for name in names & found.keys()}


def find_identifiers(names: set[Name], _: bool) -> dict[Name, Found]:
    rows = AssetIdentifier.objects.filter(
        source__in={source for source, _ in names}, external_id__in={id_ for _, id_ in names}
    )
    found = {(row.source, row.external_id): Found(row.asset_id, "IDENTIFIER") for row in rows}
    return {name: found[name] for name in names & found.keys()}


def find_on_venues(names: set[Name], _: bool) -> dict[Name, Found]:
    """What a venue calls the asset, else what it calls a symbol with the asset as its base."""
    venues, texts = {venue for venue, _ in names}, {text for _, text in names}
    listings = VenueSymbol.objects.live().filter(venue_id__in=venues, venue_symbol__in=texts)
    found = {
        (row.venue_id, row.venue_symbol): Found(row.symbol.base_asset_id, "VENUE_SYMBOL")
        for row in listings.select_related("symbol")
    }
    for asset in VenueAsset.objects.live().filter(venue_id__in=venues, venue_asset_symbol__in=texts):
        found[(asset.venue_id, asset.venue_asset_symbol)] = Found(asset.asset_id, "VENUE_ASSET")
    return {name: found[name] for name in names & found.keys()}


FINDERS: dict[str, Callable[[set[Name], bool], dict[Name, Found]]] = {
    "asset_id": find_ids,
    "address": find_addresses,
    "identifier": find_identifiers,
    "venue": find_on_venues,
}
