"""Any form takes a reason; what trades are reckoned by is not replaced without one."""

import pytest

from registry.models import Asset, Change, VenueSymbol
from tests.admin.pages import Form
from tests.factories import DeploymentFactory, SymbolFactory, VenueSymbolFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    ("factory", "field", "old", "new"),
    [
        (VenueSymbolFactory, "tick_size", "0.01", "0.1"),
        (SymbolFactory, "lot_size", "1", "2"),
        (DeploymentFactory, "is_canonical", False, "on"),
    ],
)
def test_it_works(pages, factory, field, old, new):
    row = factory(**{field: old})
    ours = pages(type(row))
    answer = ours.save(row, **{field: new})
    assert answer.errors["__all__"] == [
        f"Nothing was saved yet: say under Reason why this changes: {field.replace('_', ' ')}."
    ]
    assert type(row).objects.get(pk=row.pk).version == 1
    typed = {**Form(answer.html).data, "change_reason": " the venue says so "}
    assert ours.send("change", row, **typed).is_saved
    assert Change.objects.latest("revision").reason == "the venue says so"


def test_what_was_not_known_is_filled_in_without_one(pages):
    row = VenueSymbolFactory(tick_size=None)
    assert pages(VenueSymbol).save(row, tick_size="0.1").is_saved


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
