"""The address format of each kind of chain but EVM: how it is read, and what a refusal calls right."""

from collections.abc import Callable
from dataclasses import dataclass

from . import readers
from .encodings import ton_account


@dataclass(frozen=True, slots=True)
class Format:
    """A reader that gives the key of an address or None, and what would be right instead of None."""

    key_of: Callable[[str], str | None]
    right: str

    def read(self, address: str, _reference: str | None) -> str:
        """The key of the address; ValueError with what would be right where there is none."""
        key = self.key_of(address)
        if key is None:
            raise ValueError(f"is no address of this kind of chain: right is {self.right}")
        return key


_MOVE = Format(readers.move, "0x and up to 64 hex digits, alone or with ::module::NAME")

FORMATS: dict[str, Format] = {
    "SOLANA": Format(readers.solana, "32 bytes in base58: EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v"),
    # Runes, BRC-20 tickers, Omni and Counterparty names have no form in common.
    "BITCOIN": Format(str, "text"),
    "COSMOS": Format(
        readers.cosmos,
        "a denom of 3 to 128 characters: uatom, ibc/ and 64 hex digits, factory/CREATOR/name, cw20:CONTRACT, "
        "with a right bech32 checksum where it names an account",
    ),
    "TRON": Format(readers.tron, "T and 33 more of base58 with a right checksum, or a TRC-10 number"),
    "SUI": _MOVE,
    "APTOS": _MOVE,
    "NEAR": Format(readers.near, "2 to 64 of a-z and 0-9, with . - or _ between them: wrap.near"),
    "TON": Format(ton_account, "48 of base64 with a right checksum, or 0: and 64 hex digits"),
    "STARKNET": Format(readers.starknet, "0x and up to 64 hex digits, below 2^251"),
    "SUBSTRATE": Format(
        readers.substrate, "an asset number, 0x and whole bytes in hex, or SS58 with a right checksum"
    ),
    "CARDANO": Format(
        readers.cardano, "56 hex digits of policy and the name in hex, or asset1... with a right checksum"
    ),
    "XRPL": Format(readers.xrpl, "CURRENCY.ISSUER, the issuer with a right checksum"),
    "STELLAR": Format(readers.stellar, "CODE-ISSUER or a contract C..., with a right checksum"),
    "ALGORAND": Format(readers.algorand, "an asset number: 31566704"),
    "HEDERA": Format(readers.hedera, "0.0.NUMBER, or 0x and 40 hex digits"),
    "TEZOS": Format(
        readers.tezos, "KT1 and 33 of base58 with a right checksum, with _ID for one of its tokens"
    ),
    "OTHER": Format(readers.ascii_only, "ASCII text"),
}
