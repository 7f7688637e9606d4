"""What the import of a venue's answer needs of the registry.

It reads nothing else: other venues have millions of rows.
"""

from collections import defaultdict
from typing import Any

from django.db.models import Q

from registry.importers.claimed.identity import ExternalId, Place, Reference, with_survivors
from registry.importers.engine.tables import Tables
from registry.models import (
    Asset,
    AssetDeployment,
    AssetIdentifier,
    Chain,
    Symbol,
    Venue,
    VenueAsset,
    VenueSymbol,
)

from .codes import code_table


def read_for(tables: Tables, venue: str) -> None:
    """Read the venue with its listings, what its codes can mean, and the symbols that are made of that."""
    tables.narrow(Venue, Q(pk=venue))
    tables.narrow(AssetIdentifier, ids_of_codes())
    places = places_of_codes(tables)
    assets = assets_meant(venue, places)
    tables.narrow(Asset, Q(pk__in=assets))
    deployed = VenueAsset.objects.filter(venue=venue).values("deployment")
    tables.narrow(AssetDeployment, Q(pk__in=deployed) | places)
    tables.narrow(VenueAsset, Q(venue=venue))
    tables.narrow(VenueSymbol, Q(venue=venue))
    listed = Q(pk__in=VenueSymbol.objects.filter(venue=venue).values("symbol"))
    tables.narrow(Symbol, Q(base_asset__in=assets, quote_asset__in=assets) | listed)


def ids_of_codes() -> Q:
    """The identifiers that the code table names."""
    ids: dict[str, list[str]] = defaultdict(list)
    for reference in references_meant():
        if isinstance(reference, ExternalId):
            ids[reference.source].append(reference.external_id)
    named = Q()
    for source, external_ids in ids.items():
        named |= Q(source=source, external_id__in=external_ids)
    return named


def places_of_codes(tables: Tables) -> Q:
    """The deployments that the code table names, on the chains that are here."""
    keys: dict[str, list[str]] = defaultdict(list)
    named = Q(pk__in=[])
    for reference in references_meant():
        if isinstance(reference, Place) and reference.chain.find(tables[Chain]) is not None:
            spot = reference.spot(tables)
            if spot.address_key is None:
                named |= Q(chain=spot.chain, address_key=None)
            else:
                keys[spot.chain.pk].append(spot.address_key)
    for chain, address_keys in keys.items():
        named |= Q(chain=chain, address_key__in=address_keys)
    return named


def references_meant() -> list[Reference]:
    return [meaning.reference for meaning in code_table().meanings]


def assets_meant(venue: str, places: Q) -> set[Any]:
    """The assets that the venue's codes can mean, and what those were merged into."""
    listed = VenueAsset.objects.filter(venue=venue).values_list("asset", flat=True)
    named = AssetIdentifier.objects.filter(ids_of_codes()).values_list("asset", flat=True)
    deployed = AssetDeployment.objects.filter(places).values_list("asset", flat=True)
    return with_survivors([*listed, *named, *deployed])
