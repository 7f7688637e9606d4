"""Hedera's entities: `0.0.NUMBER`, with or without the checksum of HIP-15, and their EVM form."""

import re

_ENTITY = re.compile(r"([0-9]{1,19})\.([0-9]{1,19})\.([0-9]{1,19})(?:-([a-z]{5}))?")
_LEDGERS = {"mainnet": 0, "testnet": 1, "previewnet": 2}


def entity(text: str, reference: str | None) -> str | None:
    """The id without leading zeros and checksum; None for no id, and for one whose checksum is wrong."""
    found = _ENTITY.fullmatch(text)
    if not found:
        return None
    plain = ".".join(str(int(found[part])) for part in (1, 2, 3))
    ledger = _LEDGERS.get(reference or "mainnet")
    is_right = found[4] is None or ledger is None or found[4] == id_checksum(plain, ledger)
    return plain if is_right else None


def of_evm_form(address: str) -> str:
    """The id that an EVM address holds (shard, realm and number in 4, 8 and 8 bytes), or the address itself.

    An address that holds no id of shard 0 and realm 0 is an alias, which the ledger alone leads to its id.
    """
    number = int(address, 16)
    return f"0.0.{number}" if number < 2**64 else address


def id_checksum(plain: str, ledger: int) -> str:
    """The five letters of HIP-15 for an id without leading zeros."""
    digits = [10 if character == "." else int(character) for character in plain]
    whole = 0
    for digit in digits:
        whole = (whole * 31 + digit) % 26**3
    ledger_hash = 0
    for byte in (ledger, *(0,) * 6):
        ledger_hash = (ledger_hash * 31 + byte) % 26**5
    checksum = ((len(plain) % 5) * 11 + sum(digits[0::2]) % 11) * 11 + sum(digits[1::2]) % 11
    checksum = (checksum * 26**3 + whole + ledger_hash) % 26**5 * 1_000_003 % 26**5
    letters = ""
    for _ in range(5):
        checksum, letter = divmod(checksum, 26)
        letters = chr(ord("a") + letter) + letters
    return letters
