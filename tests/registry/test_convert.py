"""Values into messages and out of them: each type's own rules, and what it refuses."""

import math
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from cqc.assets.v1 import asset_pb2, chain_pb2
from cqc.markets.v1 import symbol_pb2
from google.protobuf.struct_pb2 import Struct
from google.protobuf.timestamp_pb2 import Timestamp

from registry.wire.convert import MAX_TEXT, decimal_text, double, exact, json_of, putter, taker, time_of

LARGEST = "9" * 26 + "." + "9" * 24
"""The largest number of numeric(50,24)."""


def take(message, field):
    """The Python value of a field that holds one value."""
    return taker(field)(getattr(message, field.name))


def test_it_works():
    asset = asset_pb2.Asset()
    for name, value in {"symbol": "USDC", "asset_type": "STABLECOIN", "market_cap_rank": 7}.items():
        field = asset.DESCRIPTOR.fields_by_name[name]
        putter(field)(asset, value)
        assert take(asset, field) == value
    assert asset.asset_type == asset_pb2.ASSET_TYPE_STABLECOIN


@pytest.mark.parametrize(
    "text",
    [
        "0", "1", "100", "-0.00025", "0.000000000000000000000001", "9999999999999999", LARGEST, f"-{LARGEST}",
        "12345678901234567890123456.123456789012345678901234", "99999999999999999999999999.99", f"1{'0' * 25}",
    ],
)  # fmt: skip
def test_a_number_of_fifty_digits_is_exact(text):
    assert decimal_text(exact(text)) == text
    assert exact(text) == Decimal(text)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("1.50", "1.5"), ("007", "7"), ("+1", "1"), (".5", "0.5"), ("5.", "5"), ("-0", "0"), ("-0.000", "0"),
        ("1." + "0" * 40, "1"), ("0" * 60 + "1", "1"), ("100.00", "100"),
    ],
)  # fmt: skip
def test_a_number_is_written_in_one_way(text, right):
    assert decimal_text(exact(text)) == right


@pytest.mark.parametrize(
    "text",
    ["", " ", "1 ", " 1", "1e5", "1E5", "1_000", "1,5", "0x10", "NaN", "Infinity", "-inf", "--1", ".", "1.2.3",
     "١٢", "１", "1\n", "abc"],
)  # fmt: skip
def test_what_is_no_decimal_number(text):
    with pytest.raises(ValueError, match="is not a decimal number"):
        exact(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("0." + "0" * 24 + "1", "after the point"),
        ("12345678." + "1" * 25, "after the point"),
        ("1" * 26 + "." + "1" * 25, "after the point"),
        ("1" + "0" * 26, "before the point"),
        ("1" * 30, "before the point"),
        ("1" * MAX_TEXT, "before the point"),
        ("1" * (MAX_TEXT + 1), "is longer than"),
        ("1\0", "NUL"),
    ],
)
def test_what_the_column_does_not_hold(text, why):
    with pytest.raises(ValueError, match=why):
        exact(text)


@pytest.mark.parametrize(
    ("number", "text"),
    [(0.1, "0.1"), (1e-05, "0.00001"), (1e16, "10000000000000000"), (-0.0, "0"), (1e25, "1" + "0" * 25)],
)
def test_a_double_is_its_shortest_decimal(number, text):
    assert decimal_text(double(number)) == text


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf, 1e26, 1e300, 5e-324, 1e-25])
def test_a_double_that_no_column_holds(number):
    with pytest.raises(ValueError, match=r"finite|after the point|before the point"):
        double(number)


def test_the_nearest_double_of_a_number_of_fifty_digits():
    symbol = symbol_pb2.Symbol()
    putter(symbol.DESCRIPTOR.fields_by_name["tick_size"])(symbol, exact(LARGEST))
    assert symbol.tick_size == 1e26


def test_a_list_of_texts():
    chain = chain_pb2.Chain()
    field = chain.DESCRIPTOR.fields_by_name["rpc_urls"]
    putter(field)(chain, ["https://a.example", "https://b.example"])
    assert [taker(field)(url) for url in chain.rpc_urls] == ["https://a.example", "https://b.example"]
    with pytest.raises(ValueError, match="NUL"):
        taker(field)("a\0b")


def test_unspecified_is_nothing():
    asset = asset_pb2.Asset(asset_type=0)
    assert take(asset, asset.DESCRIPTOR.fields_by_name["asset_type"]) is None


def test_an_enum_number_that_the_contract_does_not_have():
    asset = asset_pb2.Asset(asset_type=99)
    with pytest.raises(ValueError, match="99 is not a value of AssetType"):
        take(asset, asset.DESCRIPTOR.fields_by_name["asset_type"])


@pytest.mark.parametrize(
    "moment",
    [
        datetime(1, 1, 1, tzinfo=UTC),
        datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime(2026, 11, 29, 23, 2, 56, 1, tzinfo=timezone(timedelta(hours=2))),
        datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
    ],
)
def test_a_moment_is_put_as_protobuf_does(moment):
    chain, right = chain_pb2.Chain(), Timestamp()
    putter(chain.DESCRIPTOR.fields_by_name["created_at"])(chain, moment)
    right.FromDatetime(moment)
    assert chain.HasField("created_at")
    assert chain.created_at == right


def test_a_moment_without_a_zone_is_a_bug():
    chain = chain_pb2.Chain()
    with pytest.raises(TypeError):
        putter(chain.DESCRIPTOR.fields_by_name["created_at"])(chain, datetime(2026, 11, 29))  # noqa: DTZ001


def test_a_time():
    message = Timestamp(seconds=1_700_000_000, nanos=123_456_789)
    assert time_of(message) == datetime(2023, 11, 14, 22, 13, 20, 123456, tzinfo=UTC)


@pytest.mark.parametrize("seconds", [2**62, -(2**62), 253_402_300_800, -62_135_596_801])
def test_a_time_that_no_calendar_has(seconds):
    with pytest.raises(ValueError, match="between the years 1 and 9999"):
        time_of(Timestamp(seconds=seconds))


def struct(**values):
    message = Struct()
    message.update(values)
    return message


def test_whole_numbers_of_metadata_are_whole():
    read = json_of(struct(n=3, half=1.5, far=2.0**60, inner={"list": [1, None, True]}))
    assert read == {"n": 3, "half": 1.5, "far": 2.0**60, "inner": {"list": [1, None, True]}}
    assert isinstance(read["n"], int)
    assert isinstance(read["far"], float)


@pytest.mark.parametrize("number", [math.nan, math.inf])
@pytest.mark.parametrize("wrap", [lambda n: n, lambda n: [n], lambda n: {"deep": [n]}])
def test_a_number_of_metadata_that_is_not_finite(number, wrap):
    with pytest.raises(ValueError, match="holds a number that is not finite"):
        json_of(struct(value=wrap(number)))


@pytest.mark.parametrize("values", [{"a\0": 1}, {"a": "b\0"}, {"a": ["b\0"]}])
def test_a_nul_in_metadata(values):
    with pytest.raises(ValueError, match="NUL"):
        json_of(struct(**values))
