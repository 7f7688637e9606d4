"""How each kind of chain but EVM writes its tokens: one reader each, from an address to its canonical form.

A reader answers None for what the chain would never write.  Where a chain has several spellings of
one token (leading zeros, a second encoding, another separator) the reader picks one as the canonical form.
docs/SPELLINGS.md has the forms and the sources of the rules.
"""

import hashlib
import json
import re

from . import encodings, hedera_ids

_DENOM = re.compile(r"[a-zA-Z][a-zA-Z0-9/:._-]{2,127}")
_ACCOUNT = re.compile(r"[a-z][a-z0-9]*?1[02-9ac-hj-np-z]{38}(?:[02-9ac-hj-np-z]{20})?")
_IBC_PATH = re.compile(r"(?:[a-zA-Z0-9._+#<>-]{2,}/channel-[0-9]+/)+.+")
_MOVE_NAME = r"[A-Za-z_][A-Za-z0-9_]*"
_MOVE_START = r"(?:0x[0-9a-fA-F]{1,64}|[0-9a-fA-F]{64})"
_MOVE = re.compile(rf"{_MOVE_START}(?:::{_MOVE_NAME}::{_MOVE_NAME}(?:<[A-Za-z0-9_:<>,]+>)?)?")
_MOVE_ADDRESS = re.compile(
    r"(?<![A-Za-z0-9_:])(?:0x|(?=[0-9a-fA-F]{64}(?![A-Za-z0-9_])))0*([0-9a-fA-F]+)(?![A-Za-z0-9_])"
)
_NEAR = re.compile(r"(?=.{2,64}$)(?:[a-z0-9]+[-_])*[a-z0-9]+(?:\.(?:[a-z0-9]+[-_])*[a-z0-9]+)*")
_CARDANO = re.compile(r"([0-9a-fA-F]{56})\.?((?:[0-9a-fA-F]{2}){0,32})")
_XRPL = re.compile(
    r"([0-9a-fA-F]{40}|[A-Za-z0-9?!@#$%^&*<>(){}\[\]|]{3,20})[.+](r[1-9A-HJ-NP-Za-km-z]{24,34})"
)
_XRPL_CODE = re.compile(r"0{24}((?:[0-9a-fA-F]{2}){3})0{10}")
_STELLAR = re.compile(r"([A-Za-z0-9]{1,12})[-:](G[A-Z2-7]{55})(?:-[12])?")
_TEZOS = re.compile(r"(KT1[1-9A-HJ-NP-Za-km-z]{33})(?:[_:/]([0-9]+))?")
_STACKS = re.compile(r"(S[PTMN][0-9A-HJKMNP-TV-Z]{37,39}\.[a-zA-Z][a-zA-Z0-9_-]*)\.([a-zA-Z][a-zA-Z0-9_-]*)")


def solana(address: str) -> str | None:
    return address if len(encodings.decoded_base58(address)) == 32 else None


def tron(address: str) -> str | None:
    if re.fullmatch(r"1[0-9]{6}", address):  # TRC-10 tokens are numbered from 1000001
        return address
    if found := re.fullmatch(r"(?:(?:0x)?41|0x)([0-9a-fA-F]{40})", address):
        return encodings.encoded_base58check(b"\x41" + bytes.fromhex(found[1]))
    raw = encodings.decoded_base58check(address)
    return address if len(raw) == 21 and raw[0] == 0x41 else None


def bitcoin(address: str) -> str | None:
    """What the protocols on top of Bitcoin write; they have no form in common."""
    # Spacers are for reading: the specification of runes compares names without them.
    if re.fullmatch(r"[A-Z]+(?:[•.][A-Z]+)+", address):
        return re.sub("[•.]", "", address)
    # A BRC-20 ticker has four bytes, or five where it is self-issued, and is the same in any case.
    return address.lower() if len(address.encode()) in {4, 5} and ":" not in address else address


def cosmos(address: str) -> str | None:
    if not _DENOM.fullmatch(address):
        return None
    if address.startswith("ibc/"):
        # The chain writes the hash in capitals; some sources do not.
        return f"ibc/{address[4:].upper()}" if re.fullmatch(r"ibc/[0-9a-fA-F]{64}", address) else None
    if _IBC_PATH.fullmatch(address):
        return f"ibc/{hashlib.sha256(address.encode()).hexdigest().upper()}"
    if found := re.fullmatch(r"erc20[/:]0x([0-9a-fA-F]{40})", address):
        return f"erc20:0x{found[1].lower()}"
    address = address.removeprefix("cw20:")
    accounts = filter(_ACCOUNT.fullmatch, re.split("[/:]", address))
    return address if all(map(encodings.is_bech32, accounts)) else None


def move(address: str) -> str | None:
    if not _MOVE.fullmatch(address):
        return None
    return _MOVE_ADDRESS.sub(lambda found: f"0x{found[1].lower()}", address)


def near(address: str) -> str | None:
    return address if _NEAR.fullmatch(address) else None


def ton(address: str, reference: str | None) -> str | None:
    return encodings.ton_account(address, is_testnet=reference == "-3")


def starknet(address: str) -> str | None:
    """A number below 2^251 in hex, or in decimal where it has more digits than any such number has in hex."""
    if re.fullmatch(r"[1-9][0-9]{64,75}", address):
        number = int(address)
    elif re.fullmatch(r"0x[0-9a-fA-F]{1,64}", address):
        number = int(address, 16)
    else:
        return None
    return hex(number) if number < 2**251 else None


def substrate(address: str) -> str | None:
    if address.isascii() and address.isdecimal():
        return str(int(address))
    if address.startswith("0x"):
        return address.lower() if re.fullmatch(r"0x(?:[0-9a-fA-F]{2}){1,64}", address) else None
    if account := encodings.ss58_account(address):
        return f"0x{account.hex()}"
    if re.fullmatch(r"[1-9A-HJ-NP-Za-km-z]{46,50}", address):  # an account with a wrong checksum
        return None
    if address.startswith("{"):  # where a foreign asset is, as JSON
        try:
            return json.dumps(json.loads(address), sort_keys=True, separators=(",", ":"))
        except ValueError:
            return None
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
    code = found[1]
    if standard := _XRPL_CODE.fullmatch(code):
        code = bytes.fromhex(standard[1]).decode("ascii", "replace")
    if len(code) == 3:
        return None if code == "XRP" else f"{code}.{found[2]}"
    # A code of more than three characters is on the ledger as 20 bytes in hex, and written either way.
    return f"{code.upper() if len(code) == 40 else code.encode().hex().ljust(40, '0').upper()}.{found[2]}"


def stellar(address: str) -> str | None:
    """CODE-ISSUER, a contract or a pool.  An issuer alone names none of the tokens that it may have."""
    if found := _STELLAR.fullmatch(address):
        return f"{found[1]}-{found[2]}" if encodings.is_strkey(found[2], "G") else None
    if found := re.fullmatch(r"([0-9a-f]{64})(?::lp)?", address):  # a liquidity pool
        return found[1]
    return address if encodings.is_strkey(address, "C") else None


def algorand(address: str) -> str | None:
    return str(int(address)) if re.fullmatch(r"0*[1-9][0-9]{0,19}", address) else None


def hedera(address: str, reference: str | None) -> str | None:
    if re.fullmatch(r"0x[0-9a-fA-F]{40}", address):
        return hedera_ids.of_evm_form(address.lower())
    return hedera_ids.entity(address, reference)


def tezos(address: str) -> str | None:
    found = _TEZOS.fullmatch(address)
    if not found or not encodings.decoded_base58check(found[1]):
        return None
    return f"{found[1]}:{int(found[2])}" if found[2] else found[1]


def other(address: str) -> str | None:
    # Stacks writes two colons before the token of a contract, its CAIP-19 names a dot.
    return _STACKS.sub(r"\1::\2", address) if address.isascii() else None


def ascii_only(address: str) -> str | None:
    return address if address.isascii() else None
