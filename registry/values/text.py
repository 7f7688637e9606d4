"""Text that people read: the characters it may hold, and the key that ignores case.

A symbol or name may be of any script: `币安人生`, `USD₮0` and `🇺🇸` are real symbols.  What it may not
hold is a character nobody can see, because that makes a second `USDC` out of nothing: zero-width
spaces, bidirectional overrides, fillers.  The invisible parts of emoji (joiners, selectors, tags)
stand only where an emoji sequence of UTS 51 has them.  Text that can be seen and still passes for
another is the business of `registry.values.skeletons`.
"""

import unicodedata

import regex
from django.core.exceptions import ValidationError

# Letters and symbols to Unicode, and as blank as a space: the empty Braille pattern, the null notehead, the two
# blanks among the hieroglyphs, the Khitan filler, and what stands in a text for an object that is not there.
_BLANKS = r"\u2800\U0001D159\U00013441\U00013442\U00016FE4\uFFFC"
_UNSEEN = (
    rf"[\p{{Cc}}\p{{Cf}}\p{{Cs}}\p{{Co}}\p{{Cn}}\p{{Zl}}\p{{Zp}}\p{{Default_Ignorable_Code_Point}}{_BLANKS}]"
)
# Extended_Pictographic holds places that are reserved for later emoji.  Emoji leaves those out.
_PICTURE = r"(?=\p{Emoji})\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|[\uFE0E\uFE0F])?"
_KEYCAP = r"[0-9\#*]\uFE0F?\u20E3"
# Tags spell a region after the black flag and nothing else: behind any emoji they would hide text.
_TAG_LETTER, _TAG_DIGIT = r"\U000E0061-\U000E007A", r"\U000E0030-\U000E0039"
_REGION_FLAG = rf"\U0001F3F4[{_TAG_LETTER}]{{2}}[{_TAG_LETTER}{_TAG_DIGIT}]{{1,4}}\U000E007F"
_PARTS = regex.compile(rf"{_KEYCAP}|{_REGION_FLAG}|{_PICTURE}(?:\u200D{_PICTURE})*|(?P<unseen>{_UNSEEN})")

_KINDS = {"Cc": "a control character", "Cs": "half of a surrogate pair", "Co": "a private-use character"}


def validate_text(value: str) -> None:
    """Refuse text that is blank, begins or ends with white space, or holds an invisible character."""
    if not (value.isascii() and value.isprintable()):
        for part in _PARTS.finditer(value):
            if part["unseen"]:
                raise _refusal(f"holds {describe(part[0])} at character {part.start() + 1}: remove it")
    if not value or value.isspace():
        raise _refusal("is blank: give at least one character that can be seen")
    if value[0].isspace():
        raise _refusal(f"begins with {describe(value[0])}: remove it")
    if value[-1].isspace():
        raise _refusal(f"ends with {describe(value[-1])}: remove it")


def says_something(value: str) -> bool:
    """Whether any of it can be seen."""
    return bool(regex.sub(rf"{_UNSEEN}|\s", "", value))


def describe(character: str) -> str:
    """How a message names a character that may not show: `U+200B ZERO WIDTH SPACE`."""
    kind = _KINDS.get(unicodedata.category(character), "an unassigned character")
    return f"U+{ord(character):04X} {unicodedata.name(character, kind)}"


def fold(value: str) -> str:
    """The key by which lookups and search ignore case; never shown and never stored in the text's place.

    Case folding and not upper case: `upper` makes of the Greek `μ` a capital Mu, which nobody can
    tell from a Latin M.  NFC and not NFKC: compatibility forms (`²`, full-width letters) are other
    text, which lookups must not confuse with the plain one.
    """
    if value.isascii():
        return value.lower()
    # Folding wants decomposed text (Unicode, D145), and can leave text that is not composed.
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", value).casefold())


def _refusal(message: str) -> ValidationError:
    return ValidationError(message, code="text")
