"""What a save was refused for, each with the field that it is about: the same for every door.

A constraint's message starts with that field: `address: another live deployment has it`.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models

from registry.models.base import kind_of


@dataclass(frozen=True)
class Fault:
    """A value that is wrong."""

    field: str
    """The model's, or empty where it is the whole row."""
    text: str


@dataclass(frozen=True)
class Missing(Fault):
    """A reference to a row that is not there."""

    kind: str
    name: str


@dataclass(frozen=True)
class Taken(Fault):
    """What another row of this kind has; its name is what makes the two the same."""

    kind: str
    name: str


def faults(error: ValidationError) -> list[Fault]:
    """The wrong values; only where there is none what is missing, and only then what is taken.

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
    """Another writer was there between the check and the save: what the constraint says, if it is one of ours."""
    said = getattr(error.__cause__, "diag", None)
    model, constraint = constraints().get(getattr(said, "constraint_name", None) or "", (None, None))
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
def constraints() -> dict[str, tuple[type[models.Model], models.BaseConstraint]]:
    """Every constraint by its name, with its model."""
    return {c.name: (model, c) for model in apps.get_models() for c in model._meta.constraints}
