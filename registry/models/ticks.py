"""The tick of a row that has a rule for its prices: the finest step of that."""

from typing import Any

from django.core.exceptions import ValidationError

from registry.values.price_rules import finest_tick, price_rule_in


def settle_tick(row: Any) -> None:
    """Bring the rule into its stored form, and set the tick with it unless the caller says one.

    Raises ValidationError.
    """
    if row.price_rule is None:
        return
    try:
        row.price_rule = price_rule_in(row.price_rule)
    except ValueError as error:
        raise ValidationError({"price_rule": str(error)}) from None
    said = row.tick_size is not None and row.says("tick_size")
    if not said and row.says("price_rule"):
        row.tick_size = finest_tick(row.price_rule)


def check_tick(row: Any) -> None:
    if row.price_rule is not None and row.tick_size != (finest := finest_tick(row.price_rule)):
        right = (
            "unknown, as the step of one of its bands is"
            if finest is None
            else f"its finest step, {finest:f}"
        )
        raise ValidationError({"tick_size": f"must, beside price_rule, be {right}; leave it out"})
