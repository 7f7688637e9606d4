"""The encodings that addresses are written in, each checked with its own checksum."""

import base64
import binascii
import hashlib
import re

import base58
import bech32


def decoded_base58(text: str) -> bytes:
    """The bytes, or none where the text is not base58."""
    try:
        return base58.b58decode(text)
    except ValueError:
        return b""


def decoded_base58check(text: str, alphabet: bytes = base58.BITCOIN_ALPHABET) -> bytes:
    """The bytes without their checksum, or none where text or checksum is wrong."""
    try:
        return base58.b58decode_check(text, alphabet=alphabet)
    except ValueError:
        return b""


def is_bech32(text: str) -> bool:
    return bech32.bech32_decode(text) != (None, None)


def is_xrpl_account(text: str) -> bool:
    raw = decoded_base58check(text, base58.XRP_ALPHABET)
    return len(raw) == 21 and raw[0] == 0


def encoded_base58check(raw: bytes) -> str:
    return base58.b58encode_check(raw).decode()


def ss58_account(text: str) -> bytes | None:
    """The 32 bytes of a Substrate account, between a network prefix of one or two bytes and two of BLAKE2b."""
    raw = decoded_base58(text)
    checksum = hashlib.blake2b(b"SS58PRE" + raw[:-2]).digest()[:2]
    return raw[-34:-2] if len(raw) in {35, 36} and raw[-2:] == checksum else None


def is_strkey(text: str, kinds: str) -> bool:
    """A Stellar key of one of these kinds, which are its first letters; its CRC-16 is low byte first."""
    if not re.fullmatch(rf"[{kinds}][A-Z2-7]{{55}}", text):
        return False
    raw = base64.b32decode(text)
    return binascii.crc_hqx(raw[:-2], 0) == int.from_bytes(raw[-2:], "little")


def strkey_bytes(text: str) -> bytes:
    """The 32 bytes of a Stellar key: between its version byte and its CRC-16."""
    return base64.b32decode(text)[1:-2]


def ton_account(text: str, *, is_testnet: bool) -> str | None:
    """The raw form `workchain:hex` of a TON address in any of its forms: they are one account.

    A form that is marked as for test networks only is none on the main one (TEP-2).
    """
    if re.fullmatch(r"(?:0|-1):[0-9a-fA-F]{64}", text):
        return text.lower()
    if not re.fullmatch(r"[A-Za-z0-9+/_-]{48}", text):
        return None
    raw = base64.b64decode(text.replace("-", "+").replace("_", "/"))
    tags = {0x11, 0x51, 0x91, 0xD1} if is_testnet else {0x11, 0x51}
    if raw[0] not in tags or binascii.crc_hqx(raw[:-2], 0) != int.from_bytes(raw[-2:], "big"):
        return None
    return f"{int.from_bytes(raw[1:2], 'big', signed=True)}:{raw[2:34].hex()}"
