"""A server that starts loads what was used before."""

import pytest

from registry.reading import cache
from registry.reading.uses import uses
from registry.services.warming import add_uses
from tests.factories import AssetFactory
from tests.programs import soon

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_works(serve):
    asset = AssetFactory()
    uses.count([f"asset:{asset.pk}"])
    add_uses()
    cache.store.client.flushdb()
    serve()
    assert soon(lambda: cache.store.read([f"asset:{asset.pk}"]) != [None])
