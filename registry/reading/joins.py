"""What a message embeds from other rows, joined when it is read.

Each function takes a page of messages and fills one kind of embedded part in at most one query, so
that a cached entry never holds a copy of another row.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from cqc.markets.v1.market_spec_pb2 import MarketSpec

from registry.models import Asset, AssetGroupMember, Symbol
from registry.wire.mapping import MessageMapping

from . import reads


def symbols_and_specs(listings: Sequence[Any]) -> None:
    """Fill VenueSymbol.symbol, and VenueSymbol.spec with what holds on the venue.

    The venue's own numbers go before those of the symbol.
    """
    ids = {(listing.symbol_id,) for listing in listings}
    symbols = reads.fetch_many(MessageMapping.by_model[Symbol], ("symbol_id",), ids)
    for listing in listings:
        listing.symbol.CopyFrom(symbols[(listing.symbol_id,)])
        spec = MarketSpec()
        spec.CopyFrom(listing.symbol.exact)
        spec.MergeFrom(listing.spec)
        listing.spec.CopyFrom(spec)
        if spec.HasField("min_notional"):
            listing.min_notional = float(spec.min_notional)


def assets_of_members(members: Sequence[Any]) -> None:
    """Fill AssetGroupMember.asset."""
    ids = {(member.asset_id,) for member in members}
    assets = reads.fetch_many(MessageMapping.by_model[Asset], ("asset_id",), ids)
    for member in members:
        member.asset.CopyFrom(assets[(member.asset_id,)])


def group_members(groups: Sequence[Any]) -> None:
    """Fill AssetGroup.members, each with its asset and exact weight, in the order they were added."""
    mapping = MessageMapping.by_model[AssetGroupMember]
    rows = mapping.rows().filter(group__in=[group.group_id for group in groups]).order_by("member_id")
    members: dict[str, list[Any]] = defaultdict(list)
    for member in mapping.to_messages(rows):
        members[member.group_id].append(member)
    for group in groups:
        group.members.extend(members[group.group_id])
