"""What a message embeds from other rows, joined when it is read.

Each function takes a page of messages and fills one kind of embedded part in at most one query, so
that a cached entry never holds a copy of another row.
"""

from collections.abc import Sequence
from typing import Any

from cqc.markets.v1.market_spec_pb2 import MarketSpec

from registry.models import Asset, AssetGroupMember, Symbol
from registry.models.symbols import in_other_units
from registry.wire.mapping import MessageMapping

from . import reads
from .symbol_specs import take_numbers


def symbols_and_specs(listings: Sequence[Any]) -> None:
    """Fill VenueSymbol.symbol, and VenueSymbol.spec and contract_kind with what holds on the venue.

    What the venue says goes before what the symbol says, and the symbol here has the same numbers.
    """
    ids = {(listing.symbol_id,) for listing in listings}
    symbols = reads.fetch_many(MessageMapping.by_model[Symbol], ("symbol_id",), ids)
    for listing in listings:
        listing.symbol.CopyFrom(symbols[(listing.symbol_id,)])
        if listing.symbol.HasField("contract_kind") and not listing.HasField("contract_kind"):
            listing.contract_kind = listing.symbol.contract_kind
        states_prices = listing.HasField("price_rule") or listing.spec.HasField("tick_size")
        spec = numbers_that_hold(listing)
        spec.MergeFrom(listing.spec)
        listing.spec.CopyFrom(spec)
        take_numbers(listing.symbol, spec)
        if listing.symbol.HasField("price_rule") and not states_prices and not counts_multiples(listing):
            listing.price_rule.CopyFrom(listing.symbol.price_rule)
        if spec.HasField("min_notional"):
            listing.min_notional = float(spec.min_notional)


def numbers_that_hold(listing: Any) -> Any:
    """Those of its symbol's numbers that mean the same on the venue: one in another unit would be wrong there."""
    spec = MarketSpec()
    spec.CopyFrom(listing.symbol.exact)
    counts_otherwise = (
        listing.spec.HasField("contract_size") and listing.spec.contract_size != spec.contract_size
    )
    for name in in_other_units(counts_multiples=counts_multiples(listing), counts_otherwise=counts_otherwise):
        spec.ClearField(name)
    if listing.HasField("price_rule"):
        spec.ClearField("tick_size")
    return spec


def counts_multiples(listing: Any) -> bool:
    """Whether the venue's unit of base is another than the asset's."""
    return listing.HasField("base_multiplier") and bool(listing.base_multiplier != "1")


def assets_of_members(members: Sequence[Any]) -> None:
    """Fill AssetGroupMember.asset."""
    ids = {(member.asset_id,) for member in members}
    assets = reads.fetch_many(MessageMapping.by_model[Asset], ("asset_id",), ids)
    for member in members:
        member.asset.CopyFrom(assets[(member.asset_id,)])


def group_members(groups: Sequence[Any]) -> None:
    """Fill AssetGroup.members, each with its asset and exact weight, in the order they were added."""
    mapping = MessageMapping.by_model[AssetGroupMember]
    columns = {column for column in mapping.attributes.values() if column is not None}
    by_id = {group.group_id: group for group in groups}
    # As plain values: a group may have thousands of members, and a model of each takes as long as its message.
    rows: Any = AssetGroupMember.objects.filter(group__in=by_id).order_by("member_id")
    rows = rows.values_list(*columns, named=True)
    members = [mapping.fill(by_id[str(row.group_id)].members.add(), row) for row in rows]
    if members:
        assets_of_members(members)
