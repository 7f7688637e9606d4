"""A page whose row another change holds."""

import psycopg
import pytest
from django.db import connection

from registry.models import Asset
from tests.factories import AssetFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_is_to_be_saved_again(pages):
    asset = AssetFactory(name="Old")
    with (
        psycopg.connect(**connection.get_connection_params(), autocommit=True) as other,
        other.transaction(),
    ):
        other.execute("SELECT FROM registry_asset WHERE asset_id = %s FOR UPDATE", [asset.pk])
        answer = pages(Asset).save(asset, name="New")
    assert not answer.is_saved
    assert answer.errors == {"__all__": ["Another change was in the way: save again."]}
    assert pages(Asset).save(asset, name="New").is_saved
