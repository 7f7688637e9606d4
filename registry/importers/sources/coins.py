"""Well-known coins whose ids no source brings, from the reviewed table `fixtures/coins.csv`.

Venues' codes are mapped to assets by CoinGecko's ids (`fixtures/codes.csv`), and web3icons leaves some of those
out. A row says where such a coin is, or under which other id a source has it.
"""

from collections.abc import Iterator

from registry.importers.claimed.assets import AssetCandidate
from registry.importers.claimed.chains import ChainName
from registry.importers.claimed.identity import ExternalId, Place, parse_reference
from registry.importers.engine.fixtures import read_csv
from registry.importers.engine.importer import Importer


def candidates(row: dict[str, str]) -> Iterator[AssetCandidate]:
    places = (text.partition("/") for text in row["places"].split())
    yield AssetCandidate(
        record=f"coins/{row['external_id']}",
        symbol=row["symbol"],
        name=row["name"],
        asset_type=row["asset_type"],
        identifiers=(ExternalId(row["source"], row["external_id"]),),
        places=tuple(Place(ChainName(chain), address) for chain, _, address in places),
        same_as=parse_reference(row["same_as"]) if row["same_as"] else None,
    )


IMPORTER = Importer(name="coins", source="coins", read=lambda: read_csv("coins.csv"), candidates=candidates)
