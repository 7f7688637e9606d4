"""Regular expressions that callers may give: a subset that costs little to compile and to match.

Compiling unrolls counted repeats and doubles what is repeated, so a pattern of twenty characters can ask for
all the memory there is, and no time-out bounds that.  What is written is read here before it is compiled.
"""

from collections.abc import Iterator
from typing import NamedTuple

import regex
from django.core.exceptions import ValidationError

LONGEST = 256
MOST = 128
"""The largest count: no name that a pattern is about is longer."""
DEEPEST = 8
ALLOWED = (
    r"allowed are characters, classes such as [A-Z0-9], \d, \w, \s, \p{Lu} and groups such as (A|B) up to "
    f"{DEEPEST} deep, each followed by none or one of ?, *, +, {{n}}, {{n,}} and {{n,m}} with counts up to {MOST}; "
    "at most two repeats within each other, only one of them counted"
)

TOKEN = regex.compile(
    r"""
      (?P<counted> \{ (?P<low>\d{1,3}) (?: ,(?P<high>\d{0,3}) )? \} )
    | (?P<maybe> \? ) | (?P<repeat> [*+] )
    | (?P<open> \( (?: \?: | (?!\?) ) ) | (?P<close> \) ) | (?P<bar> \| )
    | (?P<one> (?P<escape> \\ (?: [dDwWsS] | [pP]\{\w+\} | [^\w\s] ) )
             | \[ \^? (?: (?&escape) | [^\\\[\]] )+ \]
             | [^\\()\[\]{}?*+|] )
    """,
    regex.VERBOSE,
)


class Held(NamedTuple):
    """What is in a part of a pattern: how many repeats are nested in each other, and whether one has a count."""

    repeats: int = 0
    counted: bool = False

    def __or__(self, other: "Held") -> "Held":
        return Held(max(self.repeats, other.repeats), self.counted or other.counted)


def validate_pattern(value: str) -> None:
    """Refuse what is no regular expression of the subset.  Raises ValidationError."""
    if len(value) > LONGEST:  # the field's own check says so
        return
    read_pattern(value)
    try:
        regex.compile(value)
    except regex.error as error:
        raise ValidationError(f"is not a regular expression: {error}", code="pattern") from None


def read_pattern(pattern: str) -> None:
    """Raises ValidationError where a pattern leaves the subset."""
    groups, last = [Held()], None
    for token in tokens(pattern):
        match token.lastgroup:
            case "open":
                groups.append(Held())
                last = None
            case "close" if len(groups) > 1:
                last = groups.pop()
            case "close":
                raise refusal(token.group(), token.start())
            case "bar":
                last = None
            case "one":
                last = Held()
            case _ if last is not None:
                groups[-1] |= repeated(last, token)
                last = None
                continue
            case _:
                raise refusal(token.group(), token.start())
        if len(groups) > DEEPEST + 1:
            raise refusal(token.group(), token.start())
        groups[-1] |= last or Held()


def tokens(pattern: str) -> "Iterator[regex.Match[str]]":
    """The parts of a pattern, one after another.  Raises ValidationError at the first that the subset lacks."""
    at = 0
    while at < len(pattern):
        token = TOKEN.match(pattern, at)
        if token is None:
            raise refusal(pattern[at : at + 8], at)
        yield token
        at = token.end()


def repeated(what: Held, token: "regex.Match[str]") -> Held:
    """What a quantifier makes of the part before it.  Raises ValidationError where that costs too much."""
    if token.lastgroup == "maybe":
        return what
    counted = token.lastgroup == "counted"
    too_many = counted and max(int(token["low"]), int(token["high"] or 0)) > MOST
    if too_many or what.repeats > 1 or (counted and what.counted):
        raise refusal(token.group(), token.start())
    return Held(what.repeats + 1, counted or what.counted)


def refusal(text: str, at: int) -> ValidationError:
    return ValidationError(f"{text!r} at position {at}: {ALLOWED}", code="pattern")


def fits(pattern: str, text: str) -> bool:
    """Whether the whole text fits; a pattern that takes too long to tell fits nothing."""
    try:
        return regex.fullmatch(pattern, text, timeout=0.1) is not None
    except TimeoutError:
        return False
