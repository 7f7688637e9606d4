"""How each kind of chain but EVM writes its tokens: one reader each, from the address to its key.

A reader answers None for what the chain would never write.  Where a chain has several spellings of
one token (leading zeros, a second encoding, another separator) the reader picks one as the key.
"""

import re

from . import encodings

_DENOM = re.compile(r"[a-zA-Z][a-zA-Z0-9/:._-]{2,127}")
_ACCOUNT = re.compile(r"[a-z][a-z0-9]*?1[02-9ac-hj-np-z]{38}(?:[02-9ac-hj-np-z]{20})?")
_MOVE_NAME = r"[A-Za-z_][A-Za-z0-9_]*"
_MOVE = re.compile(rf"0x[0-9a-fA-F]{{1,64}}(?:::{_MOVE_NAME}::{_MOVE_NAME}(?:<[A-Za-z0-9_:<>,]+>)?)?")
_MOVE_ADDRESS = re.compile(r"(?<![A-Za-z0-9_])0x0*([0-9a-fA-F]+)")
_NEAR = re.compile(r"(?=.{2,64}$)(?:[a-z0-9]+[-_])*[a-z0-9]+(?:\.(?:[a-z0-9]+[-_])*[a-z0-9]+)*")
_CARDANO = re.compile(r"([0-9a-fA-F]{56})\.?((?:[0-9a-fA-F]{2}){0,32})")
_XRPL = re.compile(r"([0-9a-fA-F]{40}|[A-Za-z0-9?!@#$%^&*<>(){}\[\]|]{3,20})\.(r[1-9A-HJ-NP-Za-km-z]{24,34})")
_STELLAR = re.compile(r"([A-Za-z0-9]{1,12})[-:](G[A-Z2-7]{55})(?:-[12])?")
_HEDERA = re.compile(r"([0-9]{1,19}\.[0-9]{1,19}\.[0-9]{1,19})(?:-[a-z]{5})?")
_TEZOS = re.compile(r"(KT1[1-9A-HJ-NP-Za-km-z]{33})(?:[_:/]([0-9]+))?")


def solana(address: str) -> str | None:
    return address if len(encodings.decoded_base58(address)) == 32 else None


def tron(address: str) -> str | None:
    if re.fullmatch(r"1[0-9]{6}", address):  # TRC-10 tokens are numbered from 1000001
        return address
    raw = encodings.decoded_base58check(address)
    return address if len(raw) == 21 and raw[0] == 0x41 else None


def cosmos(address: str) -> str | None:
    if not _DENOM.fullmatch(address):
        return None
    if address.startswith("ibc/"):
        # The chain writes the hash in capitals; some sources do not.
        return f"ibc/{address[4:].upper()}" if re.fullmatch(r"ibc/[0-9a-fA-F]{64}", address) else None
    accounts = filter(_ACCOUNT.fullmatch, re.split("[/:]", address))
    return address if all(map(encodings.is_bech32, accounts)) else None


def move(address: str) -> str | None:
    if not _MOVE.fullmatch(address):
        return None
    return _MOVE_ADDRESS.sub(lambda found: f"0x{found[1].lower()}", address)


def near(address: str) -> str | None:
    return address if _NEAR.fullmatch(address) else None


def starknet(address: str) -> str | None:
    if not re.fullmatch(r"0x[0-9a-fA-F]{1,64}", address):
        return None
    number = int(address, 16)
    return hex(number) if number < 2**251 else None


def substrate(address: str) -> str | None:
    if address.startswith("0x"):
        return address.lower() if re.fullmatch(r"0x(?:[0-9a-fA-F]{2}){1,64}", address) else None
    if re.fullmatch(r"[1-9A-HJ-NP-Za-km-z]{46,50}", address):
        return address if encodings.is_ss58(address) else None
    return ascii_only(address)


def cardano(address: str) -> str | None:
    if address.startswith("asset1"):
        return address if encodings.is_bech32(address) else None
    found = _CARDANO.fullmatch(address)
    return (found[1] + found[2]).lower() if found else None


def xrpl(address: str) -> str | None:
    if re.fullmatch(r"[0-9a-fA-F]{48}|[0-9a-fA-F]{64}", address):  # multi-purpose tokens and NFTs
        return address.upper()
    found = _XRPL.fullmatch(address)
    if not found or not encodings.is_xrpl_account(found[2]):
        return None
    # A code of more than three characters is on the ledger as 20 bytes in hex, and written either way.
    code = found[1] if len(found[1]) in {3, 40} else found[1].encode().hex().ljust(40, "0")
    return f"{code if len(code) == 3 else code.upper()}.{found[2]}"


def stellar(address: str) -> str | None:
    if found := _STELLAR.fullmatch(address):
        return f"{found[1]}-{found[2]}" if encodings.is_strkey(found[2], "G") else None
    if re.fullmatch(r"[0-9a-f]{64}", address):  # a liquidity pool
        return address
    # Some sources give the issuer alone: one issuer, one token.
    return address if encodings.is_strkey(address, "CG") else None


def algorand(address: str) -> str | None:
    return address if re.fullmatch(r"[1-9][0-9]{0,19}", address) else None


def hedera(address: str) -> str | None:
    if re.fullmatch(r"0x[0-9a-fA-F]{40}", address):
        # The EVM form of an entity without an alias is its number: twelve zero bytes, then N of 0.0.N.
        return f"0.0.{int(address, 16)}" if int(address, 16) < 2**64 else address.lower()
    found = _HEDERA.fullmatch(address)
    return found[1] if found else None


def tezos(address: str) -> str | None:
    found = _TEZOS.fullmatch(address)
    if not found or not encodings.decoded_base58check(found[1]):
        return None
    return f"{found[1]}:{found[2]}" if found[2] else found[1]


def ascii_only(address: str) -> str | None:
    return address if address.isascii() else None
