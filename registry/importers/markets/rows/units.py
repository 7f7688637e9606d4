"""From the numbers of rows to figures, exactly."""

from decimal import Decimal, Inexact, localcontext
from typing import Any

from registry.importers.engine.plan import RecordRefused
from registry.importers.engine.reasons import Reason
from registry.importers.markets.figures import decimal_of
from registry.values.choices import ContractKind

MOST_FIGURE_DIGITS = 50
"""What a figure of the registry may have in all."""

LINEAR, INVERSE = ContractKind["LINEAR"], ContractKind["INVERSE"]


def step(places: Any) -> Decimal | None:
    """The step of a number with so many decimals; negative places are zeros before the point."""
    return None if places is None else Decimal(1).scaleb(-int(places))


def contracts(amount: Any, contract_size: Any) -> Decimal | None:
    """How many contracts an amount of base or quote is.

    Raises RecordRefused where that is no exact number: a lot that is nearly right is refused by the venue.
    """
    whole, size = decimal_of("amount", amount), decimal_of("contract_size", contract_size)
    if not whole or not size:
        return whole
    return exactly(whole, size)


def exactly(dividend: Decimal, divisor: Decimal) -> Decimal:
    """The quotient.  Raises RecordRefused where it has no end."""
    with localcontext(prec=MOST_FIGURE_DIGITS) as context:
        context.traps[Inexact] = True
        try:
            return dividend / divisor
        except Inexact:
            raise RecordRefused(Reason.FIGURES, f"{dividend} is no exact multiple of {divisor}") from None


def product_of(*factors: Any) -> Decimal | None:
    """The product of what a row says; None where it leaves one out."""
    numbers = [decimal_of("factor", factor) for factor in factors]
    whole = Decimal(1)
    for number in numbers:
        if number is None:
            return None
        with localcontext(prec=2 * MOST_FIGURE_DIGITS):
            whole *= number
    return whole


def kind_by_legs(base: Any, quote: Any, settlement: Any) -> Any:
    """Settled in its quote a contract is linear, in its base inverse; None where neither is so."""
    return {quote: LINEAR, base: INVERSE}.get(settlement)
