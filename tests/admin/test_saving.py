"""Saving a page: never over a change that it did not show, and what is refused is said on the page."""

import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from registry.models import Asset, AssetDeployment, Chain, Row, Symbol, VenueAsset, VenueSymbol
from registry.values.choices import SymbolType
from tests.factories import (
    FACTORIES,
    AssetFactory,
    ChainFactory,
    DeploymentFactory,
    SymbolFactory,
    VenueAssetFactory,
    VenueFactory,
    VenueSymbolFactory,
    evm_address,
)

pytestmark = pytest.mark.django_db(transaction=True)
EDITABLE = [model for model in FACTORIES if issubclass(model, Row) and model.__name__ != "QualityFlag"]


def stored(row):
    return type(row).objects.get(pk=row.pk)


def test_it_works(pages):
    asset = AssetFactory(name="USD Coin")
    assert pages(Asset).save(asset, name="USDC").is_saved
    assert (stored(asset).name, stored(asset).version) == ("USDC", 2)


def test_a_new_row(pages):
    assert pages(Asset).save(symbol="币安人生", name="Binance Life", asset_type="CRYPTOCURRENCY").is_saved
    asset = Asset.objects.get()
    assert (asset.symbol, asset.source, asset.version) == ("币安人生", "admin", 1)


@pytest.mark.parametrize("model", EDITABLE, ids=lambda model: model.__name__)
def test_saving_a_page_as_it_stands_changes_nothing(pages, model):
    row = FACTORIES[model](metadata={"note": "币安", "n": [1, 2.5]})
    assert pages(model).save(row).is_saved
    assert stored(row).version == 1


def test_inputs_that_show_less_than_a_row_holds_lose_nothing(pages):
    moment = datetime(2026, 11, 20, 1, 2, 3, 456789, tzinfo=UTC)
    listing = VenueSymbolFactory(listed_at=moment, max_order_size=Decimal(9999999999999999))
    form = pages(VenueSymbol).form("change", listing)
    assert form["max_order_size"] == "9999999999999999"
    assert form["tick_size"] == ""
    typed = {"tick_size": "0.010", "maker_fee": "-0.00025", "change_reason": "the venue says so"}
    assert pages(VenueSymbol).save(listing, **typed).is_saved
    after = stored(listing)
    assert (after.listed_at, after.max_order_size) == (moment, Decimal(9999999999999999))
    assert (after.tick_size, after.maker_fee) == (Decimal("0.01"), Decimal("-0.00025"))


@pytest.mark.parametrize("model", EDITABLE, ids=lambda model: model.__name__)
def test_a_stale_page_is_refused(pages, model):
    row = FACTORIES[model]()
    opened = pages(model).form("change", row)
    row.metadata = {"by": "another curator"}
    row.save()
    answer = pages(model).save(row, opened=opened, metadata='{"by": "this one"}')
    assert "was changed after you opened this page" in answer.errors["__all__"][0]
    assert (stored(row).metadata, stored(row).version) == ({"by": "another curator"}, 2)
    # What was typed is not lost, and pressing Save again does not help.
    again = answer.response.context["adminform"].form
    assert json.loads(again["metadata"].value()) == {"by": "this one"}
    assert pages(model).save(row, opened={**opened, "metadata": "{}"}).errors


@pytest.mark.parametrize("sealed", ["", "1", "registry.asset:x:1", None])
def test_a_page_without_its_version_is_refused(pages, sealed):
    asset, other = AssetFactory(name="kept"), AssetFactory()
    form = {**pages(Asset).form("change", asset), "name": "typed"}
    form["seen_version"] = pages(Asset).form("change", other)["seen_version"] if sealed is None else sealed
    assert "__all__" in pages(Asset).send("change", asset, **form).errors
    assert stored(asset).name == "kept"


def test_a_change_between_the_check_and_the_save_is_refused(pages, monkeypatch):
    asset = AssetFactory(name="kept")
    opened = pages(Asset).form("change", asset)
    whole = Asset.save

    def overtaken(row, *args, **kwargs):
        monkeypatch.setattr(Asset, "save", whole)
        rival = stored(asset)
        rival.name = "of a rival"
        rival.save()
        whole(row, *args, **kwargs)

    monkeypatch.setattr(Asset, "save", overtaken)
    answer = pages(Asset).save(asset, opened=opened, name="typed")
    assert "was changed after you opened this page" in answer.errors["__all__"][0]


def test_what_is_wrong_stands_under_its_field(pages):
    answer = pages(Asset).save(symbol="US\u200bDC", name="", market_cap_rank="-1", logo_url="javascript:x")
    assert "U+200B" in answer.errors["symbol"][0]
    assert {"name", "market_cap_rank", "logo_url"} <= set(answer.errors)
    assert not Asset.objects.exists()


def test_a_constraint_is_told_under_its_field(pages):
    known = DeploymentFactory(is_canonical=True)
    same = {"asset": known.asset_id, "chain": known.chain_id, "decimals": "6"}
    taken = pages(AssetDeployment).save(**same, address=known.address)
    assert {*taken.errors} == {"address"}
    assert taken.errors["address"][0].startswith("another live deployment has it on this chain: <a")
    twice = pages(AssetDeployment).save(**same, address=evm_address(9), is_canonical="on")
    assert {*twice.errors} == {"is_canonical"}
    assert "the asset has another canonical deployment on this chain" in twice.errors["is_canonical"][0]
    wrong = known.address.swapcase().replace("X", "x", 1)
    assert "copy it again" in pages(AssetDeployment).save(**same, address=wrong).errors["address"][0]


def test_a_rule_about_a_field_that_is_not_typed_is_told_all_the_same(pages):
    venue = VenueFactory(chain=ChainFactory(), venue_type="DEX")
    chain = venue.chain
    listing = VenueAssetFactory(venue=venue)
    deployment = DeploymentFactory(chain=chain)
    answer = pages(VenueAsset).save(listing, deployment=deployment.pk)
    assert answer.errors == {"deployment": ["is a deployment of another asset"]}
    future = SymbolFactory(
        symbol_type=SymbolType.FUTURE, expiry=datetime(2020, 1, 1, tzinfo=UTC), is_active=False
    )
    answer = pages(Symbol).save(future, is_active="on")
    assert answer.errors == {"__all__": ["expiry: has passed: an expired instrument must be inactive"]}


def test_identity_is_given_once(pages):
    known = DeploymentFactory(decimals=None)
    form = pages(AssetDeployment).form("change", known)
    assert not {"asset", "chain", "address", "is_native"} & set(form)
    moved = {"asset": AssetFactory().pk, "address": evm_address(5), "decimals": "8"}
    assert pages(AssetDeployment).save(known, **moved, change_reason="the contract says 8").is_saved
    after = stored(known)
    assert (after.asset_id, after.address, after.decimals) == (known.asset_id, known.address, 8)


def test_a_row_that_refers_to_what_was_deleted_since_can_be_edited(pages):
    deployment = DeploymentFactory()
    listing = VenueAssetFactory(asset=deployment.asset, deployment=deployment)
    deployment.delete()
    stored(deployment.asset).delete()
    assert pages(VenueAsset).save(listing, min_deposit="1.5").is_saved
    assert stored(listing).deployment_id == deployment.pk
    other = VenueAssetFactory()
    assert "deployment" in pages(VenueAsset).save(other, deployment=deployment.pk).errors


def test_a_deleted_row_is_shown_and_not_edited(pages):
    asset = AssetFactory(name="kept")
    opened = pages(Asset).form("change", asset)
    asset.delete()
    assert "name" not in pages(Asset).form("change", asset)
    pages(Asset).save(asset, opened=opened, name="typed")
    assert stored(asset).name == "kept"


def test_lists_are_one_a_line(pages):
    chain = ChainFactory(rpc_urls=["https://a.example/?x=1,2", "https://b.example"])
    form = pages(Chain).form("change", chain)
    assert form["rpc_urls"] == "https://a.example/?x=1,2\nhttps://b.example"
    assert pages(Chain).save(chain, rpc_urls="https://c.example/?x=1,2\r\nhttps://d.example").is_saved
    assert stored(chain).rpc_urls == ["https://c.example/?x=1,2", "https://d.example"]


def test_empty_metadata_is_an_empty_object(pages):
    asset = AssetFactory(metadata={"a": 1})
    assert pages(Asset).save(asset, metadata="").is_saved
    assert stored(asset).metadata == {}


def test_a_look_alike_is_pointed_out(pages):
    AssetFactory(symbol="USDC", name="USD Coin", market_cap_rank=6)
    asked = pages(Asset).save(symbol="U5DC", name="Coin", asset_type="CRYPTOCURRENCY")
    answer = pages(Asset).send("add", **asked.confirmed)
    assert answer.is_saved
    told = pages(Asset).client.get(answer.response.url).content.decode()
    assert "looks like USDC (USD Coin)" in told
