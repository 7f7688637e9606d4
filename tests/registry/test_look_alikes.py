"""Skeletons: what passes for what, what does not, and that one pass is enough."""

import json
import unicodedata
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.values.skeletons import disguise, look_alike, skeleton

TOKENS = Path(__file__).parents[3] / "shared/data/registry/web3icons_tokens.json"

ALIKE = [
    ("ꓴꓢꓓꓔ", "USDT"),  # Lisu
    ("ЕТН", "ETH"),  # Cyrillic
    ("етн", "ETH"),  # Cyrillic, small
    ("ΕΤΗ", "eth"),  # Greek
    ("USDС", "usdc"),  # one Cyrillic letter
    ("ꮪOL", "SOL"),  # Cherokee
    ("ＵＳＤＣ", "USDC"),  # full width
    ("𝐔𝐒𝐃𝐂", "USDC"),  # mathematical
    ("🅄SDC", "USDC"),  # squared
    ("ÚSDĊ", "USDC"),
    ("USD₮", "USDT"),
    ("₿TC", "BTC"),
    ("U5DC", "USDC"),
    ("U$DC", "USDC"),
    ("$USDC", "USDC"),
    ("0P", "OP"),
    ("L1NK", "LINK"),
    ("LlNK", "LINK"),
    ("link", "LINK"),
    ("8TC", "BTC"),
    ("rnkr", "MKR"),
    ("vvbtc", "WBTC"),
    ("US\u200bDC", "USDC"),
    ("USD\u00a0 Coin ", "USD Coin"),
    ("TetherUSD", "Tether USD"),
    *((f"USD{gap}C", "USDC") for gap in " \u00a0\u1680\u2006\u2009\u200a\u202f\u205f\u3000"),
    *((f"USDC{sign}", "USDC") for sign in ".·™'’ʼ®©℠*_-!`´˙。‧ᐧ\u0640"),
    *((f"{sign}USDC", "USDC") for sign in ".·'‘-_*\u0640"),
    ("'$USDC'", "USDC"),
    ("ᵁˢᴰᶜ", "USDC"),
    ("ⓊⓈⒹⒸ", "USDC"),  # circled
]


def test_it_works() -> None:
    assert skeleton("Tether") == "tether"


@pytest.mark.parametrize(("text", "imitated"), ALIKE)
def test_what_looks_alike_meets(text: str, imitated: str) -> None:
    assert skeleton(text) == skeleton(imitated)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("USDC", "USDT"), ("BTC", "BCH"), ("币安", "币人"), ("Ν", "ν"), ("USDC", "USDC.e"), ("כ", "ם"),
        ("USD", "USD+"), ("USDT", "USD₮0"), ("USDCe", "USDC.e"), ("BTC", "BTC.b"), ("UNI", "G-UNI"),
    ],
)  # fmt: skip
def test_what_looks_different_does_not(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


def test_letters_stay_apart_but_for_i_and_l() -> None:
    groups = defaultdict(set)
    for letter in "abcdefghijklmnopqrstuvwxyz":
        groups[skeleton(letter)].add(letter)
    assert [group for group in groups.values() if len(group) > 1] == [{"i", "l"}]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("USDС", "USDC", True), ("U5DC", "USDC", True), ("lSK", "ISK", True), ("Isk", "lsk", True),
        ("ISK", "LSK", False), ("GMD", "GRND", False), ("VV", "W", False), ("usdc", "USDC", False),
    ],
)  # fmt: skip
def test_of_one_skeleton_what_passes_for_what(one: str, other: str, alike: bool) -> None:
    assert skeleton(one) == skeleton(other)
    assert look_alike(one, other) is look_alike(other, one) is alike


def test_the_plainer_text_is_less_disguised() -> None:
    order = ["USDC", "USDC.", "USDС", "USD₮"]
    assert sorted(order, key=disguise) == order
    assert disguise("1INCH") == disguise("USDC") < disguise("USD C")


def test_signs_alone_are_not_nothing() -> None:
    assert (skeleton("..."), skeleton("'")) == ("...", "'")


def test_a_dollar_sign_alone_is_not_nothing() -> None:
    assert skeleton("$") == "s"


@given(st.text(st.characters(max_codepoint=127)))
def test_ascii_ignores_case_and_takes_the_same_way_as_all_text(text: str) -> None:
    assert skeleton(text.upper()) == skeleton(text.lower()) == skeleton(text)
    assert skeleton(f"币{text}") == f"币{skeleton(f'x{text}')[1:]}"


@given(st.text())
def test_a_skeleton_is_its_own_skeleton(text: str) -> None:
    assert skeleton(skeleton(text)) == skeleton(text)
    assert skeleton(unicodedata.normalize("NFD", text)) == skeleton(unicodedata.normalize("NFC", text))


def test_every_character_comes_to_rest() -> None:
    everything = map(chr, range(0x30000))
    assert [hex(ord(c)) for c in everything if skeleton(skeleton(c)) != skeleton(c)] == []


def test_symbols_of_large_assets_share_no_skeleton() -> None:
    symbols = [
        "BTC",
        "ETH",
        "USDT",
        "USDC",
        "BNB",
        "SOL",
        "XRP",
        "DOGE",
        "ADA",
        "TRX",
        "LINK",
        "LTC",
        "BCH",
        "DAI",
        "WBTC",
        "STETH",
        "WSTETH",
        "OP",
        "OKB",
        "MKR",
        "UNI",
        "ARB",
    ]
    assert len({skeleton(symbol) for symbol in symbols}) == len(symbols)


@pytest.mark.skipif(not TOKENS.exists(), reason="the shared data is not here")
def test_few_real_symbols_share_a_skeleton() -> None:
    groups = defaultdict(set)
    for token in json.loads(TOKENS.read_text()):
        if token["marketCapRank"]:
            groups[skeleton(token["symbol"])].add(token["symbol"].casefold())
    shared = [group for group in groups.values() if len(group) > 1]
    assert len(groups) > 1_600
    assert len(shared) < 20, shared
