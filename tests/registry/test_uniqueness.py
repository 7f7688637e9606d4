"""What is unique of a model, as its constraints say it, judged on rows in memory."""

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q

from registry.models import Asset, AssetDeployment, AssetIdentifier, Chain, Row, Symbol, VenueSymbol
from registry.models.conditions import refuse_broken_checks, verdict
from registry.models.uniqueness import unique_keys
from tests.factories import FACTORIES
from tests.registry.constraint_cases import CHECKS, UNIQUES

ROWS = [model for model in apps.get_app_config("registry").get_models() if issubclass(model, Row)]
DAY = datetime(2026, 1, 1, tzinfo=UTC)


def unique_key(model, name):
    return next(key for key in unique_keys(model) if key.constraint.name == name)


def test_it_works():
    key = unique_key(AssetIdentifier, "asset_identifier_unique")
    assert (key.fields, key.flags, key.about) == (("source", "external_id"), {}, "external_id")
    assert key.value(AssetIdentifier(source="DTI", external_id="4H95J0R2X")) == ("DTI", "4H95J0R2X")


def test_a_key_of_some_rows_only():
    key = unique_key(AssetDeployment, "deployment_canonical_unique")
    assert (key.flags, key.names) == ({"is_canonical": True}, {"asset", "chain", "is_canonical"})
    canonical = AssetDeployment(asset=Asset(), chain_id="base", is_canonical=True)
    assert key.value(canonical) == (canonical.asset_id, "base")
    canonical.is_canonical = False
    assert key.value(canonical) is None


def test_a_row_that_is_gone_has_its_key_and_does_not_hold_it():
    key = unique_key(VenueSymbol, "venue_symbol_unique")
    row = VenueSymbol(venue_id="kraken", venue_symbol="XBTUSD")
    assert key.is_held_by(row)
    row.delisted_at = DAY
    assert (key.is_held_by(row), key.value(row)) == (False, ("kraken", "XBTUSD"))


def test_two_nulls_are_the_same_only_where_the_constraint_says_so():
    assert unique_key(Chain, "chain_caip2_unique").value(Chain(caip2=None)) is None
    assert unique_key(Symbol, "symbol_unique").value(Symbol(symbol_type="SPOT"))[-1] is None


@pytest.mark.parametrize("model", ROWS, ids=lambda model: model.__name__)
def test_no_two_keys_of_a_model_have_the_same_names(model):
    """Importers ask for a row by those names."""
    names = [key.names for key in unique_keys(model)]
    assert len(names) == len(set(names))


@pytest.mark.django_db
@pytest.mark.parametrize("name", UNIQUES)
def test_it_agrees_with_the_database(name):
    model = next(m for m in ROWS for c in m._meta.constraints if c.name == name)
    key = unique_key(model, name)
    row = FACTORIES[model](**UNIQUES[name])
    assert key.is_held_by(row)
    assert key.value(row) == tuple(getattr(row, model._meta.get_field(f).attname) for f in key.fields)


@pytest.mark.django_db
@pytest.mark.parametrize("name", CHECKS)
def test_a_check_in_memory_agrees_with_the_database(name):
    model = next(m for m in ROWS for c in m._meta.constraints if c.name == name)
    given, wrong = CHECKS[name]
    with transaction.atomic():
        row = FACTORIES[model](**given())
    row.refresh_from_db()
    refuse_broken_checks(row)
    for field, value in wrong(row).items():
        setattr(row, field, value)
    with pytest.raises(ValidationError) as refusal:
        refuse_broken_checks(row)
    constraint = next(c for c in model._meta.constraints if c.name == name)
    field, _, text = constraint.violation_error_message.partition(": ")
    assert text in refusal.value.message_dict[field]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (Q(tick_size__gt=0), None),
        (Q(tick_size__gt=0) | Q(tick_size__isnull=True), True),
        (Q(tick_size__gt=0) | Q(lot_size__gt=5), None),
        (Q(tick_size__gt=0) & Q(lot_size__gt=5), False),
        (~Q(tick_size__gt=0), None),
        (~Q(lot_size__gt=5), True),
        (Q(lot_size__lte=F("max_order_size")), None),
        (Q(lot_size__range=(1, 5), lot_size__in=[2, 3]), True),
    ],
    ids=str,
)
def test_a_comparison_with_null_is_unknown(condition, expected):
    assert verdict(condition, VenueSymbol(lot_size=2)) is expected


def test_every_check_can_be_judged():
    """A lookup that COMPARISONS lacks would fail here, not in an import."""
    for model in ROWS:
        for constraint in model._meta.constraints:
            if isinstance(constraint, models.CheckConstraint):
                verdict(constraint.condition, model())
