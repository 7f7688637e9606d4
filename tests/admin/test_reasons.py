"""Any form takes a reason; what trades are reckoned, limited or sent by is not changed without one."""

import json

import pytest
from django.contrib import admin

from registry.admin.reasons import GRAVE
from registry.models import Asset, AssetDeployment, Change, Symbol, Venue, VenueAsset, VenueSymbol
from registry.values.choices import VenueType
from tests.admin.pages import Form
from tests.factories import FACTORIES, ChainFactory, DeploymentFactory, VenueSymbolFactory

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESSES = ("0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48", "0xdAC17F958D2ee523a2206206994597C13D831ec7")
SPEC = {
    "tick_size": ("0.01", "0.1"),
    "lot_size": ("1", "2"),
    "min_order_size": ("1", "2"),
    "max_order_size": ("10", "20"),
    "min_notional": ("5", "6"),
    "contract_size": ("100", "10"),
    "price_rule": tuple(f'{{"significant_digits": 5, "max_decimals": {places}}}' for places in (2, 1)),
}
CHANGES = {
    AssetDeployment: {"decimals": ("6", "18"), "is_canonical": ("", "on")},
    Symbol: SPEC,
    Venue: {"protocol_address": ADDRESSES},
    VenueAsset: {"unit_multiplier": ("1000", "1")},
    VenueSymbol: {
        "contract_kind": ("LINEAR", "INVERSE"),
        "base_multiplier": ("1000", "1000000"),
        **SPEC,
        "min_order_value": ("5", "6"),
        "max_order_value": ("100", "200"),
        "max_leverage": ("20", "125"),
    },
}
"""What is not changed without a reason: each field with a value and another."""
WITHOUT = {"decimals": None, "is_canonical": "", "protocol_address": None}
"""Before a number or an address was known, or a deployment was the canonical one."""


def row_with(model, values):
    read = {"is_canonical": bool, "price_rule": lambda text: text and json.loads(text)}
    values = {name: read[name](value) if name in read else value for name, value in values.items()}
    at = {"venue_type": VenueType.DEX, "chain": ChainFactory()} if model is Venue else {}
    return FACTORIES[model](**values, **at)


def typed_into(pages, row, was, becomes):
    """What a page sends on which these values are typed; other decimals are ticked too."""
    form = {**pages.form("change", row), **becomes}
    if was.get("decimals"):
        form["decimals_replaced"] = f"{was['decimals']} by {becomes['decimals'] or None}"
    return {name: value for name, value in form.items() if name != "is_canonical" or value}


def test_all_of_it_is_in_the_table():
    """But for a deployment's address, which is given once: no form changes it."""
    table = {(model, name) for model, fields in CHANGES.items() for name in fields}
    assert {(model, name) for model, names in GRAVE.items() for name in names} - table == {
        (AssetDeployment, "address")
    }
    assert "address" in admin.site.get_model_admin(AssetDeployment).identity
    for model in (Symbol, VenueSymbol):
        ((_, numbers),) = (s for s in admin.site.get_model_admin(model).sections if s[0] == "Numbers")
        assert {name for name in numbers if not name.endswith("_fee")} == {*CHANGES[model]}


@pytest.mark.parametrize("model", CHANGES, ids=lambda model: model.__name__)
@pytest.mark.parametrize("way", ["replaced", "filled in", "taken out"])
def test_it_works(pages, model, way):
    fields = CHANGES[model]
    one, other = ({name: values[place] for name, values in fields.items()} for place in (0, 1))
    none = {name: WITHOUT.get(name) for name in fields}
    empty = dict.fromkeys(fields, "")
    was, becomes = {"replaced": (one, other), "filled in": (none, other), "taken out": (other, empty)}[way]
    row = row_with(model, was)
    typed = typed_into(pages(model), row, was, becomes)
    answer = pages(model).send("change", row, **typed)
    (error,) = answer.errors["__all__"]
    asked = error.removeprefix("Nothing was saved yet: say under Reason why this changes: ").rstrip(".")
    assert {*asked.split(", ")} == {name.replace("_", " ") for name in fields}
    assert model.objects.get(pk=row.pk).version == 1
    assert pages(model).send("change", row, **{**typed, "change_reason": " the venue says so "}).is_saved
    change = Change.objects.latest("revision")
    assert (change.reason, change.entity_id) == ("the venue says so", str(row.pk))
    assert {*change.after} == {*fields}


def test_on_the_page_of_its_asset(pages):
    coin = DeploymentFactory()
    typed = {"deployments-0-is_canonical": "on"}
    answer = pages(Asset).save(coin.asset, **typed)
    (error,) = answer.errors["deployments-0-__all__"]
    assert error.endswith("why this changes: is canonical.")
    assert pages(Asset).save(coin.asset, **typed, change_reason="its issuer says so").is_saved
    assert Change.objects.latest("revision").reason == "its issuer says so"


def test_what_is_new_needs_none(pages):
    chain = ChainFactory()
    typed = {
        "asset": DeploymentFactory().asset_id,
        "chain": chain.pk,
        "address": ADDRESSES[0],
        "decimals": "6",
    }
    assert pages(AssetDeployment).save(**typed, is_canonical="on").is_saved


def test_what_stays_is_not_asked_about(pages):
    row = VenueSymbolFactory(tick_size="0.01")
    assert pages(VenueSymbol).save(row, tick_size="0.010", maker_fee="0.001").is_saved


def test_any_form_takes_one(pages):
    typed = {"symbol": "USDC", "name": "USD Coin", "asset_type": "STABLECOIN", "change_reason": "a new coin"}
    assert pages(Asset).save(**typed).is_saved
    asset = Asset.objects.get()
    assert pages(Asset).save(asset, name="USDC", change_reason="as its issuer spells it").is_saved
    assert pages(Asset).save(asset, description="Dollars.").is_saved
    reasons = Change.objects.order_by("revision").values_list("reason", flat=True)
    assert [*reasons] == ["a new coin", "as its issuer spells it", None]


def test_what_was_said_stands_there_when_the_page_comes_back(pages):
    row = VenueSymbolFactory()
    answer = pages(VenueSymbol).save(row, tick_size="x", change_reason="<because>")
    assert Form(answer.html).data["change_reason"] == "<because>"
