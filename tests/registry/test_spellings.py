"""One token has one key however it is spelled: published vectors, and every form of generated tokens."""

import base64
import binascii
import csv
import hashlib
from pathlib import Path

import base58
import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.values.addresses import parse
from registry.values.addresses.formats import FORMATS
from registry.values.addresses.hedera_ids import id_checksum

VECTORS = [
    *csv.DictReader(Path(__file__).with_name("spellings.csv").read_text(encoding="utf-8").splitlines())
]
FILECOIN = 314

ACCOUNT, NUMBER = st.binary(min_size=32, max_size=32), st.integers(1, 2**32 - 1)
BODY = st.binary(min_size=20, max_size=20)
CODE = st.text("ABCxyz019", min_size=1, max_size=12)


def key(kind, text, reference=None):
    chain_type, _, number = kind.partition(":")
    return parse(chain_type, int(number) if number else None, text, reference).key


@pytest.mark.parametrize("row", [row for row in VECTORS if row["are"] == "one"], ids=lambda row: row["other"])
def test_two_spellings_of_one(row):
    kind, canonical = row["chain_type"], row["canonical"]
    assert key(kind, canonical) == key(kind, row["other"])
    assert key(kind, key(kind, canonical)) == key(kind, canonical)


@pytest.mark.parametrize("row", [row for row in VECTORS if row["are"] == "two"], ids=lambda row: row["other"])
def test_two_tokens(row):
    assert key(row["chain_type"], row["canonical"]) != key(row["chain_type"], row["other"])


@pytest.mark.parametrize(
    "row", [row for row in VECTORS if row["are"] == "refused"], ids=lambda row: row["other"]
)
def test_what_names_no_token(row):
    with pytest.raises(ValidationError, match="right is"):
        key(row["chain_type"], row["other"])


def test_forms_of_test_networks():
    """They hold on the test network alone: TON's flag, Hedera's ledger, Stellar's passphrase."""
    assert key("TON", "kf_lZ1T4NCb2mwkme9h2rJfESCE0W34ma9lWp7-_uY3zXIBg", "-3").startswith("-1:e56754")
    assert key("HEDERA", "0.0.123-esxsf", "testnet") == "0.0.123"
    usdc = "USDC-GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN"
    assert len({key("STELLAR", usdc, network) for network in ("pubnet", "testnet", None)}) == 2


def strkey(version, raw):
    raw = bytes([version << 3]) + raw
    return base64.b32encode(raw + binascii.crc_hqx(raw, 0).to_bytes(2, "little")).decode()


def ton_forms(raw):
    tagged = (bytes([tag, 0]) + raw for tag in (0x11, 0x51))
    whole = [each + binascii.crc_hqx(each, 0).to_bytes(2, "big") for each in tagged]
    friendly = [
        encode(each).decode() for each in whole for encode in (base64.b64encode, base64.urlsafe_b64encode)
    ]
    return [f"0:{raw.hex()}", f"0:{raw.hex().upper()}", *friendly]


def ss58(prefix, raw):
    raw = bytes([prefix]) + raw
    return base58.b58encode(raw + hashlib.blake2b(b"SS58PRE" + raw).digest()[:2]).decode()


def f410(raw):
    checked = raw + hashlib.blake2b(bytes([4, 10]) + raw, digest_size=4).digest()
    return f"f410f{base64.b32encode(checked).decode().rstrip('=').lower()}"


def move_forms(number):
    forms = (f"{number:#x}", f"0x{number:064x}", f"{number:064x}", f"0x{number:064X}")
    return [f"{form}::coin::Pair<{form},0x1::a::B>" for form in forms]


def starknet_forms(number):
    return [
        f"{number:#x}",
        f"0x{number:064x}",
        f"0x{number:064X}",
        *([str(number)] if number > 10**65 else []),
    ]


SOLO = "rsoLo2S1kiGeCcn6hCUXVrCpGMWLrRrLZz"

FORMS = {
    "CARDANO": (
        st.tuples(st.binary(min_size=28, max_size=28), st.binary(max_size=32)),
        lambda it: [f"{it[0].hex()}{it[1].hex()}", f"{it[0].hex()}.{it[1].hex()}", (it[0] + it[1]).hex().upper()],
    ),
    "STELLAR": (
        st.tuples(CODE, ACCOUNT),
        lambda it: [f"{it[0]}{sign}{strkey(6, it[1])}{end}" for sign in ":-" for end in ("", "-1", "-2")],
    ),
    "TRON": (
        BODY,
        lambda raw: [
            base58.b58encode_check(b"\x41" + raw).decode(),
            *(f"{prefix}{raw.hex()}" for prefix in ("41", "0x", "0x41")),
            f"41{raw.hex().upper()}",
        ],
    ),
    "TON": (ACCOUNT, ton_forms),
    "SUI": (st.integers(1, 2**256 - 1), move_forms),
    "APTOS": (st.integers(1, 2**256 - 1), move_forms),
    "STARKNET": (st.one_of(st.integers(1, 2**251 - 1), st.integers(2**250, 2**251 - 1)), starknet_forms),
    "SUBSTRATE": (ACCOUNT, lambda raw: [f"0x{raw.hex()}", *(ss58(prefix, raw) for prefix in (0, 2, 42))]),
    "HEDERA": (
        NUMBER,
        lambda n: [f"0.0.{n}", f"0.0.00{n}", f"0.0.{n}-{id_checksum(f'0.0.{n}', 0)}", f"0x{n:040x}"],
    ),
    "ALGORAND": (NUMBER, lambda n: [f"{n}", f"00{n}"]),
    "XRPL": (
        st.text("ABCabc019$", min_size=3, max_size=20).filter(lambda code: code != "XRP"),
        lambda code: [
            *(f"{code}{sign}{SOLO}" for sign in ".+"),
            f"{'0' * 24}{code.encode().hex()}{'0' * 10}.{SOLO}"
            if len(code) == 3
            else f"{code.encode().hex().ljust(40, '0')}.{SOLO}",
        ],
    ),
    "COSMOS": (
        st.lists(NUMBER, min_size=1, max_size=3),
        lambda hops: [
            path := "".join(f"transfer/channel-{hop}/" for hop in hops) + "uatom",
            f"ibc/{hashlib.sha256(path.encode()).hexdigest()}",
            f"ibc/{hashlib.sha256(path.encode()).hexdigest().upper()}",
        ],
    ),
    "TEZOS": (
        st.tuples(BODY, NUMBER),
        lambda it: [
            f"{base58.b58encode_check(bytes([2, 90, 121]) + it[0]).decode()}{sign}{it[1]}" for sign in "_/:"
        ],
    ),
    "BITCOIN": (
        st.text("ABCXYZ", min_size=6, max_size=26),
        lambda name: [name, f"{name[:2]}•{name[2:]}", f"{name[:1]}.{name[1:4]}.{name[4:]}"],
    ),
    "OTHER": (
        st.text("abcxyz", min_size=1, max_size=20),
        lambda name: [f"SP102V8P0F7JX67ARQ77WEA3D3CFB5XW39REDT0AM.{name}{sign}{name}" for sign in (".", "::")],
    ),
    f"EVM:{FILECOIN}": (BODY, lambda raw: [f"0x{raw.hex()}", f"0X{raw.hex().upper()}", f410(raw)]),
}  # fmt: skip
"""Kind of chain -> what its tokens are made of, and all the spellings of one."""

ONE_FORM = {"SOLANA", "NEAR"}
"""The kinds of chain on which a token has one spelling."""


def test_every_kind_of_chain_is_here():
    assert {kind.partition(":")[0] for kind in FORMS} | ONE_FORM == {*FORMATS, "EVM"}


@pytest.mark.parametrize("kind", FORMS)
@settings(deadline=None)
@given(data=st.data())
def test_every_form_leads_to_one_key_and_back(kind, data):
    made_of, forms = FORMS[kind]
    one, other = data.draw(made_of), data.draw(made_of)
    keys = {key(kind, form) for form in forms(one)}
    assert len(keys) == 1
    own = keys.pop()
    assert key(kind, own) == own
    for form in forms(one):
        read = parse(kind.partition(":")[0], FILECOIN if ":" in kind else None, form)
        assert key(kind, read.canonical) == own
    assert (key(kind, forms(other)[0]) == own) == (one == other)


def test_fungible_numbers_of_substrate():
    assert key("SUBSTRATE", "01984") == key("SUBSTRATE", "1984") == "1984"
    where = '{"parents":"1","interior":{"X1":["2004"]}}', '{"interior":{"X1":["2004"]},"parents":"1"}'
    assert key("SUBSTRATE", where[0]) == key("SUBSTRATE", where[1])
