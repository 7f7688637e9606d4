"""The names of assets: symbol, name, addresses, provider ids, and what venues call them."""

import re
from contextlib import suppress
from uuid import UUID

from django.core.exceptions import ValidationError

from registry.models import VenueSymbol
from registry.reading.belonging import (
    ALL_ASSETS,
    ASSET_IDENTIFIERS,
    DEPLOYMENTS,
    VENUE_ASSETS,
    BelongingRows,
    Fitting,
)
from registry.reading.row_keys import deployments_named
from registry.values import addresses
from registry.values.caip import parse_caip19
from registry.values.choices import ChainType
from registry.values.text import fold

from .classes import MatchClass
from .pages import Search
from .placed import ON_CHAIN, PlacedSearch
from .words import SHORT, words

SHORT_ADDRESS = 6
BARE_HEX = re.compile(r"[0-9a-fA-F]{40,64}")
"""From the length of an address on Ethereum to that on Sui."""
BASES_LISTED = BelongingRows(VenueSymbol.objects.live, "symbol__base_asset_id")


def asset_names(query: str) -> list[MatchClass]:
    """The classes of match over the names of assets: equal, beginning so, holding the words."""
    name = fold(query)
    exact = [
        Fitting(ASSET_IDENTIFIERS, {"external_id_key": name}),
        Fitting(VENUE_ASSETS, {"venue_asset_symbol_key": name}),
        Fitting(DEPLOYMENTS, {"address_key__in": address_keys(query)}),
    ]
    own, prefix = [Fitting(ALL_ASSETS, {"symbol_key__startswith": name})], []
    if len(name) >= SHORT:
        own.append(Fitting(ALL_ASSETS, {"name_key__startswith": name}))
        prefix += [
            Fitting(ASSET_IDENTIFIERS, {"external_id_key__startswith": name}),
            Fitting(VENUE_ASSETS, {"venue_asset_symbol_key__startswith": name}),
        ]
    if len(query) >= SHORT_ADDRESS:
        prefix += [Fitting(DEPLOYMENTS, {"address_key__startswith": text}) for text in {query, query.lower()}]
    return [
        MatchClass(
            [Fitting(ALL_ASSETS, {"symbol_key": name}), Fitting(ALL_ASSETS, {"name_key": name})], exact
        ),
        MatchClass(own, prefix, many=True),
        MatchClass([Fitting(ALL_ASSETS, {"words": words(name)})]),
    ]


def address_keys(text: str) -> set[str]:
    """How chains of every kind would keep this text as an address.

    A wrong checksum is no hindrance, nor is a `0x` that was left out.
    """
    spellings = {text, text.lower()}
    if BARE_HEX.fullmatch(text):
        spellings.add(f"0x{text.lower()}")
    keys = set()
    for kind in ChainType.values:
        for spelling in spellings:
            with suppress(ValidationError):
                keys.add(addresses.parse(kind, None, spelling).key)
    return keys


def every_asset_name(query: str) -> list[MatchClass]:
    """As `asset_names`, and after the equal names by CAIP-19 and by what a venue calls a market of the asset."""
    exact, *others = asset_names(query)
    resolved = [Fitting(BASES_LISTED, {"venue_symbol_key": fold(query)})]
    if named := caip19_keys(query):
        resolved.append(Fitting(DEPLOYMENTS, {"deployment_id__in": named}))
    return [exact, MatchClass([], resolved), *others]


def caip19_keys(text: str) -> list[UUID]:
    """The deployments that this text names, if it is a CAIP-19 name."""
    if "/" in text:
        with suppress(ValidationError):
            return [row.pk for row in deployments_named(parse_caip19(text))]
    return []


ASSET_SEARCH = Search(asset_names, ("rank_key", "asset_id"))
EVERY_ASSET_NAME = Search(every_asset_name, ("rank_key", "asset_id"))
ASSET_LOOKUP = PlacedSearch(EVERY_ASSET_NAME, ON_CHAIN)
"""As a person looks for an asset: by every name that it has, and a chain beside it."""
