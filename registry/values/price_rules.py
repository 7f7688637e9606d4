"""Rules for prices: steps by bands of prices, or significant digits (`cqc.markets.v1.PriceRule`).

A rule is kept as the contract's message in JSON: {"tick_bands": [{"from_price": "0", "tick_size": "0.0001"}, ...]}
or {"significant_digits": 5, "max_decimals": 6}.  A band without a tick_size has one that is not known.
"""

from collections.abc import Sequence
from decimal import Context, Decimal, InvalidOperation
from itertools import pairwise
from typing import Any

MOST_BANDS, MOST_SIGNIFICANT, MOST_DECIMALS = 100, 18, 24
EVERY_DIGIT = Context(prec=100)
Band = tuple[Decimal, Decimal | None]


def price_rule_in(value: Any) -> dict[str, Any]:
    """The rule in the form that is stored.  Raises ValueError."""
    match value:
        case {"tick_bands": [_, *_] as bands, **rest} if not rest:
            return rule_of_bands([_band(band) for band in bands])
        case {"significant_digits": int(digits), "max_decimals": int(decimals), **rest} if not rest:
            if not 1 <= digits <= MOST_SIGNIFICANT:
                raise ValueError(f"significant_digits: must be from 1 to {MOST_SIGNIFICANT}")
            if not 0 <= decimals <= MOST_DECIMALS:
                raise ValueError(f"max_decimals: must be from 0 to {MOST_DECIMALS}")
            return {"significant_digits": digits, "max_decimals": decimals}
    raise ValueError("must hold either tick_bands, or significant_digits and max_decimals")


def rule_of_bands(bands: Sequence[Band]) -> dict[str, Any]:
    """The rule with these bands: where each starts, and its step.  Raises ValueError for what is no rule."""
    if not 1 <= len(bands) <= MOST_BANDS:
        raise ValueError(f"tick_bands: must be from 1 to {MOST_BANDS}")
    if bands[0][0] != 0:
        raise ValueError("tick_bands: the first must start at 0")
    if any(tick is not None and tick <= 0 for _, tick in bands):
        raise ValueError("tick_bands: a tick_size must be more than 0")
    for (start, tick), (end, following) in pairwise(bands):
        if end <= start:
            raise ValueError(f"tick_bands: {end:f} must be more than {start:f}")
        for step in filter(None, (tick, following)):
            if EVERY_DIGIT.remainder(end, step):
                raise ValueError(f"tick_bands: {end:f} must be a multiple of {step:f}, the step beside it")
    return {
        "tick_bands": [
            {"from_price": plain_number(start), **({"tick_size": plain_number(tick)} if tick else {})}
            for start, tick in bands
        ]
    }


def finest_tick(rule: Any) -> Decimal | None:
    """The finest step of a rule; None where a band's is not known."""
    if "significant_digits" in rule:
        return Decimal(1).scaleb(-rule["max_decimals"])
    ticks = [Decimal(band["tick_size"]) for band in rule["tick_bands"] if "tick_size" in band]
    return min(ticks) if len(ticks) == len(rule["tick_bands"]) else None


def plain_number(number: Decimal) -> str:
    """A number without exponent and without trailing zeros."""
    return format(number.normalize(EVERY_DIGIT), "f")


def _band(band: Any) -> Band:
    if not isinstance(band, dict) or not {"from_price"} <= band.keys() <= {"from_price", "tick_size"}:
        raise ValueError("tick_bands: each has a from_price and, where it is known, a tick_size")
    tick = band.get("tick_size")
    return _number(band["from_price"]), None if tick is None else _number(tick)


def _number(text: Any) -> Decimal:
    try:
        number = Decimal(text) if isinstance(text, str) else None
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite() or number < 0:
        raise ValueError(f"tick_bands: {text!r} is no decimal string such as 0.0005")
    if -int(number.as_tuple().exponent) > MOST_DECIMALS or number.adjusted() > 25:
        raise ValueError(f"tick_bands: {text!r} has too many digits")
    return number
