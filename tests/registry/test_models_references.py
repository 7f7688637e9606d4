"""References: nothing new to what is deleted or is not there; what refers already stays and can be edited."""

import pytest
from django.core.exceptions import ValidationError
from django.db import models

from grpc_api.errors import translate
from registry.models import Row
from tests.factories import FACTORIES, AssetFactory, DeploymentFactory, MemberFactory, VenueAssetFactory

pytestmark = pytest.mark.django_db

TO_LIVE_ROWS = [
    field
    for model in FACTORIES
    if issubclass(model, Row)
    for field in model._meta.concrete_fields
    if isinstance(field, models.ForeignKey) and field.get_limit_choices_to()
]


def test_it_works():
    member = MemberFactory()
    member.asset = AssetFactory()
    member.save()
    assert type(member).objects.get(pk=member.pk).asset == member.asset


def test_whatever_can_be_deleted_is_referred_to_only_while_it_is_there():
    free = {
        f"{model.__name__}.{field.name}"
        for model in FACTORIES
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
        and field.related_model.gone_field
        and field not in TO_LIVE_ROWS
    }
    # A flag says why an asset was deleted, and these lead from one asset to another.
    assert free == {
        "Asset.merged_into",
        "Asset.look_alike_of",
        "QualityFlag.asset",
    }


@pytest.mark.parametrize("field", TO_LIVE_ROWS, ids=str)
def test_a_new_reference_to_a_deleted_row_is_a_missing_reference(field):
    gone = FACTORIES[field.related_model]()
    gone.delete()
    with pytest.raises(ValidationError) as refused:
        FACTORIES[field.model](**{field.name: gone})
    assert set(refused.value.error_dict) == {field.name}
    assert translate(refused.value).status.name == "NOT_FOUND"


@pytest.mark.parametrize("field", TO_LIVE_ROWS, ids=str)
def test_so_is_one_that_is_changed_to_it(field):
    row, gone = FACTORIES[field.model](), FACTORIES[field.related_model]()
    gone.delete()
    setattr(row, field.name, gone)
    with pytest.raises(ValidationError) as refused:
        row.save()
    assert field.name in refused.value.error_dict


@pytest.mark.parametrize("field", TO_LIVE_ROWS, ids=str)
def test_what_refers_to_a_row_that_was_deleted_since_can_be_edited(field):
    row = FACTORIES[field.model](**known(field))
    getattr(row, field.name).delete()
    row = type(row).objects.get(pk=row.pk)
    row.metadata = {"edited": True}
    row.save()
    assert type(row).objects.get(pk=row.pk).metadata == {"edited": True}


def known(field):
    if field.name == "deployment":
        deployment = DeploymentFactory()
        return {"asset": deployment.asset, "deployment": deployment}
    return {field.name: FACTORIES[field.related_model]()}


@pytest.mark.parametrize("field", TO_LIVE_ROWS, ids=str)
@pytest.mark.parametrize("key", ["0193e4a2-7c1f-7d3a-9b52-3f8a6c0d9e11", "no uuid", "a\0b"])
def test_a_key_that_leads_nowhere_is_refused_under_its_field(field, key):
    row = FACTORIES[field.model](**known(field))
    setattr(row, field.attname, key)
    with pytest.raises(ValidationError) as refused:
        row.save()
    assert field.name in refused.value.error_dict


def test_a_missing_slug_is_refused_under_its_field():
    listing = VenueAssetFactory()
    for key in ("no_such_venue", "", "a\0b", None):
        listing.venue_id = key
        with pytest.raises(ValidationError) as refused:
            listing.save()
        assert set(refused.value.error_dict) == {"venue"}
