"""What stands in place of an address for a chain's own coin, which has none.

`OWN_COIN_NAMES` hold on every chain of a kind.  What one chain alone calls its coin (`uatom`, zkSync's
0x…800A) stands in `Chain.native_aliases`: one address is ETH on Optimism, METIS on Metis and nothing elsewhere.
Wrapped coins (So11…112, wrap.near) are tokens, and no names of the coin.
"""

from functools import lru_cache

from django.core.exceptions import ValidationError

from . import parse

OWN_COIN_NAMES: dict[str, tuple[str, ...]] = {
    # ERC-7528's address, and the zero address, which most lists use.
    "EVM": ("0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE", f"0x{'0' * 40}", "0x0"),
    "SUI": ("0x2::sui::SUI",),
    # Of all pairs of a coin and a fungible asset this one alone is fixed (AIP-63).
    "APTOS": ("0x1::aptos_coin::AptosCoin", "0xa"),
    # The address of 20 zero bytes.
    "TRON": ("T9yD14Nj9j7xAB4dbGeiX9h8unkKHxuWwb",),
    "TON": (f"0:{'0' * 64}",),
    # The system program, which lists write for SOL.
    "SOLANA": ("1" * 32,),
    "STELLAR": ("native",),
    "XRPL": ("XRP",),
    "CARDANO": ("lovelace", "ADA"),
    "ALGORAND": ("0",),
}
"""By kind of chain.  Where they were seen says `fixtures/native_aliases.csv` of those that one chain has."""


@lru_cache(maxsize=4096)
def own_coin_names(
    chain_type: str, network_id: int | None, reference: str | None, aliases: tuple[str, ...]
) -> frozenset[str]:
    """The names of the own coin of a chain with these aliases: as texts, and as keys where they are addresses."""
    names = (*OWN_COIN_NAMES.get(chain_type, ()), *aliases)
    keys = (key_or_none(chain_type, network_id, name, reference) for name in names)
    return frozenset({*names, *(key for key in keys if key is not None)})


def key_or_none(chain_type: str, network_id: int | None, text: str, reference: str | None) -> str | None:
    """The key of an address of this chain; None for a text that is none."""
    try:
        return parse(chain_type, network_id, text, reference).key
    except ValidationError:
        return None
