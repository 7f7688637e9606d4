"""Text that people read: what is kept, what is refused and how the refusal reads, the key without case."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from registry.values.text import fold, validate_text

ENGLAND = "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
BLANKS = "\u2800\U0001d159\U00013441\U00013442\U00016fe4\ufffc"
BLANK_SIGNS = f"{BLANKS}\u3164\uffa0\u115f\u1160"
FAMILY = "👨\u200d👩\u200d👧\u200d👦"

KEPT = [
    "USDC", "USD Coin", "币安人生", "USD₮0", "🇺🇸", "ΕΤΗ", "μ", "العربية", "Ａ", "e\u0301", "a\u3000b",
    "x" * 93,
    FAMILY, ENGLAND, "👍🏽", "❤\ufe0f", "❤\ufe0f\u200d🔥", "1\ufe0f\u20e3", "#\u20e3", "🕵🏻\u200d♂\ufe0f",
]  # fmt: skip

REMOVED = {
    "US\u200bDC": "holds U+200B ZERO WIDTH SPACE at character 3: remove it",
    "\u202eUSDC": "holds U+202E RIGHT-TO-LEFT OVERRIDE at character 1: remove it",
    "USDC\x00": "holds U+0000 a control character at character 5: remove it",
    "US\tDC": "holds U+0009 a control character at character 3: remove it",
    "US\u2028DC": "holds U+2028 LINE SEPARATOR at character 3: remove it",
    "U\u00adS": "holds U+00AD SOFT HYPHEN at character 2: remove it",
    "\ue000": "holds U+E000 a private-use character at character 1: remove it",
    "\ud800": "holds U+D800 half of a surrogate pair at character 1: remove it",
    "\u0378": "holds U+0378 an unassigned character at character 1: remove it",
    "\u3164": "holds U+3164 HANGUL FILLER at character 1: remove it",
    "US\ufffcDC": "holds U+FFFC OBJECT REPLACEMENT CHARACTER at character 3: remove it",
    "US\u2800": "holds U+2800 BRAILLE PATTERN BLANK at character 3: remove it",
    # What belongs to emoji, where there is none, or where it would hide something.
    "US\u200dDC": "holds U+200D ZERO WIDTH JOINER at character 3: remove it",
    "👨\u200d": "holds U+200D ZERO WIDTH JOINER at character 2: remove it",
    "1\u200d2": "holds U+200D ZERO WIDTH JOINER at character 2: remove it",
    "U5\ufe0fDC": "holds U+FE0F VARIATION SELECTOR-16 at character 3: remove it",
    "A\U000e0041": "holds U+E0041 TAG LATIN CAPITAL LETTER A at character 2: remove it",
    ENGLAND[:-1]: "holds U+E0067 TAG LATIN SMALL LETTER G at character 2: remove it",
    "😀" + ENGLAND[1:]: "holds U+E0067 TAG LATIN SMALL LETTER G at character 2: remove it",
    "\U0001faff": "holds U+1FAFF an unassigned character at character 1: remove it",
}

AT_THE_EDGE = {
    "": "is blank: give at least one character that can be seen",
    " \u3000": "is blank: give at least one character that can be seen",
    " USDC": "begins with U+0020 SPACE: remove it",
    "USDC\u00a0": "ends with U+00A0 NO-BREAK SPACE: remove it",
}


def test_it_works() -> None:
    validate_text("Wrapped Ether")


@pytest.mark.parametrize("value", KEPT)
def test_real_text_of_any_script_is_kept(value: str) -> None:
    validate_text(value)


@pytest.mark.parametrize(("value", "message"), (REMOVED | AT_THE_EDGE).items())
def test_what_cannot_be_seen_is_refused_and_named(value: str, message: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        validate_text(value)
    assert refusal.value.messages == [message]
    assert refusal.value.code == "text"


@pytest.mark.parametrize("blank", BLANKS)
def test_blank_letters_and_symbols_are_refused(blank: str) -> None:
    for value in (blank, f"US{blank}DC"):
        with pytest.raises(ValidationError, match=f"holds U.{ord(blank):04X} "):
            validate_text(value)


@given(
    st.text("ABCxyz012", min_size=1),
    st.characters(categories=["Cc", "Cf", "Cs", "Co", "Zl", "Zp"]),
    st.data(),
)
def test_no_invisible_character_passes_at_any_place(text: str, unseen: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text)))
    with pytest.raises(ValidationError):
        validate_text(text[:place] + unseen + text[place:])


@given(st.text(st.characters(categories=["L", "N", "P", "S"], exclude_characters=BLANK_SIGNS)))
def test_letters_numbers_and_signs_are_never_refused(text: str) -> None:
    validate_text(f"A{text}")


def test_the_key_ignores_case_and_composition() -> None:
    assert fold("UsdC") == fold("uSDc") == "usdc"
    assert fold("E\u0301") == fold("é")
    assert fold("α\u0345\u0301") == fold("α\u0301\u0345")  # folds to a letter, in place
    assert fold("ΕΤΗ") == fold("ετη") != fold("ETH")


def test_the_key_never_makes_a_latin_looking_capital() -> None:
    assert fold("μ") == "μ"
    assert fold("²") != fold("2")


@given(st.text())
def test_the_key_of_a_key_is_itself(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)
