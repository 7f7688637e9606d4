"""JSON that has one meaning only: what two readers could read differently is refused."""

import json
from collections.abc import Iterable
from typing import Any, NoReturn


def strict_json(text: bytes) -> Any:
    """What UTF-8 text says.  Raises ValueError."""
    try:
        return json.loads(
            text.decode(), object_pairs_hook=_without_duplicates, parse_constant=_refuse_constant
        )
    except RecursionError:
        raise ValueError("is nested too deeply") from None


def _without_duplicates(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Of two members with one name most readers take the last, and some the first."""
    made: dict[str, Any] = {}
    for name, value in pairs:
        if name in made:
            raise ValueError("names a member twice")
        made[name] = value
    return made


def _refuse_constant(_: str) -> NoReturn:
    """NaN and Infinity are Python's, not JSON's."""
    raise ValueError("holds a number that is none")
