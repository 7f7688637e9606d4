"""What a signed token says, and whether it says it here and now.

The rules are stricter than those of the libraries.  PyJWT takes an expiry given as text or as 1e308, and a
life of a hundred years.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

LONGEST_LIFE_SECONDS = 24 * 60 * 60
"""A token cannot be revoked, so that one which leaked must end by itself."""
LEEWAY_SECONDS = 5
"""How far the issuer's clock may be ahead of ours.  An expiry gets no such leeway."""
LONGEST_SUBJECT = 255


class TokenRefused(Exception):
    """A token that proves nothing.  Its `why` is for logs and metrics; a caller is not told."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Claims:
    """Whom a token names, and until when."""

    subject: str
    expires_at: int
    """Unix time."""


def checked_claims(payload: Any, issuer: str, audience: str, now: float) -> Claims:
    """The claims of a payload whose signature is right.  Raises TokenRefused."""
    if not isinstance(payload, dict):
        raise TokenRefused("MALFORMED")
    issued_at, expires_at = _moment(payload, "iat"), _moment(payload, "exp")
    starts_at = max(issued_at, _moment(payload, "nbf") if "nbf" in payload else 0)
    if payload.get("iss") != issuer:
        raise TokenRefused("ISSUER")
    if audience not in _audiences(payload.get("aud")):
        raise TokenRefused("AUDIENCE")
    if expires_at <= now:
        raise TokenRefused("EXPIRED")
    if starts_at > now + LEEWAY_SECONDS:
        raise TokenRefused("NOT_YET_VALID")
    if expires_at - issued_at > LONGEST_LIFE_SECONDS:
        raise TokenRefused("LIFETIME")
    return Claims(_subject(payload.get("sub")), expires_at)


def _moment(payload: Mapping[str, Any], name: str) -> int:
    value = payload.get(name)
    # A bool is an int to Python.
    if type(value) is not int or value < 0:
        raise TokenRefused("MOMENT")
    return value


def _audiences(value: Any) -> list[str]:
    audiences = [value] if isinstance(value, str) else value
    if not isinstance(audiences, list) or not all(isinstance(audience, str) for audience in audiences):
        raise TokenRefused("AUDIENCE")
    return audiences


def _subject(value: Any) -> str:
    if not isinstance(value, str) or not is_subject(value):
        raise TokenRefused("SUBJECT")
    return value


def is_subject(text: str) -> bool:
    """Whether it is a name that can stand in a log: nothing invisible, no line breaks, no space around it."""
    return 0 < len(text) <= LONGEST_SUBJECT and text.isprintable() and text == text.strip()
