"""The choices of every enum, taken from the contract, where they are stated once.

A choice is stored as its contract name without the prefix (`ASSET_TYPE_ERC20` as `ERC20`); a
severity is stored as its number, because it is ordered.  UNSPECIFIED is never stored.
"""

from typing import Any

from cqc.assets.v1 import asset_pb2, quality_pb2, relationship_pb2
from cqc.markets.v1 import symbol_identifier_pb2, symbol_pb2
from cqc.venues.v1 import venue_pb2
from django.db import models
from google.protobuf.descriptor import EnumDescriptor


def prefix_of(enum: EnumDescriptor) -> str:
    """`VENUE_TYPE_` for the enum whose zero value is VENUE_TYPE_UNSPECIFIED."""
    return enum.values_by_number[0].name.removesuffix("UNSPECIFIED")


# Any: the members come from the contract at import, where mypy cannot see them.
def text_choices(enum: EnumDescriptor) -> Any:
    names = [v.name.removeprefix(prefix_of(enum)) for v in enum.values if v.number]
    members = [(name, (name, name.replace("_", " ").lower())) for name in names]
    return models.TextChoices(enum.name, members)  # type: ignore[call-overload]  # Enum's functional form


def ordered_choices(enum: EnumDescriptor) -> Any:
    members = [(v.name.removeprefix(prefix_of(enum)), v.number) for v in enum.values if v.number]
    return models.IntegerChoices(enum.name, members)  # type: ignore[call-overload]


AssetType = text_choices(asset_pb2.AssetType.DESCRIPTOR)
DataSource = text_choices(asset_pb2.DataSource.DESCRIPTOR)
RelationshipType = text_choices(relationship_pb2.RelationshipType.DESCRIPTOR)
FlagType = text_choices(quality_pb2.FlagType.DESCRIPTOR)
Severity = ordered_choices(quality_pb2.FlagSeverity.DESCRIPTOR)
SymbolType = text_choices(symbol_pb2.SymbolType.DESCRIPTOR)
OptionType = text_choices(symbol_pb2.OptionType.DESCRIPTOR)
ContractKind = text_choices(symbol_pb2.ContractKind.DESCRIPTOR)
SymbolDataSource = text_choices(symbol_identifier_pb2.DataSource.DESCRIPTOR)
VenueType = text_choices(venue_pb2.VenueType.DESCRIPTOR)

DERIVING = tuple(
    RelationshipType[name].value
    for name in (
        "WRAPS", "BRIDGES", "STAKES", "SYNTHETIC_OF", "LIQUIDITY_PAIR", "REBASES_WITH", "DEPOSITS",
    )
)  # fmt: skip
"""The relationship types by which an asset stands for another: value and risk are inherited along them."""


class ChainType(models.TextChoices):
    """The kinds of chain: what decides how an address is read.  A string in the contract."""

    EVM = "EVM"
    SOLANA = "SOLANA"
    BITCOIN = "BITCOIN"
    COSMOS = "COSMOS"
    TRON = "TRON"
    SUI = "SUI"
    APTOS = "APTOS"
    NEAR = "NEAR"
    TON = "TON"
    STARKNET = "STARKNET"
    SUBSTRATE = "SUBSTRATE"
    CARDANO = "CARDANO"
    XRPL = "XRPL"
    STELLAR = "STELLAR"
    ALGORAND = "ALGORAND"
    HEDERA = "HEDERA"
    TEZOS = "TEZOS"
    OTHER = "OTHER"
