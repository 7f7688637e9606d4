"""Rows become messages, field by field."""

from decimal import Decimal

import pytest
from cqc.assets.v1 import asset_pb2, relationship_pb2
from cqc.markets.v1.market_spec_pb2 import MarketSpec
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.models.signals import post_init
from django.test.utils import CaptureQueriesContext

from registry import models
from registry.reading import resources as messages
from registry.wire.mapping import MessageMapping, message_of, spec_writer
from tests.factories import (
    AssetFactory,
    DeploymentFactory,
    GroupFactory,
    MemberFactory,
    SymbolFactory,
    VenueAssetFactory,
    VenueSymbolFactory,
)

pytestmark = pytest.mark.django_db

LARGEST = Decimal("9" * 26 + "." + "9" * 24)
SMALLEST = Decimal("0." + "0" * 23 + "1")


def test_it_works():
    asset = AssetFactory(symbol="USDC", asset_type="STABLECOIN", market_cap_rank=7, metadata={"a": [1, None]})
    message = message_of(asset)
    assert message.asset_id == str(asset.pk)
    assert (message.symbol, message.asset_type) == ("USDC", asset_pb2.ASSET_TYPE_STABLECOIN)
    assert (message.market_cap_rank, message.version) == (7, 1)
    assert message.metadata["a"].values[0].number_value == 1
    assert message.created_at.ToDatetime(asset.created_at.tzinfo) == asset.created_at


def test_what_is_null_is_absent():
    message = message_of(AssetFactory())
    absent = ("category", "description", "logo_url", "market_cap_rank", "merged_into", "deleted_at")
    assert not any(message.HasField(name) for name in absent)


def test_false_and_zero_are_there():
    message = message_of(DeploymentFactory(decimals=0))
    assert (message.HasField("decimals"), message.HasField("is_native")) == (True, True)


@pytest.mark.parametrize("fee", [LARGEST, SMALLEST, Decimal("0.00025"), Decimal("1E+25")])
def test_numbers_come_back_from_the_database_as_they_were(fee):
    stored = models.VenueAsset.objects.get(pk=VenueAssetFactory(withdrawal_fee=fee, min_deposit=fee).pk)
    message = message_of(stored)
    assert Decimal(message.withdrawal_fee_exact) == fee
    assert message.withdrawal_fee_exact == message.min_deposit_exact == f"{fee:f}"
    assert message.withdrawal_fee == float(fee)


def test_a_row_that_was_just_made_is_the_row_that_is_stored():
    made = VenueSymbolFactory(
        maker_fee=Decimal("-0.000250"), tick_size=Decimal("1E+3"), max_order_size=LARGEST
    )
    assert message_of(made) == message_of(models.VenueSymbol.objects.get(pk=made.pk))


def test_a_spec_holds_the_numbers_that_the_row_has_a_column_for():
    symbol = SymbolFactory(tick_size=LARGEST, min_notional=0)
    assert message_of(symbol).exact == MarketSpec(tick_size=f"{LARGEST:f}", min_notional="0")
    message = messages.VENUE_SYMBOL.own_message(VenueSymbolFactory(symbol=symbol))
    assert not message.HasField("spec")
    write = spec_writer(models.VenueSymbol, "spec")
    write(message, models.VenueSymbol(lot_size=SMALLEST))
    assert message.spec == MarketSpec(lot_size=f"{SMALLEST:f}")


def test_another_name_for_a_field():
    asset = AssetFactory()
    asset.merged_into_id = AssetFactory().pk
    assert message_of(asset).merged_into == str(asset.merged_into_id)


def test_an_embedded_row_is_whole():
    member = MemberFactory(weight=Decimal("0.25"))
    message = message_of(member)
    assert message.asset == message_of(member.asset)
    assert message.weight_exact == "0.25"


def test_a_page_is_joined_in_a_fixed_number_of_queries():
    groups = [MemberFactory(group=GroupFactory()).group for _ in range(3)]
    counts = []
    for some in (groups[:1], groups):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            found = messages.GROUP.to_messages(some)
        counts.append(len(queries))
        assert all(len(group.members) == 1 for group in found)
    assert counts == [2, 2], "the members, and those of their assets that the cache has not"
    assert messages.GROUP.to_messages([]) == []


def test_no_model_is_made_of_the_members_of_a_group():
    """A group may have thousands: a model of each takes as long as its message."""
    group = MemberFactory().group
    *_, last = MemberFactory.create_batch(3, group=group)
    made = []

    def note(instance, **_):
        made.append(instance)

    post_init.connect(note, models.AssetGroupMember)
    try:
        message = message_of(group)
        assert not made
        assert message.members[3] == message_of(models.AssetGroupMember.objects.get(pk=last.pk))
        assert made
    finally:
        post_init.disconnect(note, models.AssetGroupMember)
    assert len(message.members) == 4


def test_the_kind_of_a_message():
    assert [each.kind for each in (messages.CHAIN, messages.VENUE_SYMBOL, messages.FLAG)] == [
        "chain", "venue_symbol", "asset_quality_flag",
    ]  # fmt: skip


def test_a_gap_stops_the_start():
    registered = dict(MessageMapping.by_model)
    with pytest.raises(ImproperlyConfigured, match=r"Asset has nothing for AssetGroup\.group_id"):
        MessageMapping(models.Asset, relationship_pb2.AssetGroup)
    with pytest.raises(ImproperlyConfigured, match=r"Asset has nothing for Asset\.category"):
        MessageMapping(models.Asset, asset_pb2.Asset, rename=messages.ASSET.rename | {"category": "kind"})
    assert MessageMapping.by_model == registered
