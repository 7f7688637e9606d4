"""Metadata: a JSON object of anybody's choosing, as far as PostgreSQL and a protobuf Struct can hold it."""

import json
import math
from typing import Any

from django.core.exceptions import ValidationError

MAX_CHARACTERS = 65_536
MAX_DEPTH = 32
"""A Struct that is nested deeper than 100 messages cannot be read by a client; a level takes two or three."""


def validate_metadata(value: Any) -> None:
    """Refuse what is no object, and what would be lost or refused further on."""
    if not isinstance(value, dict):
        raise _refusal('must be a JSON object such as {"note": "text"}')
    _check(value, MAX_DEPTH)
    if len(json.dumps(value)) > MAX_CHARACTERS:
        raise _refusal(f"is longer than {MAX_CHARACTERS} characters of JSON")


def _check(value: Any, depth: int) -> None:
    if depth == 0:
        raise _refusal(f"is nested deeper than {MAX_DEPTH} levels")
    match value:
        case dict():
            for key, item in value.items():
                _check_text(key)
                _check(item, depth - 1)
        case list() | tuple():
            for item in value:
                _check(item, depth - 1)
        case str():
            _check_text(value)
        case int() | float():
            _check_number(value)


def _check_text(value: Any) -> None:
    if not isinstance(value, str) or "\0" in value or any("\ud800" <= c <= "\udfff" for c in value):
        raise _refusal("holds a NUL character or half of a surrogate pair: remove it")


def _check_number(value: float) -> None:
    try:
        is_finite = math.isfinite(value)
    except OverflowError:
        is_finite = False
    if not is_finite:
        raise _refusal("holds a number that is not finite, or too large")


def _refusal(message: str) -> ValidationError:
    return ValidationError(message, code="metadata")
