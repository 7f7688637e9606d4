"""Which text passes for which: skeletons after UTS 39, made for ticker symbols.

Two texts look alike when their skeletons are equal.  A detector of mixed scripts misses the Lisu
`ꓴꓢꓓꓔ`, which is one script throughout, so what decides is Unicode's own table of confusable characters
(`confusables.txt` beside this file).  Beyond UTS 39, because symbols are compared whatever their case:

- case is folded after the table is applied, for it is the shape that deceives: Greek capital Nu looks
  like N, small nu like v; small capitals, which Cyrillic `тн` look like, count as their letters;
- digits and signs that stand in for letters become them: `U5DC` and `U$DC` meet `USDC`, and since
  1, I and l already are one, so are i and L;
- accents, full-width, raised and other decorated forms are their letters: `ÚSDC`, `ᵁˢᴰᶜ`;
- white space, which can be thinner than a hair, a `$` in front, and punctuation and trade marks at either
  end are dropped: `USD C`, `$USDC`, `USDC.`, `USDC™`.  Signs inside stay (`USDC.e`), and so does `USD+`.

A skeleton is a key for comparing: it is not for showing, and it changes with Unicode's table.
"""

import unicodedata
from pathlib import Path

import regex

from .text import fold

_SMALL_CAPITALS = {
    ord(unicodedata.lookup(f"LATIN LETTER SMALL CAPITAL {letter}")): letter.lower()
    for letter in "ABCDEFGHIJKLMNOPQRSTUVWYZ"
}
_STAND_INS = str.maketrans("0123456789i$₿", "olzeasgtbglsb") | str.maketrans({"m": "rn", "w": "vv"})
# Marks that decorate letters of any script; those of Arabic, Thai and the like are letters of their own.
_HIDDEN = regex.compile(
    r"[\u0300-\u036F\u1AB0-\u1AFF\u1DC0-\u1DFF\u20D0-\u20FF\uFE20-\uFE2F\p{Default_Ignorable_Code_Point}"
    # The Arabic and N'Ko strokes that only lengthen a letter, and small signs that become letters or look like one.
    r"\u0640\u07FA©®°™℠\U0001F16A-\U0001F16C]"
)
_EDGES = regex.compile(r"^[\p{P}\p{Sk}\s$]+|[\p{P}\p{Sk}\s]+$")


def _load_table() -> dict[int, str]:
    table: dict[int, str] = {}
    for line in Path(__file__).with_name("confusables.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            look, characters = line.split(":")
            shape = "".join(chr(int(code, 16)) for code in look.split())
            table.update((int(code, 16), shape) for code in characters.split())
    return table


_LOOKS = _load_table()


def skeleton(text: str) -> str:
    """The key that is equal for texts that look alike; of any text, also one that `validate_text` refuses."""
    # A `$` in front says "ticker"; anywhere else it stands for an S.
    text = _EDGES.sub("", text) or text
    shape = "".join((text.lower().translate(_ASCII) if text.isascii() else _settle(text)).split())
    # Once more: the shape of a letter can be that of a sign.
    return _EDGES.sub("", shape) or shape


def look_alike(one: str, other: str) -> bool:
    """Whether two texts of one skeleton pass for each other.

    Equal ones whatever their case do not deceive: they are namesakes.  Capital letters are told from one
    another: it takes small letters or digits to confuse `ISK` with `LSK`, or `VV` with `W`.
    """
    return fold(one) != fold(other) and not (_is_capitals(one) and _is_capitals(other))


def disguise(text: str) -> int:
    """How far a text is from the plain letters and digits that others are made to look like; 0: not at all."""
    return 2 * (not text.isascii()) + (not text.isalnum())


def _is_capitals(text: str) -> bool:
    return text.isascii() and text.isalpha() and text.isupper()


def _settle(text: str) -> str:
    """One pass can make what the next one maps (`Н` is `H`, `H` folds to `h`): go on until it rests."""
    while (shape := _pass(text)) != text:
        text = shape
    return text


def _pass(text: str) -> str:
    # Decomposed before the table, which has looks of its own for raised and circled letters, and after it.
    plain = _HIDDEN.sub("", unicodedata.normalize("NFKD", _HIDDEN.sub("", text)))
    shape = unicodedata.normalize("NFKD", plain.translate(_LOOKS)).casefold()
    return _HIDDEN.sub("", shape.translate(_SMALL_CAPITALS)).translate(_STAND_INS)


_ASCII = {code: _settle(chr(code)) for code in range(128)}
