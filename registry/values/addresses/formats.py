"""The address format of each kind of chain but EVM: how it is read, and what a refusal calls right."""

from collections.abc import Callable
from dataclasses import dataclass

from . import readers
from .joining import Joined, cardano_fingerprint, itself, stellar_contract


def anywhere(reader: Callable[[str], str | None]) -> Callable[[str, str | None], str | None]:
    """A reader that reads alike on every network of its kind of chain."""
    return lambda address, _reference: reader(address)


@dataclass(frozen=True, slots=True)
class AddressFormat:
    """A reader that gives the canonical form of an address or None, what would be right instead, and the key."""

    canonical_of: Callable[[str, str | None], str | None]
    right: str
    key_of: Joined = itself

    def read(self, address: str, reference: str | None) -> tuple[str, str]:
        """The canonical form of the address and its key; ValueError with what would be right where it is none."""
        canonical = self.canonical_of(address, reference)
        if canonical is None:
            raise ValueError(f"is no address of this kind of chain: right is {self.right}")
        return canonical, self.key_of(canonical, reference)


_MOVE = AddressFormat(anywhere(readers.move), "0x and up to 64 hex digits, alone or with ::module::NAME")

FORMATS: dict[str, AddressFormat] = {
    "SOLANA": AddressFormat(
        anywhere(readers.solana), "32 bytes in base58: EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v"
    ),
    "BITCOIN": AddressFormat(anywhere(readers.bitcoin), "text"),
    "COSMOS": AddressFormat(
        anywhere(readers.cosmos),
        "a denom of 3 to 128 characters: uatom, ibc/ and 64 hex digits, factory/CREATOR/name, cw20:CONTRACT, "
        "with a right bech32 checksum where it names an account",
    ),
    "TRON": AddressFormat(
        anywhere(readers.tron),
        "T and 33 more of base58 with a right checksum, 41 or 0x and 40 hex digits, or a TRC-10 number",
    ),
    "SUI": _MOVE,
    "APTOS": _MOVE,
    "NEAR": AddressFormat(
        anywhere(readers.near), "2 to 64 of a-z and 0-9, with . - or _ between them: wrap.near"
    ),
    "TON": AddressFormat(
        readers.ton, "48 of base64 with a right checksum and tag for this network, or 0: and 64 hex"
    ),
    "STARKNET": AddressFormat(anywhere(readers.starknet), "0x and up to 64 hex digits, below 2^251"),
    "SUBSTRATE": AddressFormat(
        anywhere(readers.substrate),
        "an asset number, 0x and whole bytes in hex, or SS58 with a right checksum",
    ),
    "CARDANO": AddressFormat(
        anywhere(readers.cardano),
        "56 hex digits of policy and the name in hex, or asset1... with a right checksum",
        cardano_fingerprint,
    ),
    "XRPL": AddressFormat(
        anywhere(readers.xrpl), "CURRENCY.ISSUER, the currency not XRP, the issuer with a right checksum"
    ),
    "STELLAR": AddressFormat(
        anywhere(readers.stellar),
        "CODE-ISSUER or a contract C..., with a right checksum: an issuer alone may have many tokens",
        stellar_contract,
    ),
    "ALGORAND": AddressFormat(anywhere(readers.algorand), "an asset number: 31566704"),
    "HEDERA": AddressFormat(
        readers.hedera, "0.0.NUMBER, with no checksum or a right one, or 0x and 40 hex digits"
    ),
    "TEZOS": AddressFormat(
        anywhere(readers.tezos), "KT1 and 33 of base58 with a right checksum, with _ID for one of its tokens"
    ),
    "OTHER": AddressFormat(anywhere(readers.other), "ASCII text"),
}

READ_BY_NETWORK = frozenset({"TON", "STELLAR", "HEDERA"})
"""The kinds of chain on which one address reads otherwise on another network: by a flag, a passphrase, a ledger."""
