"""One issuer's token on several chains, from the reviewed table `fixtures/same_assets.csv`.

Neither one address nor one address and symbol make two tokens one: Aave's receipts have one address on four
chains, and are four claims.  So somebody must say that both have one issuer.
"""

from collections.abc import Iterator

from registry.importers.claimed.assets import AssetCandidate
from registry.importers.claimed.chains import ChainName
from registry.importers.claimed.identity import Place
from registry.importers.claimed.types import type_of
from registry.importers.engine.fixtures import read_csv
from registry.importers.engine.importer import Importer
from registry.values.choices import ChainType


def candidates(row: dict[str, str]) -> Iterator[AssetCandidate]:
    said, texts = {"said_by": row["said_by"]}, row["places"].split()
    yield AssetCandidate(
        record=f"same_assets/{row['symbol']}",
        symbol=row["symbol"],
        name=row["name"],
        asset_type=type_of((), chain_type=ChainType.EVM),
        places=tuple(Place(ChainName(chain), at, metadata=said) for chain, at in map(pair, texts)),
    )


def pair(text: str) -> tuple[str, str]:
    chain, _, address = text.partition("/")
    return chain, address


IMPORTER = Importer(
    name="same_assets",
    source="same_assets",
    read=lambda: read_csv("same_assets.csv"),
    candidates=candidates,
)
