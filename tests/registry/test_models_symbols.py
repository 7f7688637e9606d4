"""Symbols: what tells two instruments apart, and which numbers an instrument can have."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from registry.models import Symbol
from registry.values.choices import OptionType, SymbolType
from tests.factories import AssetFactory, SymbolFactory, SymbolIdentifierFactory

pytestmark = pytest.mark.django_db
EXPIRY = datetime(2099, 6, 30, 8, tzinfo=UTC)


def option(**values):
    base = values.pop("base_asset", None) or AssetFactory(symbol="BTC")
    return SymbolFactory(
        **{
            "symbol": "BTC/BTC:BTC-990630-30000-C",
            "symbol_type": SymbolType.OPTION,
            "base_asset": base,
            "quote_asset": base,
            "settlement_asset": base,
            "expiry": EXPIRY,
            "strike_price": Decimal(30_000),
            "option_type": OptionType.CALL,
            **values,
        }
    )


def refusal(factory, **values):
    with pytest.raises(ValidationError) as refused:
        factory(**values)
    return refused.value.message_dict


def stored(row):
    return type(row).objects.get(pk=row.pk)


def test_it_works():
    base, quote = AssetFactory(symbol="BTC"), AssetFactory(symbol="USDT")
    pair = stored(SymbolFactory(base_asset=base, quote_asset=quote, tick_size=Decimal("0.01")))
    assert (pair.symbol, pair.tick_size, pair.is_active) == ("BTC/USDT", Decimal("0.01"), True)


def test_a_call_and_a_put_at_one_strike():
    call = option()
    put = option(base_asset=call.base_asset, option_type=OptionType.PUT)
    assert Symbol.objects.live().filter(strike_price=30_000).count() == 2
    assert put.symbol_key == call.symbol_key


def test_the_same_instrument_twice_is_refused():
    call = option()
    told = refusal(option, base_asset=call.base_asset, symbol="another text")
    assert told["__all__"][0].startswith("symbol: an instrument of this type")
    # NULLs are equal here: two spot pairs have neither expiry nor strike.
    pair = SymbolFactory()
    assert "__all__" in refusal(SymbolFactory, base_asset=pair.base_asset, quote_asset=pair.quote_asset)


@pytest.mark.parametrize(
    "difference",
    [
        {"strike_price": Decimal(30_001)},
        {"expiry": EXPIRY + timedelta(days=1)},
        {"settlement_asset": None},
        {"option_type": OptionType.PUT},
    ],
)
def test_each_part_of_its_identity_tells_it_apart(difference):
    call = option()
    assert option(base_asset=call.base_asset, **difference).version == 1


def test_a_spot_pair_and_a_perpetual_of_the_same_assets():
    pair = SymbolFactory()
    same = {"base_asset": pair.base_asset, "quote_asset": pair.quote_asset}
    SymbolFactory(**same, symbol_type=SymbolType.PERPETUAL)
    SymbolFactory(**same, symbol_type=SymbolType.PERPETUAL, settlement_asset=pair.quote_asset)


def test_a_deleted_instrument_can_be_made_anew():
    pair = SymbolFactory()
    pair.delete()
    SymbolFactory(base_asset=pair.base_asset, quote_asset=pair.quote_asset)


def test_large_and_small_numbers_are_exact():
    pair = SymbolFactory(
        max_order_size=Decimal(9999999999999999),
        tick_size=Decimal("0.000000000000000000000001"),
        min_order_size=Decimal(0),
        min_notional=Decimal("99999999999999999999999999.999999999999999999999999"),
    )
    kept = stored(pair)
    assert kept.max_order_size == Decimal(9999999999999999)
    assert kept.tick_size == Decimal("1e-24")
    assert kept.min_notional == pair.min_notional


def test_what_is_not_known_stays_unknown():
    pair = stored(SymbolFactory())
    numbers = ("tick_size", "lot_size", "min_order_size", "max_order_size", "min_notional", "contract_size")
    assert {getattr(pair, name) for name in numbers} == {None}
    # A maximum alone is no contradiction.
    assert stored(SymbolFactory(max_order_size=Decimal(1))).min_order_size is None


@pytest.mark.parametrize(
    "values",
    [
        {"tick_size": Decimal(0)},
        {"lot_size": Decimal(-1)},
        {"max_order_size": Decimal(0)},
        {"contract_size": Decimal(0)},
        {"min_notional": Decimal(-1)},
        {"min_order_size": Decimal(2), "max_order_size": Decimal(1)},
        {"tick_size": Decimal("1e26")},
        {"tick_size": Decimal("1e-25")},
        {"tick_size": Decimal("NaN")},
        {"tick_size": Decimal("Infinity")},
    ],
)
def test_numbers_no_instrument_can_have(values):
    assert refusal(SymbolFactory, **values)


def test_only_an_option_has_its_base_as_its_quote():
    asset = AssetFactory()
    told = refusal(SymbolFactory, base_asset=asset, quote_asset=asset)
    assert told == {"__all__": ["quote_asset: only an option may have its base as its quote"]}
    assert option(base_asset=asset).version == 1


@pytest.mark.parametrize("missing", ["strike_price", "option_type", "expiry"])
def test_an_option_needs_what_makes_it_one(missing):
    assert missing in refusal(option, **{missing: None})


@pytest.mark.parametrize(
    "value", [{"strike_price": Decimal(1)}, {"option_type": OptionType.CALL}, {"expiry": EXPIRY}]
)
@pytest.mark.parametrize("kind", [SymbolType.SPOT, SymbolType.PERPETUAL])
def test_nothing_else_may_have_it(kind, value):
    assert refusal(SymbolFactory, symbol_type=kind, **value)


def test_a_future_has_an_expiry_and_no_strike():
    assert "expiry" in refusal(SymbolFactory, symbol_type=SymbolType.FUTURE)
    assert SymbolFactory(symbol_type=SymbolType.FUTURE, expiry=EXPIRY).version == 1
    assert refusal(SymbolFactory, symbol_type=SymbolType.FUTURE, expiry=EXPIRY, strike_price=Decimal(1))


def test_a_past_expiry_only_for_an_inactive_instrument():
    past = timezone.now() - timedelta(days=1)
    told = refusal(SymbolFactory, symbol_type=SymbolType.FUTURE, expiry=past)
    assert told == {"expiry": ["has passed: an expired instrument must be inactive"]}
    old = SymbolFactory(symbol_type=SymbolType.FUTURE, expiry=past, is_active=False)
    old.is_active = True
    with pytest.raises(ValidationError, match="has passed"):
        old.save()


def test_an_instrument_that_expires_can_still_be_corrected_and_deleted(monkeypatch):
    future = SymbolFactory(symbol_type=SymbolType.FUTURE, expiry=EXPIRY)
    monkeypatch.setattr(timezone, "now", lambda: EXPIRY + timedelta(days=1))
    future.tick_size = Decimal("0.5")
    future.save()
    future.delete()
    assert stored(future).is_gone


def test_an_unknown_kind_is_refused():
    assert "symbol_type" in refusal(SymbolFactory, symbol_type="SWAP")
    assert "symbol_type" in refusal(SymbolFactory, symbol_type=None)


def test_identifiers_of_a_symbol():
    first = SymbolIdentifierFactory(is_primary=True)
    SymbolIdentifierFactory(symbol=first.symbol)
    told = refusal(SymbolIdentifierFactory, symbol=first.symbol, is_primary=True)
    assert told["__all__"][0].startswith("is_primary: ")
    assert "external_id: " in refusal(SymbolIdentifierFactory, external_id=first.external_id)["__all__"][0]
