"""Token lists by the Uniswap schema: symbols as the contracts spell them, and decimals.

A list does not say which of its tokens are one asset.  So each token is the asset that stands at its address, or
a new one.  Aave's list also says what its tokens stand for.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import Q

from registry.importers.claimed.assets import AssetCandidate
from registry.importers.claimed.chains import ChainName
from registry.importers.claimed.identity import Place, with_survivors
from registry.importers.claimed.relations import RelationCandidate
from registry.importers.claimed.types import type_of
from registry.importers.engine.fixtures import FOLDER, read_file
from registry.importers.engine.importer import MALFORMED, Importer
from registry.importers.engine.plan import Candidate, RecordRefused
from registry.importers.engine.tables import Tables
from registry.models import Asset, AssetDeployment, AssetIdentifier
from registry.values.caip import evm_caip2
from registry.values.choices import AssetType, ChainType, RelationshipType

Token = dict[str, Any]

AAVE = FOLDER / "aave_tokenlist.json"

STANDS_FOR = {
    # A wrapper of the aToken, whose balance does not grow: it holds the aToken, not what that stands for.
    "stataToken": (RelationshipType.WRAPS, "underlyingAToken", AssetType.WRAPPED),
    "staticAT": (RelationshipType.WRAPS, "underlyingAToken", AssetType.WRAPPED),
    "uStkToken": (RelationshipType.STAKES, "underlying", AssetType.RECEIPT_TOKEN),
    "aTokenV2": (RelationshipType.DEPOSITS, "underlying", AssetType.RECEIPT_TOKEN),
    "aTokenV3": (RelationshipType.DEPOSITS, "underlying", AssetType.RECEIPT_TOKEN),
}
"""By tag: how a token stands for another, in which extension that is named, and its type then."""


def list_importer(name: str, source: str, path: Path) -> Importer:
    """An importer of one list: its tokens, then what they stand for."""

    def read() -> list[tuple[str, Token]]:
        tokens = read_file(path)["tokens"]
        return [*(("token", token) for token in tokens), *(("relation", token) for token in tokens)]

    def candidates(record: tuple[str, Token]) -> Iterator[Candidate]:
        kind, token = record
        yield from [asset(token, name)] if kind == "token" else relations(token, name)

    return Importer(name=name, source=source, read=read, candidates=candidates)


def lone_list_importer(name: str, source: str, path: Path) -> Importer:
    """The importer of a list by itself, which reads of the registry only what the list speaks of."""
    importer = list_importer(name, source, path)
    return replace(importer, prepare=lambda tables: read_about(tables, importer.read()))


def read_about(tables: Tables, records: Sequence[tuple[str, Token]]) -> None:
    """Read what stands at the places of these tokens, and what else is known of those assets."""
    there = Q(pk=None)
    for chain, keys in spoken_addresses(tables, records).items():
        there |= Q(chain=chain, address_key__in=keys)
        if None in keys:
            there |= Q(chain=chain, is_native=True)
    owners = AssetDeployment.objects.filter(there).values_list("asset", flat=True)
    assets = with_survivors(owners)
    tables.narrow(Asset, Q(pk__in=assets))
    tables.narrow(AssetDeployment, there | Q(asset__in=assets))
    tables.narrow(AssetIdentifier, Q(asset__in=assets))


def spoken_addresses(tables: Tables, records: Sequence[tuple[str, Token]]) -> dict[Any, set[str | None]]:
    """The addresses of the tokens and of what they stand for, by chain."""
    found: dict[Any, set[str | None]] = defaultdict(set)
    for _, token in records:
        for address in addresses_in(token):
            with suppress(RecordRefused, *MALFORMED):
                spot = token_place(token, address).spot(tables)
                found[spot.chain.pk].add(spot.address_key)
    return found


def addresses_in(token: Any) -> list[str]:
    """Whatever can be an address in a token, which may be malformed."""
    try:
        texts = [token["address"], *token.get("extensions", {}).values()]
    except MALFORMED:
        return []
    return [text for text in texts if isinstance(text, str)]


def asset(token: Token, name: str) -> AssetCandidate:
    stands_for = next((STANDS_FOR[tag][2] for tag in token.get("tags", ()) if tag in STANDS_FOR), None)
    return AssetCandidate(
        record=token_record(token, name),
        symbol=token["symbol"],
        name=token["name"],
        asset_type=type_of((), stands_for=stands_for, chain_type=ChainType.EVM),
        places=(token_place(token, token["address"], token["decimals"]),),
        labels={"logo_url": token.get("logoURI")},
    )


def relations(token: Token, name: str) -> Iterator[RelationCandidate]:
    extensions = token.get("extensions", {})
    for tag in token.get("tags", ()):
        kind, extension, _ = STANDS_FOR.get(tag, (None, "", None))
        if kind and extension in extensions:
            yield RelationCandidate(
                record=token_record(token, name),
                relationship_type=kind,
                from_asset=token_place(token, token["address"]),
                to_asset=token_place(token, extensions[extension]),
                protocol=name,
            )


def token_record(token: Token, name: str) -> str:
    return f"{name}/{token['chainId']}/{token['address']}"


def token_place(token: Token, address: str, decimals: int | None = None) -> Place:
    chain_id = token["chainId"]
    return Place(ChainName(str(chain_id), "token_list", evm_caip2(chain_id)), address, decimals)


@cache
def spellings() -> dict[tuple[str, str], str]:
    """(CAIP-2 name of the chain, address in small letters) -> the symbol, in the committed list."""
    tokens = read_file(AAVE)["tokens"]
    return {(evm_caip2(t["chainId"]), t["address"].lower()): t["symbol"] for t in tokens}


IMPORTER = list_importer("aave", "aave-address-book", AAVE)
