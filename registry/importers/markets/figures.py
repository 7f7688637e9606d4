"""The figures of a listing: exact decimals, and the rules that they keep.

The rules stand as constraints in the database too, but there one wrong row would stop all the others.
"""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from registry.importers.engine.plan import Refused

POSITIVE = ("tick_size", "lot_size", "max_order_size", "contract_size", "max_order_value", "max_leverage")
NOT_NEGATIVE = ("min_order_size", "min_notional", "min_order_value")
FEES = ("maker_fee", "taker_fee")
FIGURES = (*POSITIVE, *NOT_NEGATIVE, *FEES)
ORDERED = (("min_order_size", "max_order_size"), ("min_order_value", "max_order_value"))


def figures(said: Mapping[str, object]) -> dict[str, Decimal | None]:
    """Each figure that was said, as a decimal; None where the source has a place for it and says nothing.

    A tick, a lot or a maximum of 0 is how an API says that there is none.  Raises Refused for what no
    listing can have.
    """
    found = {name: exact(name, value) for name, value in said.items()}
    for name, value in found.items():
        if value is not None:
            found[name] = _in_range(name, value)
    for low, high in ORDERED:
        least, most = found.get(low), found.get(high)
        if least is not None and most is not None and least > most:
            raise Refused("figures", f"{low} {least} is more than {high} {most}")
    return found


def exact(name: str, value: object) -> Decimal | None:
    """A number as it was written: never through a float, which cannot hold 9999999999999999."""
    if value is None or value == "":
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise Refused("figures", f"{name}: {value!r} is not a number") from None
    if not number.is_finite():
        raise Refused("figures", f"{name}: {value!r} is not a finite number")
    return number


def _in_range(name: str, value: Decimal) -> Decimal | None:
    if name in FEES:
        if abs(value) > 1:
            raise Refused("figures", f"{name} {value} is not a fraction from -1 to 1")
    elif value < 0:
        raise Refused("figures", f"{name} {value} is less than 0")
    elif value == 0 and name in POSITIVE:
        return None
    return value
