"""What a listing's traders obeyed before its symbol became another, they obey after it."""

from decimal import Decimal
from typing import Any

from cqi.errors import RuleViolated
from registry.models.symbols import SPEC, in_other_units
from registry.wire.convert import decimal_text


def keep_terms(listing: Any, former: Any) -> None:
    """Copy to a listing the numbers that it had from its former symbol, where the new one would give it others.

    Traders obey a listing's own numbers, else those of its symbol, and must not obey others after the merge.
    Raises RuleViolated (MERGE_COLLISION) where the listing's own and the symbol's contradict each other.
    """
    had = [name for name in numbers_from(former, listing) if getattr(listing, name) is None]
    if "tick_size" in had and listing.price_rule is None and former.price_rule != listing.symbol.price_rule:
        listing.price_rule = former.price_rule
    for name in had:
        if getattr(former, name) != getattr(listing.symbol, name):
            setattr(listing, name, getattr(former, name))
    # In contracts of another size than the symbol's, what it had follows the symbol no more.
    for name in set(had) - {*numbers_from(listing.symbol, listing)}:
        setattr(listing, name, getattr(former, name))
    refuse_contradiction(listing)
    if not former.is_active or former.delisted_at is not None or former.is_expired:
        listing.is_active = False


def numbers_from(symbol: Any, listing: Any) -> list[str]:
    """Those of a symbol's numbers that hold for a listing that states none itself, as reads say it."""
    counts_multiples = listing.base_multiplier not in (None, 1)
    counts_otherwise = listing.contract_size not in (None, symbol.contract_size)
    other = in_other_units(counts_multiples=counts_multiples, counts_otherwise=counts_otherwise)
    return [name for name in SPEC if name not in other]


def refuse_contradiction(listing: Any) -> None:
    least, most = listing.min_order_size, listing.max_order_size
    if least is not None and most is not None and least > most:
        sizes = f"a min_order_size of {value_text(least)}, more than the max_order_size of {value_text(most)}"
        why = f"{listing} has {sizes} that it would keep: correct it first"
        raise RuleViolated(why, reason="MERGE_COLLISION")


def value_text(value: Any) -> str:
    """A value as messages have it."""
    if isinstance(value, Decimal):
        return decimal_text(value)
    return "absent" if value is None else str(value).lower() if isinstance(value, bool) else f"{value}"
