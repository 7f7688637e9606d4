"""Which asset a source means: by provider id and by (chain, address), never by symbol."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from registry.importers.engine.plan import RecordRefused, check_row
from registry.importers.engine.reasons import Reason
from registry.importers.engine.tables import Tables
from registry.models import Asset, AssetDeployment, AssetIdentifier, Chain, Row
from registry.values.choices import DataSource

from .chains import ChainName


@dataclass(frozen=True)
class ExternalId:
    """The name a data source has for an asset."""

    source: str
    external_id: str

    def __str__(self) -> str:
        return f"{self.source}:{self.external_id}"

    def check(self) -> None:
        """Raises RecordRefused for an id that cannot be kept."""
        refuse_unless_valid(AssetIdentifier(source=self.source, external_id=self.external_id))

    def asset(self, tables: Tables) -> Any:
        row = tables[AssetIdentifier].find_by(source=self.source, external_id=self.external_id)
        return survivor(tables, row.asset_id) if row else None


@dataclass(frozen=True)
class Place:
    """Where a source says an asset is."""

    chain: ChainName
    address: str | None
    """None for the chain's own coin, or a name that the chain knows it by."""
    decimals: int | None = None
    metadata: dict[str, Any] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        return f"{self.chain}/{self.address or 'native'}"

    def spot(self, tables: Tables) -> "Spot":
        """The place on the registry's own chain.  Raises RecordRefused for a chain or an address that is none."""
        spot: Spot = tables.derived(self, lambda: self._spot(tables))
        return spot

    def _spot(self, tables: Tables) -> "Spot":
        chain = self.chain.find(tables[Chain])
        if chain is None:
            raise RecordRefused(Reason.UNKNOWN_CHAIN, f"the registry has no chain for {self.chain}")
        is_native = self.address is None
        row = AssetDeployment(chain=chain, address=self.address, is_native=is_native, decimals=self.decimals)
        refuse_unless_valid(row)
        return Spot(self, chain, row.address, row.address_key)

    def asset(self, tables: Tables) -> Any:
        """The asset that is there; None also where there is no such place."""
        try:
            return self.spot(tables).asset(tables)
        except RecordRefused:
            return None


@dataclass(frozen=True)
class Spot:
    """A place found on a chain of the registry."""

    place: Place
    chain: Any
    address: str | None
    address_key: str | None

    def deployment(self, tables: Tables) -> Any:
        return tables[AssetDeployment].find_by(chain=self.chain, address_key=self.address_key)

    def asset(self, tables: Tables) -> Any:
        row = self.deployment(tables)
        return survivor(tables, row.asset_id) if row else None


Reference = ExternalId | Place


def parse_reference(text: str) -> Reference:
    """How a reviewed table names an asset.

    `COINGECKO:solana` is a provider's id, `ethereum/0x6B...` a token, `ethereum` the chain's own coin.
    """
    source, _, external_id = text.partition(":")
    if source in DataSource.values:
        return ExternalId(source, external_id)
    chain, _, address = text.partition("/")
    return Place(ChainName(chain), address or None)


def refuse_unless_valid(row: Row) -> None:
    """Check a row by its model's rules, before there is an asset for it to belong to."""
    try:
        check_row(row)
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        raise RecordRefused(Reason.INVALID, " ".join(messages), f"{type(row).__name__}.{name}") from None


def with_survivors(keys: Iterable[Any]) -> set[Any]:
    """The keys of these assets and of all that they were merged into, as they are stored."""
    new, found = {*keys}, set[Any]()
    while new:
        found |= new
        new = {asset.pk for asset in Asset.objects.filter(merged_from__in=new)} - found
    return found


def survivor(tables: Tables, key: Any) -> Any:
    """The asset with this key, or the one it was merged into."""
    row = tables[Asset].find(key)
    while row is not None and row.merged_into_id is not None:
        row = tables[Asset].find(row.merged_into_id)
    return row
