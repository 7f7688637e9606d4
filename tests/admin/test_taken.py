"""What another row has already is told with a link to that row: the one may be the other."""

import pytest
from django.urls import reverse

from registry.models import (
    Asset,
    AssetDeployment,
    AssetGroup,
    AssetIdentifier,
    AssetRelationship,
    Chain,
    Symbol,
    VenueAsset,
    VenueSymbol,
)
from tests.admin.pages import Form
from tests.factories import FACTORIES, AssetFactory, DeploymentFactory, SymbolFactory

pytestmark = pytest.mark.django_db(transaction=True)


def page_of(row):
    return f'<a href="{reverse(f"admin:registry_{row._meta.model_name}_change", args=[row.pk])}"'


@pytest.mark.parametrize(
    ("model", "field", "other"),
    [
        (AssetDeployment, "address", {"asset": AssetFactory}),
        (AssetIdentifier, "external_id", {"asset": AssetFactory}),
        (AssetRelationship, "relationship_type", {}),
        (AssetGroup, "name", {}),
        (Chain, "caip2", {"chain_id": lambda: "other"}),
        (Symbol, "symbol", {}),
        (VenueAsset, "venue_asset_symbol", {"asset": AssetFactory}),
        (VenueSymbol, "venue_symbol", {"symbol": SymbolFactory}),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_it_works(pages, model, field, other):
    known = FACTORIES[model](**({"caip2": "eip155:77", "network_id": 77} if model is Chain else {}))
    form = pages(model).form("add")
    shown = {one.name: getattr(known, one.attname) for one in known._meta.concrete_fields if one.editable}
    same = {name: value for name, value in shown.items() if value not in (None, {}, [], False)}
    made = {name: make() for name, make in other.items()}
    typed = {**same, **{name: getattr(row, "pk", row) for name, row in made.items()}}
    answer = pages(model).save(opened=form, **typed)
    assert page_of(known) in answer.errors[field][0]
    assert page_of(known) in answer.html


def test_of_two_new_rows_neither_is_there_to_look_at(pages):
    known, asset = DeploymentFactory(), AssetFactory()
    known.delete()
    row = {"chain": known.chain_id, "address": known.address}
    typed = {f"deployments-{place}-{name}": value for place in (0, 1) for name, value in row.items()}
    answer = pages(Asset).save(asset, **typed, **{"deployments-TOTAL_FORMS": "2"})
    assert answer.errors["deployments-1-address"] == ["another live deployment has it on this chain"]
    assert Form(answer.html).data["deployments-1-address"] == known.address
