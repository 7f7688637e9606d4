"""What is stored comes back as it was: every enum value, every number, every kind of value."""

from decimal import Decimal

import pytest
from cqc.assets.v1 import asset_pb2
from google.protobuf.struct_pb2 import Struct
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.values.choices import Severity
from registry.wire import convert
from registry.wire.mapping import MessageMapping, message_of
from tests.factories import FACTORIES, AssetFactory, ChainFactory, SymbolFactory

pytestmark = pytest.mark.django_db


def enum_columns():
    """(mapping, message field, column) for each enum that a stored message has."""
    for mapping in MessageMapping.by_model.values():
        for pb_field in mapping.message.DESCRIPTOR.fields:
            if pb_field.enum_type is not None:
                yield pytest.param(mapping, pb_field, id=pb_field.full_name)


NEEDS = {
    ("symbol_type", "FUTURE"): {"expiry": "2100-01-01T00:00:00Z"},
    ("symbol_type", "OPTION"): {
        "expiry": "2100-01-01T00:00:00Z", "strike_price": Decimal(1), "option_type": "CALL",
    },
    ("option_type", "CALL"): {
        "symbol_type": "OPTION", "expiry": "2100-01-01T00:00:00Z", "strike_price": Decimal(1),
    },
    ("option_type", "PUT"): {
        "symbol_type": "OPTION", "expiry": "2100-01-01T00:00:00Z", "strike_price": Decimal(1),
    },
}  # fmt: skip


@pytest.mark.parametrize(("mapping", "pb_field"), list(enum_columns()))
def test_every_enum_value(mapping, pb_field):
    prefix = pb_field.enum_type.values_by_number[0].name.removesuffix("UNSPECIFIED")
    for value in pb_field.enum_type.values:
        if value.number == 0:
            continue
        name = value.name.removeprefix(prefix)
        stored = Severity[name] if pb_field.name == "severity" else name
        needs = dict(NEEDS.get((pb_field.name, name), {}))
        if pb_field.name == "venue_type" and name == "DEX":
            needs["chain"] = ChainFactory()
        if pb_field.full_name == "cqc.markets.v1.Symbol.contract_kind":
            needs["symbol_type"] = "PERPETUAL"
        row = FACTORIES[mapping.model](**{mapping.rename.get(pb_field.name, pb_field.name): stored, **needs})
        fresh = mapping.rows().get(pk=row.pk)
        assert getattr(message_of(fresh), pb_field.name) == value.number


DECIMALS = st.decimals(
    min_value=Decimal("0.000000000000000000000001"),
    max_value=Decimal(99999999999999999999999999),
    places=24,
    allow_nan=False,
)


@settings(max_examples=60, deadline=None)
@given(DECIMALS)
def test_every_number_that_the_column_holds(number):
    symbol = SymbolFactory.build(tick_size=number)
    text = convert.decimal_text(symbol.tick_size)
    assert "E" not in text
    assert not ("." in text and text.endswith("0"))
    assert convert.exact(text) == number


@settings(max_examples=200)
@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e25, max_value=1e25))
def test_a_double_is_read_by_its_shortest_decimal_and_written_as_the_nearest_double(number):
    try:
        read = convert.double(number)
    except ValueError:
        assert "e-" in repr(number) or len(repr(number)) > 20
        return
    assert float(read) == number


def test_a_number_of_real_markets_that_no_double_holds():
    symbol = SymbolFactory(max_order_size=Decimal(9999999999999999))
    symbol.refresh_from_db()
    message = message_of(symbol)
    assert message.exact.max_order_size == "9999999999999999"
    assert message.max_order_size == 1e16


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=5)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(TEXT, JSON, max_size=4))
def test_metadata(metadata):
    message = asset_pb2.Asset()
    field = message.DESCRIPTOR.fields_by_name["metadata"]
    convert.putter(field)(message, metadata)
    assert convert.taker(field)(getattr(message, field.name)) == metadata


def test_metadata_in_postgresql():
    metadata = {"text": "币安人生", "number": 1.5, "list": [1, None, {"a": True}]}
    asset = AssetFactory(metadata=metadata)
    asset.refresh_from_db()
    struct = Struct()
    struct.update(metadata)
    assert message_of(asset).metadata == struct
