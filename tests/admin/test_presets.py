"""What an address presets in a form: what is none of the field's values is left out."""

import pytest
from django.urls import reverse

from registry.models import Asset, Row
from tests.admin.pages import Pages
from tests.factories import FACTORIES, AssetFactory

pytestmark = pytest.mark.django_db
ROWS = [model for model in FACTORIES if issubclass(model, Row)]
every_row = pytest.mark.parametrize("model", ROWS, ids=lambda model: model.__name__)
ODD = ("zz", "2026-01-01")


def typed_fields(model):
    return [field.name for field in model._meta.concrete_fields if field.editable]


@every_row
def test_it_works(admin_client, model):
    """Each field by itself, asked for and sent: what cannot be read is not looked up."""
    url = Pages(admin_client, model).url("add")
    for name in typed_fields(model):
        for odd in ODD:
            assert admin_client.get(url, {name: odd}).status_code == 200, (name, odd)
            assert admin_client.post(url, {name: odd}).status_code == 200, (name, odd)


def test_what_can_be_read_is_chosen(pages):
    asset = AssetFactory(symbol="CHOSEN")
    page = pages(Asset).client.get(reverse("admin:registry_qualityflag_add"), {"asset": asset.pk})
    assert f'<option value="{asset.pk}" selected' in page.content.decode()


def test_a_target_that_is_no_asset(admin_client):
    page = reverse("admin:registry_asset_change", args=[AssetFactory().pk]).replace("change", "merge")
    for sent in (admin_client.get, admin_client.post):
        answer = sent(f"{page}?target=notauuid")
        assert answer.status_code == 200
        assert "is not a valid UUID" in answer.content.decode()
