"""Every model has a factory, and what a factory makes is valid."""

import pytest
from django.apps import apps

from registry.models import Row
from tests.factories import FACTORIES, AssetFactory

MODELS = list(apps.get_app_config("registry").get_models())


@pytest.mark.django_db
def test_it_works():
    asset = AssetFactory(symbol="USDC")
    assert (asset.symbol, asset.version) == ("USDC", 1)


def test_every_model_has_a_factory():
    assert {model.__name__ for model in MODELS} == {model.__name__ for model in FACTORIES}


@pytest.mark.django_db
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_factory_makes_valid_rows_that_differ(model):
    first, second = FACTORIES[model](), FACTORIES[model]()
    assert first.pk != second.pk
    stored = model._base_manager.get(pk=first.pk)
    if isinstance(stored, Row):
        stored.full_clean()
        assert (stored.version, stored.stamp) == (1, first.stamp)
