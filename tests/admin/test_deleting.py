"""Deleting: by the rule of the model, what was seen and nothing else."""

import pytest

from registry.admin.deleting import can_be_deleted
from registry.models import Asset, AssetIdentifier, Change, QualityFlag, Row, VenueSymbol
from tests.admin.pages import Form
from tests.factories import FACTORIES, AssetFactory, DeploymentFactory, IdentifierFactory, VenueSymbolFactory

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = [model for model in FACTORIES if issubclass(model, Row)]


def stored(row):
    return type(row).objects.get(pk=row.pk)


def confirm(pages, rows):
    """The form that asks whether these rows are really to be deleted."""
    chosen = {"action": "delete_selected", "_selected_action": [str(row.pk) for row in rows]}
    asked = pages.client.post(pages.url("changelist"), chosen)
    assert asked.status_code == 200
    shown = Form(asked.content.decode()).data
    return {**shown, "_selected_action": chosen["_selected_action"], "change_reason": "not real"}


def filled(pages, row):
    """The form that asks whether this row is really to be deleted, with a reason."""
    return {**pages.form("delete", row), "change_reason": "not real"}


@pytest.mark.parametrize("model", ROWS, ids=lambda model: model.__name__)
def test_it_works(pages, model):
    row = FACTORIES[model]()
    if not can_be_deleted(model):
        assert pages(model).client.get(pages(model).url("delete", row)).status_code == 403
        assert pages(model).send("delete", row, post="yes").status == 403
        assert stored(row).version == 1
        return
    assert pages(model).send("delete", row, **filled(pages(model), row)).is_saved
    left = model.objects.filter(pk=row.pk).first()
    assert left.is_gone if model.gone_field else left is None


def test_which_are_never_deleted():
    assert {model.__name__ for model in ROWS if not can_be_deleted(model)} == {
        "Chain",
        "Venue",
        "QualityFlag",
    }


def test_what_refers_to_it_is_no_hindrance(pages):
    coin = DeploymentFactory()
    page = pages(Asset).client.get(pages(Asset).url("delete", coin.asset)).content.decode()
    assert "what refers to it stays as it is" in page
    assert pages(Asset).send("delete", coin.asset, **filled(pages(Asset), coin.asset)).is_saved
    assert stored(coin.asset).is_gone
    assert not stored(coin).is_gone


def test_what_changed_since_it_was_shown_is_not_deleted(pages):
    asset = AssetFactory()
    shown = filled(pages(Asset), asset)
    asset.name = "another"
    asset.save()
    answer = pages(Asset).send("delete", asset, **shown)
    told = pages(Asset).client.get(answer.response.url).content.decode()
    assert "was changed after you opened this page" in told
    assert not stored(asset).is_gone


def test_selected_rows_go_by_the_rule_of_their_model(pages):
    listings = [VenueSymbolFactory(), VenueSymbolFactory()]
    kept = VenueSymbolFactory()
    form = confirm(pages(VenueSymbol), listings)
    assert pages(VenueSymbol).send("changelist", **form).is_saved
    assert [stored(row).is_active for row in [*listings, kept]] == [False, False, True]
    known = IdentifierFactory()
    pages(AssetIdentifier).send("changelist", **confirm(pages(AssetIdentifier), [known]))
    assert not AssetIdentifier.objects.exists()


def test_why_is_kept_with_the_change(pages):
    rows = one, *others = [VenueSymbolFactory() for _ in range(3)]
    pages(VenueSymbol).send("delete", one, **filled(pages(VenueSymbol), one))
    pages(VenueSymbol).send("changelist", **confirm(pages(VenueSymbol), others))
    told = Change.objects.filter(event="VenueSymbolDelisted")
    assert {(row.entity_id, row.reason, row.actor, row.channel) for row in told} == {
        (str(row.pk), "not real", "admin", "admin") for row in rows
    }


@pytest.mark.parametrize("why", ["", "  "])
def test_nothing_is_deleted_without_a_reason(pages, why):
    row, other = VenueSymbolFactory(), IdentifierFactory()
    for model, page, form in (
        (VenueSymbol, ("delete", row), filled(pages(VenueSymbol), row)),
        (AssetIdentifier, ("changelist",), confirm(pages(AssetIdentifier), [other])),
    ):
        answer = pages(model).send(*page, **{**form, "change_reason": why})
        said = pages(model).client.get(answer.response.url).content.decode()
        assert "deleted: say why" in said.replace("delisted", "deleted")
    assert not stored(row).is_gone
    assert stored(other).version == 1


def test_a_listing_is_deleted_by_one_word(pages):
    listing = VenueSymbolFactory()
    page = pages(VenueSymbol).client.get(pages(VenueSymbol).url("delete", listing)).content.decode()
    assert "Delist venue symbol? It is kept as history" in page


@pytest.mark.parametrize(("model", "word"), [(VenueSymbol, "delisted"), (Asset, "deleted")])
def test_then_comes_the_page_of_what_is_kept(pages, model, word):
    row = FACTORIES[model]()
    answer = pages(model).send("delete", row, **filled(pages(model), row))
    assert answer.response.url == pages(model).url("change", row)
    shown = pages(model).client.get(answer.response.url).content.decode()
    assert f"{row} was {word}." in shown
    assert f"was {word} on" in shown
    assert "not real" in pages(model).client.get(pages(model).url("history", row)).content.decode()


def test_what_is_not_kept_has_no_page(pages):
    row = IdentifierFactory()
    answer = pages(AssetIdentifier).send("delete", row, **filled(pages(AssetIdentifier), row))
    assert answer.response.url == pages(AssetIdentifier).url("changelist")
    assert "was deleted successfully" in pages(Asset).client.get(answer.response.url).content.decode()


def test_selected_rows_go_all_or_none(pages):
    rows = [AssetFactory(), AssetFactory()]
    form = confirm(pages(Asset), rows)
    rows[1].name = "another"
    rows[1].save()
    pages(Asset).send("changelist", **form)
    assert [stored(row).is_gone for row in rows] == [False, False]


def test_a_confirmation_that_nobody_saw_deletes_nothing(pages):
    asset = AssetFactory()
    pages(Asset).send("changelist", action="delete_selected", _selected_action=str(asset.pk), post="yes")
    pages(Asset).send("delete", asset, post="yes")
    assert not stored(asset).is_gone


def test_flags_offer_no_deletion(pages):
    flag = FACTORIES[QualityFlag]()
    page = pages(QualityFlag).client.get(pages(QualityFlag).url("changelist")).content.decode()
    assert "delete_selected" not in page
    pages(QualityFlag).send("changelist", action="delete_selected", _selected_action=str(flag.pk), post="yes")
    assert QualityFlag.objects.count() == 1
