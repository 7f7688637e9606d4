"""CAIP-2 and CAIP-19: names of chains and assets, given where a standard has them, and read back."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from registry.values.caip import Caip19, caip19, cosmos_caip2, evm_caip2, parse_caip19, validate_caip2

USDC = "0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48"
MINT = "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v"
CIRCLE = "GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN"
POOL = "67260c4c1807b262ff851b0a3fe141194936bb0215b2f77447f1df11998eabb9"
SOROBAN = "CCW67TSZV3SSS2HXMBQ5JFGCKJNXKZM7UQUWUZPUTHXSTZLEO7SJMI75"
BITSTAMP = "rvYAfWj5gh67oV6fW32ZzP3Aw4Eubs59B"
AMM = "039C99CD9AB0B70B32ECDA51EAAE471625608EA2.rE54zDvgnghAoPopCgvtiqWNq3dU5y836S"
NFTOKEN = "000B013A95F14B0044F78A264E41713C64B5F89242540EE208C3098E00000D65"
INSCRIPTION = "6fb976ab49dcec017f1e201e84395983204ae1a7c2abf7ced0a85d692e442799i0"
BITCOIN = "bip122:000000000019d6689c085ae165831e93"
SOLANA = "solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp"

NAMED = [
    ("eip155:1", "EVM", USDC, "STABLECOIN", f"eip155:1/erc20:{USDC}"),
    ("eip155:1", "EVM", USDC, "ERC721", f"eip155:1/erc721:{USDC}"),
    ("eip155:1", "EVM", USDC, "ERC1155", f"eip155:1/erc1155:{USDC}"),
    (SOLANA, "SOLANA", MINT, "SPL", f"{SOLANA}/token:{MINT}"),
    (SOLANA, "SOLANA", MINT, "NFT", f"{SOLANA}/nft:{MINT}"),
    ("hedera:mainnet", "HEDERA", "0.0.859814", "STABLECOIN", "hedera:mainnet/token:0.0.859814"),
    ("hedera:mainnet", "HEDERA", f"0x{859814:040x}", "STABLECOIN", "hedera:mainnet/token:0.0.859814"),
    ("stellar:pubnet", "STELLAR", f"USDC:{CIRCLE}", "STABLECOIN", f"stellar:pubnet/asset:USDC-{CIRCLE}"),
    ("stellar:pubnet", "STELLAR", SOROBAN, "STABLECOIN", f"stellar:pubnet/sep41:{SOROBAN}"),
    ("stellar:pubnet", "STELLAR", POOL, "LP_TOKEN", f"stellar:pubnet/cap38:{POOL}"),
    ("xrpl:0", "XRPL", f"USD.{BITSTAMP}", "WRAPPED", f"xrpl:0/token:USD.{BITSTAMP}"),
    ("xrpl:0", "XRPL", f"U$D.{BITSTAMP}", "WRAPPED", f"xrpl:0/token:U%24D.{BITSTAMP}"),
    ("xrpl:0", "XRPL", AMM, "LP_TOKEN", f"xrpl:0/xls30:{AMM}"),
    ("xrpl:0", "XRPL", NFTOKEN, "NFT", f"xrpl:0/xls20:{NFTOKEN}"),
    (BITCOIN, "BITCOIN", INSCRIPTION, "NFT", f"{BITCOIN}/ordinals:{INSCRIPTION}"),
]

NAMELESS = [
    (None, "EVM", USDC, "ERC20"),
    ("eip155:1", "EVM", None, "ERC20"),
    ("eip155:1", "EVM", USDC, "NFT"),
    ("eip155:295", "HEDERA", "0.0.859814", "ERC20"),
    (SOLANA, "SOLANA", USDC, "SPL"),
    ("hedera:mainnet", "HEDERA", f"0x{'ab' * 20}", "STABLECOIN"),
    ("stellar:pubnet", "STELLAR", CIRCLE, "STABLECOIN"),
    ("xrpl:0", "XRPL", NFTOKEN, "STABLECOIN"),
    (BITCOIN, "BITCOIN", "DOG•GO•TO•THE•MOON", "CRYPTOCURRENCY"),
    ("cosmos:osmosis-1", "COSMOS", "gamm/pool/1", "LP_TOKEN"),
    ("tron:728126428", "TRON", "TCFLL5dx5ZJdKnWuesXxi1VPwjLVmWZZy9", "STABLECOIN"),
]

NOT_CAIP2 = [
    "",
    "eip155",
    "eip155:",
    "ei:1",
    "toolongname:1",
    "EIP155:1",
    "eip155:0x1",
    "eip155:01",
    "eip155:0",
    "cosmos:a.b",
]

NOT_CAIP19 = [
    "", "eip155:1", "eip155:1/", "eip155:1/erc20", "eip155:1/erc20:", "eip155:1/ERC20:0x1", "eip155:1/er:0x1",
    "eip155:1/erc20:ibc%2", "eip155:1/erc20:%zz", "eip155:1/erc20:%ff", "eip155:1/erc20:a:b",
    "eip155:1/erc20:a_b", f"eip155:1/erc20:{'a' * 129}", f"eip155:1/erc20:{USDC}\n",
    f"eip155:01/erc20:{USDC}",
]  # fmt: skip


def test_it_works() -> None:
    name = caip19("eip155:1", "EVM", USDC, is_native=False, slip44=60, asset_type="ERC20")
    assert name == f"eip155:1/erc20:{USDC}"
    assert parse_caip19(name) == Caip19("eip155:1", "erc20", USDC)


@pytest.mark.parametrize(("caip2", "chain_type", "address", "asset_type", "name"), NAMED)
def test_registered_profiles_have_names(
    caip2: str, chain_type: str, address: str, asset_type: str, name: str
) -> None:
    assert caip19(caip2, chain_type, address, is_native=False, slip44=None, asset_type=asset_type) == name
    assert str(parse_caip19(name)) == name


@pytest.mark.parametrize(("caip2", "chain_type", "address", "asset_type"), NAMELESS)
def test_where_no_standard_has_a_name_there_is_none(
    caip2: str | None, chain_type: str, address: str | None, asset_type: str
) -> None:
    assert caip19(caip2, chain_type, address, is_native=False, slip44=60, asset_type=asset_type) is None


@pytest.mark.parametrize(
    ("slip44", "name"),
    [(118, "cosmos:cosmoshub-4/slip44:118"), (0, "cosmos:cosmoshub-4/slip44:0"), (None, None)],
)
def test_a_native_coin_is_named_by_slip44(slip44: int | None, name: str | None) -> None:
    coin = caip19("cosmos:cosmoshub-4", "COSMOS", None, is_native=True, slip44=slip44, asset_type="NATIVE")
    assert coin == name


@pytest.mark.parametrize(
    "value",
    [
        "eip155:1",
        "bip122:000000000019d6689c085ae165831e93",
        "cip-34:1-764824073",
        "ton:-239",
        "starknet:SN_MAIN",
    ],
)
def test_real_names_of_chains_are_taken(value: str) -> None:
    validate_caip2(value)


@pytest.mark.parametrize("value", NOT_CAIP2)
def test_what_names_no_chain_is_refused(value: str) -> None:
    with pytest.raises(ValidationError, match="is no CAIP-2 name of a chain: right is") as refusal:
        validate_caip2(value)
    assert refusal.value.code == "caip2"


@pytest.mark.parametrize("text", NOT_CAIP19)
def test_what_names_no_asset_is_refused(text: str) -> None:
    with pytest.raises(ValidationError, match=r"is no CAIP-(19|2) name"):
        parse_caip19(text)


def test_an_item_of_a_collection_is_refused_with_the_collection() -> None:
    with pytest.raises(
        ValidationError, match=f"right is the collection without its item, eip155:1/erc721:{USDC}"
    ):
        parse_caip19(f"eip155:1/erc721:{USDC}/771769")


def test_evm_chains_are_named_by_number() -> None:
    assert evm_caip2(10) == "eip155:10"


@pytest.mark.parametrize(
    ("chain_id", "caip2"),
    [
        # The examples of the namespace's own profile.
        ("cosmoshub-3", "cosmos:cosmoshub-3"),
        ("hash-", "cosmos:hash-"),
        ("hashed-", "cosmos:hashed-c904589232422def"),
        ("hashed-123", "cosmos:hashed-99df5cd68192b33e"),
        ("123456789012345678901234567890123456789012345678", "cosmos:hashed-0204c92a0388779d"),
        (" ", "cosmos:hashed-36a9e7f1c95b82ff"),
    ],
)
def test_cosmos_chains_are_named_by_their_id_or_its_hash(chain_id: str, caip2: str) -> None:
    assert cosmos_caip2(chain_id) == caip2
    validate_caip2(caip2)


def test_what_caip19_cannot_spell_is_escaped() -> None:
    assert str(Caip19("cosmos:x", "denom", "ibc/a_b~c%é")) == "cosmos:x/denom:ibc%2Fa%5Fb%7Ec%25%C3%A9"


@given(
    st.from_regex(r"[-a-z0-9]{3,8}", fullmatch=True).filter(lambda name: name != "eip155"),
    st.from_regex(r"[-_a-zA-Z0-9]{1,32}", fullmatch=True),
    st.from_regex(r"[-a-z0-9]{3,8}", fullmatch=True),
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=10),
)
def test_a_name_is_read_back_as_it_was(chain: str, reference: str, namespace: str, address: str) -> None:
    name = Caip19(f"{chain}:{reference}", namespace, address)
    assert parse_caip19(str(name)) == name


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        name = parse_caip19(text)
    except ValidationError:
        return
    assert parse_caip19(str(name)) == name
