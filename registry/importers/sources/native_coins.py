"""The coins that chains run on, from the reviewed table `fixtures/native_coins.csv`.

No source names a chain's own coin by a provider's id: viem and web3icons write `ETH`, `eth`, `avax`.  So the
table does. It gives symbol, name and decimals as the source that it names has them.
"""

from collections.abc import Iterator

from registry.importers.claimed.assets import AssetCandidate
from registry.importers.claimed.chains import ChainName
from registry.importers.claimed.identity import ExternalId, Place
from registry.importers.engine.fixtures import read_csv
from registry.importers.engine.importer import Importer
from registry.values.choices import AssetType


def candidates(row: dict[str, str]) -> Iterator[AssetCandidate]:
    yield AssetCandidate(
        record=f"native_coins/{row['chain_id']}",
        symbol=row["symbol"],
        name=row["name"],
        asset_type=AssetType.NATIVE,
        identifiers=(ExternalId(row["source"], row["external_id"]),) if row["external_id"] else (),
        places=(native_place(row),),
        labels={"source": row["said_by"]},
    )


def native_place(row: dict[str, str]) -> Place:
    return Place(
        chain=ChainName(row["chain_id"]),
        address=None,
        decimals=int(row["decimals"]) if row["decimals"] else None,
        metadata={"denom": row["denom"]} if row["denom"] else {},
    )


IMPORTER = Importer(
    name="native_coins",
    source="native_coins",
    read=lambda: read_csv("native_coins.csv"),
    candidates=candidates,
)
