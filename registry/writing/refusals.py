"""The one translation of what Django and PostgreSQL raise into what a caller is told, whatever the door.

`explained` gives the faults of a row, each with the field that it is about, or one of the errors of
`cqi.errors`.  What it does not know is a bug.  A constraint's message starts with its field:
`address: another live deployment has it`.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import DataError, IntegrityError, InterfaceError, InternalError, OperationalError, models

from cqi.database import IN_THE_WAY, sqlstate
from cqi.errors import CqiError, InvalidInput, RuleViolated, StaleVersion, Unavailable
from registry.models.base import kind_of

TOO_LONG = frozenset({"57014", "25P04"})
"""A statement took too long and was cancelled, or a transaction and was ended."""

CANNOT_WRITE_NOW = frozenset({"25006", "25P03", "25P04"})
"""The server is read-only, as a standby is, or ended the transaction for its time.  The program has no fault."""


@dataclass(frozen=True)
class Fault:
    """A value that is wrong."""

    field: str
    """The name of the model's field; empty where the whole row is wrong."""
    text: str


@dataclass(frozen=True)
class Missing(Fault):
    """A reference to a row that is not there."""

    kind: str
    name: str


@dataclass(frozen=True)
class Taken(Fault):
    """A value that another row of this kind has.  `name` is what makes the two the same."""

    kind: str
    name: str


def explained(error: Exception) -> list[Fault] | CqiError | None:
    """The faults of a row, or an error; None for what nobody foresaw, which is a bug."""
    match error:
        case CqiError():
            return error
        case ValidationError():
            return faults(error)
        case models.ProtectedError() | models.RestrictedError():
            return RuleViolated("other rows refer to it: remove them first")
        case IntegrityError():
            fault = from_constraint(error)
            return [fault] if fault else StaleVersion("another change got there first: read again and retry")
        case DataError():
            return InvalidInput("request", "holds a value that the registry cannot store")
        case OperationalError() | InterfaceError():
            return from_database(error)
        case InternalError() if sqlstate(error) in CANNOT_WRITE_NOW:
            return from_database(error)
    return None


def from_database(error: Exception) -> CqiError:
    """StaleVersion, where a retry at once can help; Unavailable, where one may help later or no server answers."""
    if sqlstate(error) in IN_THE_WAY:
        return StaleVersion("another change was in the way: retry")
    if sqlstate(error) in TOO_LONG:
        why = "the database took too long and the call was ended: retry later, or ask for less at once"
        return Unavailable(why, reason="DATABASE_UNAVAILABLE")
    return Unavailable("the database does not answer: retry later", reason="DATABASE_UNAVAILABLE")


def faults(error: ValidationError) -> list[Fault]:
    """The wrong values; where there are none, what is missing; where that is none either, what is taken.

    A key that a wrong value has left empty can look like another row's.  Nothing else is told of a reference
    to what is missing.
    """
    by_field = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
    found = [fault_of(name, each) for name, errors in by_field.items() for each in errors]
    missing: list[Fault] = [fault for fault in found if isinstance(fault, Missing)]
    nowhere = {fault.field for fault in missing}
    wrong = [fault for fault in found if type(fault) is Fault and fault.field not in nowhere]
    return wrong or missing or found


def fault_of(name: str, error: ValidationError) -> Fault:
    """The fault in one error of a field of this name: Missing, Taken, or a plain Fault."""
    field, text = split("" if name == NON_FIELD_ERRORS else name, sentence(error))
    about: dict[str, Any] = dict(error.params or {})
    if error.code == "invalid" and "model" in about:
        return Missing(field, text, str(about["model"]).title().replace(" ", ""), str(about["value"]))
    if "model_class" in about:
        # Django files a constraint of one field under that field, whatever its message is about.
        field, text = split("", sentence(error))
        return Taken(field or name, text, kind_of(about["model_class"]), about.get("taken", ""))
    return Fault(field, text)


SENTENCES = {
    **dict.fromkeys(("blank", "null", "required"), "must be set"),
    "max_length": "must have at most %(limit_value)s characters, not %(show_value)s",
    "min_value": "must not be less than %(limit_value)s",
    "max_value": "must not be more than %(limit_value)s",
    "max_digits": "must have at most %(max)s digits",
    "max_whole_digits": "must have at most %(max)s digits before the point",
    "max_decimal_places": "must have at most %(max)s digits after the point",
}
"""By the code of an error, where Django's own words are about a form."""


def sentence(error: ValidationError) -> str:
    """What an error says, in words that do not speak of a form."""
    if error.code in SENTENCES:
        return SENTENCES[error.code] % (error.params or {})
    return " ".join(error.messages)


def split(field: str, text: str) -> tuple[str, str]:
    """The field that a message is about, and the rest of it."""
    if field:
        return field, text.removeprefix(f"{field}: ")
    field, colon, rest = text.partition(": ")
    return (field, rest) if colon and field.isidentifier() else ("", text)


def from_constraint(error: IntegrityError) -> Fault | None:
    """What a violated constraint says, where another writer came between the check and the save.

    None for a constraint that is not one of ours.
    """
    said = getattr(error.__cause__, "diag", None)
    model, constraint = constraints_by_name().get(getattr(said, "constraint_name", None) or "", (None, None))
    if model is None or constraint is None:
        return None
    fault = split("", str(constraint.violation_error_message))
    if isinstance(constraint, models.UniqueConstraint):
        return Taken(*fault, kind_of(model), values_in(getattr(said, "message_detail", None) or ""))
    return Fault(*fault)


def values_in(detail: str) -> str:
    """`ethereum/0x12` of PostgreSQL's `Key (chain_id, address_key)=(ethereum, 0x12) already exists.`"""
    found = re.search(r"\)=\((.*)\)", detail)
    return "/".join(found[1].split(", ")) if found else ""


@cache
def constraints_by_name() -> dict[str, tuple[type[models.Model], models.BaseConstraint]]:
    """Every constraint by its name, with its model."""
    return {c.name: (model, c) for model in apps.get_models() for c in model._meta.constraints}
