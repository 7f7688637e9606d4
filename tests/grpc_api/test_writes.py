"""How writes behave whatever they write: presence, masks, versions, retries, dry runs."""

from decimal import Decimal

import grpc
import pytest
from cqc.assets.v1 import asset_pb2
from cqc.services.v1 import asset_registry_pb2 as pb

from registry.models import Asset, AssetDeployment, VenueSymbol
from tests.factories import (
    AssetFactory,
    ChainFactory,
    DeploymentFactory,
    SymbolFactory,
    VenueFactory,
    VenueSymbolFactory,
)

from .helpers import at_once, refused
from .requests import METHODS

pytestmark = pytest.mark.django_db(transaction=True)

CREATING = ("Create", "Raise", "Add", "Merge")
REMOVING = ("Delete", "Remove", "Resolve", "Undelete")
LISTING = ("List", "Search")


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.name)
def test_every_kind_of_request_has_its_controls(method):
    fields = set(method.input_type.fields_by_name)
    if method.name.startswith(CREATING):
        assert {"request_id", "validate_only"} <= fields
    elif method.name.startswith("Update"):
        assert {"version", "update_mask"} <= fields
    elif method.name.startswith(REMOVING) and method.name != "ResolveAsset":
        assert {"reason", "version"} <= fields
    elif method.name.startswith(LISTING):
        assert {"page_size", "page_token", "show_deleted"} <= fields
        assert "next_page_token" in method.output_type.fields_by_name


def test_an_update_changes_what_is_sent_and_nothing_else(stub):
    asset = AssetFactory(description="was here", category="meme")
    answer = stub.UpdateAsset(pb.UpdateAssetRequest(asset_id=str(asset.pk), name="New name")).asset
    assert (answer.name, answer.description, answer.category) == ("New name", "was here", "meme")
    assert answer.version == 2


def test_an_update_without_a_difference_leaves_nothing(stub):
    asset = AssetFactory()
    answer = stub.UpdateAsset(pb.UpdateAssetRequest(asset_id=str(asset.pk), name=asset.name)).asset
    assert answer.version == 1


def test_a_mask_sets_and_clears(stub):
    asset = AssetFactory(description="old", category="meme", market_cap_rank=7)
    request = pb.UpdateAssetRequest(asset_id=str(asset.pk), name="ignored", description="new")
    request.update_mask.paths.extend(["description", "category", "market_cap_rank"])
    answer = stub.UpdateAsset(request).asset
    assert answer.description == "new"
    assert answer.name == asset.name
    assert not answer.HasField("category")
    assert not answer.HasField("market_cap_rank")


def test_a_mask_that_clears_what_is_required_is_refused(stub):
    asset = AssetFactory()
    request = pb.UpdateAssetRequest(asset_id=str(asset.pk))
    request.update_mask.paths.append("name")
    refused(lambda: stub.UpdateAsset(request), grpc.StatusCode.INVALID_ARGUMENT, field="name")


@pytest.mark.parametrize("path", ["nonsense", "asset_id", "version", "metadata.a"])
def test_a_mask_with_an_unknown_path_says_which_are_right(stub, path):
    request = pb.UpdateAssetRequest(asset_id=str(AssetFactory().pk))
    request.update_mask.paths.append(path)
    error = refused(
        lambda: stub.UpdateAsset(request), grpc.StatusCode.INVALID_ARGUMENT, "INVALID_FIELD", "update_mask"
    )
    assert "description" in error.details()


def test_a_stale_version_is_refused(stub):
    asset = AssetFactory()
    stub.UpdateAsset(pb.UpdateAssetRequest(asset_id=str(asset.pk), name="A", version=1))
    late = pb.UpdateAssetRequest(asset_id=str(asset.pk), name="B", version=1)
    refused(lambda: stub.UpdateAsset(late), grpc.StatusCode.ABORTED, "STALE_VERSION")
    refused(
        lambda: stub.DeleteAsset(pb.DeleteAssetRequest(asset_id=str(asset.pk), version=1)),
        grpc.StatusCode.ABORTED,
        "STALE_VERSION",
    )
    assert Asset.objects.get().name == "A"


def test_concurrent_updates_without_a_version_all_apply(stub):
    asset_id = str(AssetFactory().pk)
    fields = ("name", "category", "description", "symbol")
    answers = at_once(
        *(
            lambda field=field, turn=turn: stub.UpdateAsset(
                pb.UpdateAssetRequest(asset_id=asset_id, **{field: f"{field} {turn}"})
            )
            for field in fields
            for turn in range(4)
        )
    )
    assert not [answer for answer in answers if isinstance(answer, grpc.RpcError)]
    asset = Asset.objects.get()
    assert asset.version == 1 + len(answers)
    assert all(getattr(asset, field).startswith(field) for field in fields)


def test_a_deleted_asset_is_gone_and_can_be_shown(stub):
    asset_id = str(AssetFactory().pk)
    assert stub.DeleteAsset(pb.DeleteAssetRequest(asset_id=asset_id, reason="test")).success
    refused(
        lambda: stub.DeleteAsset(pb.DeleteAssetRequest(asset_id=asset_id)),
        grpc.StatusCode.NOT_FOUND,
        "NOT_FOUND",
    )
    refused(lambda: stub.GetAsset(pb.GetAssetRequest(asset_id=asset_id)), grpc.StatusCode.NOT_FOUND)
    refused(
        lambda: stub.UpdateAsset(pb.UpdateAssetRequest(asset_id=asset_id, name="x")),
        grpc.StatusCode.NOT_FOUND,
    )
    shown = stub.GetAsset(pb.GetAssetRequest(asset_id=asset_id, show_deleted=True)).asset
    assert shown.HasField("deleted_at")


def test_nothing_new_may_refer_to_a_deleted_asset(stub):
    asset = AssetFactory()
    asset.delete()
    refused(
        lambda: stub.CreateAssetIdentifier(
            pb.CreateAssetIdentifierRequest(
                asset_id=str(asset.pk), source=asset_pb2.DATA_SOURCE_COINGECKO, external_id="x"
            )
        ),
        grpc.StatusCode.NOT_FOUND,
        "NOT_FOUND",
    )


def test_errors_name_the_fields_of_the_request(stub):
    asset, chain = AssetFactory(), ChainFactory()
    request = pb.CreateAssetDeploymentRequest(
        asset_id=str(asset.pk), chain_id=chain.pk, contract_address="0x12", decimals=300
    )
    error = refused(
        lambda: stub.CreateAssetDeployment(request),
        grpc.StatusCode.INVALID_ARGUMENT,
        field="contract_address",
    )
    assert "decimals" in error.details()


def test_what_is_missing_is_named(stub):
    error = refused(
        lambda: stub.CreateSymbol(pb.CreateSymbolRequest()),
        grpc.StatusCode.INVALID_ARGUMENT,
        field="symbol_type",
    )
    assert "base_asset_id: must be set" in error.details()


def test_two_that_create_the_same_at_once_leave_one(stub):
    asset, chain = AssetFactory(), ChainFactory()
    address = DeploymentFactory.build(asset=asset, chain=chain).address
    request = pb.CreateAssetDeploymentRequest(
        asset_id=str(asset.pk), chain_id=chain.pk, contract_address=address
    )
    answers = at_once(*[lambda: stub.CreateAssetDeployment(request)] * 6)
    lost = [answer for answer in answers if isinstance(answer, grpc.RpcError)]
    assert len(lost) == 5
    assert {error.code() for error in lost} == {grpc.StatusCode.ALREADY_EXISTS}
    assert AssetDeployment.objects.count() == 1


def test_a_double_and_its_exact_string_must_agree(stub):
    base, quote = AssetFactory(), AssetFactory()
    request = pb.CreateSymbolRequest(
        symbol="A/B",
        symbol_type="SYMBOL_TYPE_SPOT",
        base_asset_id=str(base.pk),
        quote_asset_id=str(quote.pk),
        tick_size=0.01,
        max_order_size=1e16,
    )
    request.exact.tick_size, request.exact.max_order_size = "0.02", "9999999999999999"
    refused(lambda: stub.CreateSymbol(request), grpc.StatusCode.INVALID_ARGUMENT, field="exact.tick_size")
    request.exact.tick_size = "0.010"
    symbol = stub.CreateSymbol(request).symbol
    assert (symbol.exact.tick_size, symbol.exact.max_order_size) == ("0.01", "9999999999999999")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("tick_size", "NaN"), ("tick_size", "1e-5"), ("tick_size", " 1"), ("tick_size", "1_000"),
        ("tick_size", "0"), ("tick_size", "-1"), ("tick_size", "0." + "0" * 24 + "1"),
        ("max_order_size", "1" + "0" * 26), ("strike_price", "1"),
    ],
)  # fmt: skip
def test_numbers_that_are_none_are_refused(stub, field, value):
    listing = pb.CreateVenueSymbolRequest(
        venue_id=VenueFactory().pk, symbol_id=str(SymbolFactory().pk), venue_symbol="AB"
    )
    setattr(listing.spec, field, value)
    with pytest.raises(grpc.RpcError) as caught:
        stub.CreateVenueSymbol(listing)
    assert caught.value.code() is grpc.StatusCode.INVALID_ARGUMENT
    assert field in caught.value.details()
    assert not VenueSymbol.objects.exists()


def test_the_strike_of_a_symbol_cannot_be_changed(stub):
    symbol = SymbolFactory()
    request = pb.UpdateSymbolRequest(symbol_id=str(symbol.pk))
    request.exact.strike_price = "5"
    refused(lambda: stub.UpdateSymbol(request), grpc.StatusCode.INVALID_ARGUMENT, field="exact.strike_price")


def test_an_empty_number_says_nothing(stub):
    """A mask clears; a client that sends every text of its messages does not."""
    row = VenueSymbolFactory(maker_fee=Decimal("0.1"), tick_size=Decimal("0.5"))
    request = pb.UpdateVenueSymbolRequest(venue_symbol_id=str(row.pk), maker_fee_exact="")
    request.spec.tick_size = ""
    assert stub.UpdateVenueSymbol(request).venue_symbol.version == 1
    request.update_mask.paths.extend(["maker_fee_exact", "spec"])
    cleared = stub.UpdateVenueSymbol(request).venue_symbol
    assert not cleared.HasField("maker_fee")
    assert not cleared.spec.HasField("tick_size")
