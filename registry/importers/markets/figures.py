"""The figures of a listing: exact decimals, by the rules that the model has for them."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.db import models

from registry.importers.engine.plan import RecordRefused
from registry.importers.engine.reasons import Reason
from registry.models import VenueSymbol
from registry.models.conditions import refuse_broken_checks

FIGURES = tuple(
    field.name for field in VenueSymbol._meta.concrete_fields if isinstance(field, models.DecimalField)
)


def figures(said: Mapping[str, object]) -> dict[str, Decimal | None]:
    """Each figure that was said, as a decimal; None for one that the source leaves empty.

    Raises RecordRefused for what no listing can have.
    """
    found = {name: _unless_none_is_meant(name, decimal_of(name, value)) for name, value in said.items()}
    if broken := broken_rules(found):
        name, texts = next(iter(broken.items()))
        raise RecordRefused(Reason.FIGURES, f"{name} {found[name]}: {' '.join(texts)}")
    return found


def decimal_of(name: str, value: object) -> Decimal | None:
    """A number as it was written: never through a float, which cannot hold 9999999999999999.

    Raises RecordRefused for what is no finite number.
    """
    if value is None or value == "":
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise RecordRefused(Reason.FIGURES, f"{name}: {value!r} is not a number") from None
    if not number.is_finite():
        raise RecordRefused(Reason.FIGURES, f"{name}: {value!r} is not a finite number")
    return number


def broken_rules(figures: Mapping[str, Decimal | None]) -> dict[str, list[str]]:
    """What the model's checks say against these figures, by the name of the figure."""
    try:
        refuse_broken_checks(VenueSymbol(**figures))
    except ValidationError as error:
        return error.message_dict
    return {}


def _unless_none_is_meant(name: str, value: Decimal | None) -> Decimal | None:
    """APIs write 0 where there is no maximum, and where they have no number that must be more than 0."""
    is_none = value == 0 and (name.startswith("max_") or broken_rules({name: value}))
    return None if is_none else value
