"""Addresses: what every kind of chain really writes is taken, what it never writes is refused."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from registry.values.addresses import Address, parse
from registry.values.addresses.formats import FORMATS

WRBTC = "0x542FDA317318eBf1d3DeAF76E0B632741a7e677d"
USDC = "0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48"
EIP_55_EXAMPLES = [
    "0x52908400098527886E0F7030069857D2E4169EE7",
    "0xde709f2102306220921060314715629080e2fb77",
    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
    "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
    "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
    "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
]
EIP_1191_EXAMPLES = [
    (30, "0x5aaEB6053f3e94c9b9a09f33669435E7ef1bEAeD"),
    (30, "0xFb6916095cA1Df60bb79ce92cE3EA74c37c5d359"),
    (31, "0x5aAeb6053F3e94c9b9A09F33669435E7EF1BEaEd"),
    (31, "0xFb6916095CA1dF60bb79CE92ce3Ea74C37c5D359"),
]

POLICY = "8db269c3ec630e06ae29f74bc39edd1f87c819f1056206e879a1cd61"
CIRCLE = "GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN"
SOLO = "rsoLo2S1kiGeCcn6hCUXVrCpGMWLrRrLZz"
SOLO_CODE = "534F4C4F00000000000000000000000000000000"
GRAM = "EQCqnhZndBGbwjPpV8K_8WOK58ZkQPXlS_bshau9DKWnAF-p"
CW20 = "juno168ctmpyppk90d34p3jjy658zf5a5l3w8wk35wht6ccqj4mr0yv8s4j5awr"
OSMO = "osmo14klwqgkmackvx2tqa0trtg69dmy0nrg4ntq4gjgw2za4734r5seqjqm4gm"
ALICE = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"

TAKEN = [
    ("SOLANA", "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v"),
    ("SOLANA", "So11111111111111111111111111111111111111112"),
    ("BITCOIN", "fd8a5b4d53d9afb37ee2845bb5bb70a490373293bf281728bbe712ee9b0872dbi0"),
    ("BITCOIN", "DOGGOTOTHEMOON"),
    ("COSMOS", "uatom"),
    ("COSMOS", "inj"),
    ("COSMOS", "gamm/pool/1"),
    ("COSMOS", "erc20/tether/usdt"),
    ("COSMOS", "peggy0xb2617246d0c6c0087f18703d576831899ca94f01"),
    ("COSMOS", "ibc/2DA9C149E9AD2BD27FEFA635458FB37093C256C1A940392634A16BEA45262604"),
    ("COSMOS", f"factory/{OSMO}/uibcx"),
    ("COSMOS", CW20),
    ("COSMOS", "secret1uxvpq889uxjcpj656yjjexsqa3zqm6ntkyjsjq"),
    ("COSMOS", "factory/osmo1" + "q" * 115),
    ("TRON", "TCFLL5dx5ZJdKnWuesXxi1VPwjLVmWZZy9"),
    ("TRON", "1002000"),
    ("NEAR", "111111111117dc0aa78b770fa6a738034120c302.factory.bridge.near"),
    ("NEAR", "17208628f84f5d6ad33f0da3bbbeb27ffcb398eac501a31bd6ad2011e36133a1"),
    ("SUBSTRATE", "1337"),
    ("SUBSTRATE", "0x0091bd8d8295b25cab5a7b8b0e44498e678cfc15d872ede3215f7d4c7635ba36"),
    ("SUBSTRATE", "acala://ForeignAsset:0"),
    ("CARDANO", "asset1c6uau7pufsxhnm7eg0eerhu4snwfd9sn7kvvvz"),
    ("STELLAR", "CCW67TSZV3SSS2HXMBQ5JFGCKJNXKZM7UQUWUZPUTHXSTZLEO7SJMI75"),
    ("STELLAR", "67260c4c1807b262ff851b0a3fe141194936bb0215b2f77447f1df11998eabb9"),
    ("XRPL", "000B013A95F14B0044F78A264E41713C64B5F89242540EE208C3098E00000D65"),
    ("XRPL", "USD.rvYAfWj5gh67oV6fW32ZzP3Aw4Eubs59B"),
    ("ALGORAND", "31566704"),
    ("HEDERA", "0.0.3299785"),
    ("TEZOS", "KT1Ha4yFVeyzw6KRAdkzq6TxDHB97KG4pZe8"),
    ("OTHER", "COS-2E4"),
    ("OTHER", "0:9f20666ce123602fd7a995508aeaa0ece4f92133503c0dfbd609b3239f3901e2"),
    ("OTHER", "A.b19436aae4d94622.FiatToken"),
]

ONE_TOKEN = [
    ("COSMOS", "ibc/27394fb092d2eccd56123c74f36e4c1f926001ceada9ca97ea622b25f41e5eb2",
     "ibc/27394FB092D2ECCD56123C74F36E4C1F926001CEADA9CA97EA622B25F41E5EB2"),
    ("SUI", "0x2::sui::SUI", f"0x{'0' * 63}2::sui::SUI"),
    ("APTOS", "0x1::pool::LP<0x1::a::B,0xA::b::C>", "0x01::pool::LP<0x1::a::B,0xa::b::C>"),
    ("STARKNET", "0x0124aeb495b947201f5fac96fd1138e326ad86195b98df6dec9009158a533b49",
     "0x124aeb495b947201f5fac96fd1138e326ad86195b98df6dec9009158a533b49"),
    ("SUBSTRATE", "0xEF3a930e1ffffacd2fc13434ac81bd278b0ecc8d", "0xef3a930e1ffffacd2fc13434ac81bd278b0ecc8d"),
    ("CARDANO", f"{POLICY.upper()}.446A6564", f"{POLICY}446a6564"),
    ("TON", GRAM, "0:aa9e166774119bc233e957c2bff1638ae7c66440f5e54bf6ec85abbd0ca5a700"),
    ("TON", "EQCqnhZndBGbwjPpV8K/8WOK58ZkQPXlS/bshau9DKWnAF+p", GRAM),
    ("XRPL", f"SOLO.{SOLO}", f"{SOLO_CODE}.{SOLO}"),
    ("STELLAR", f"USDC:{CIRCLE}", f"USDC-{CIRCLE}"),
    ("HEDERA", "0x00000000000000000000000000000000000d1ea6", "0.0.859814"),
    ("HEDERA", "0.0.859814-drhgr", "0.0.859814"),
    ("TEZOS", "KT1Ha4yFVeyzw6KRAdkzq6TxDHB97KG4pZe8_0", "KT1Ha4yFVeyzw6KRAdkzq6TxDHB97KG4pZe8/0"),
]  # fmt: skip

REFUSED = [
    ("SOLANA", "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTD"),
    ("SOLANA", "0PjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v"),
    ("COSMOS", "1uatom"),
    ("COSMOS", "u" * 129),
    ("COSMOS", "ibc/2DA9"),
    ("COSMOS", f"cw20:{CW20[:-1]}q"),
    ("COSMOS", f"factory/{OSMO[:-1]}q/uibcx"),
    ("TRON", "TCFLL5dx5ZJdKnWuesXxi1VPwjLVmWZZy8"),
    ("TRON", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"),
    ("SUI", "0x2::sui"),
    ("APTOS", f"0x{'1' * 65}"),
    ("NEAR", "Wrap.near"),
    ("NEAR", "a"),
    ("TON", f"{GRAM[:-1]}q"),
    ("TON", "1:aa"),
    ("STARKNET", f"0x{'f' * 64}"),
    ("STARKNET", "1234"),
    ("SUBSTRATE", "0xabc"),
    ("SUBSTRATE", f"{ALICE[:-1]}Z"),
    ("CARDANO", POLICY[:-1]),
    ("CARDANO", "asset1c6uau7pufsxhnm7eg0eerhu4snwfd9sn7kvvvq"),
    ("XRPL", f"SOLO.{SOLO[:-1]}y"),
    ("XRPL", SOLO),
    ("STELLAR", f"USDC-{CIRCLE[:-1]}M"),
    ("STELLAR", f"TOOLONGACODEX-{CIRCLE}"),
    ("ALGORAND", "00"),
    ("STELLAR", "GBNZILSTVQZ4R7IKQDGHYGY2QXL5QOFJYQMXPKWRRM5PAV7Y4M67AQUA"),
    ("HEDERA", "0.859814"),
    ("TEZOS", "KT1Ha4yFVeyzw6KRAdkzq6TxDHB97KG4pZe9"),
    ("TEZOS", "tz1VSUr8wwNhLAzempoch5d6hLRiTh8Cjcjb"),
    ("OTHER", "币安"),
]

UNREADABLE = {
    "": "is blank: give at least one character that can be seen",
    "uat om": "holds U+0020 SPACE at character 4: remove it",
    "uatom\n": "holds U+000A a control character at character 6: remove it",
    "ua\u200btom": "holds U+200B ZERO WIDTH SPACE at character 3: remove it",
    "u" * 257: "has 257 characters: right is at most 256",
}

COPY_AGAIN = "one or more digits may be wrong: copy it again from the source"

EVM_REFUSED = {
    USDC.replace("A0b", "a0b"): f"has a wrong checksum by EIP-55: {COPY_AGAIN}",
    USDC[2:]: f"lacks its prefix: 0x{USDC[2:]} is right",
    USDC[:-1]: "is no EVM address: right is 0x and 40 hex digits, 42 in all; this has 41",
    f"{USDC[:-1]}g": "is no EVM address: right is 0x and 40 hex digits, 42 in all; this has 42",
    f"xdc{USDC[2:]}": "is no EVM address: right is 0x and 40 hex digits, 42 in all; this has 43",
}

HEX_40 = st.text("0123456789abcdef", min_size=40, max_size=40)


def refused(chain_type: str, network_id: int | None, address: str) -> str:
    with pytest.raises(ValidationError) as refusal:
        parse(chain_type, network_id, address)
    assert refusal.value.code == "address"
    return str(refusal.value.messages[0])


def test_it_works() -> None:
    assert parse("EVM", 1, USDC.lower()) == Address(key=USDC.lower(), shown=USDC)


@pytest.mark.parametrize("address", EIP_55_EXAMPLES)
def test_the_examples_of_eip_55(address: str) -> None:
    assert parse("EVM", 1, address.lower()).shown == address
    assert parse("EVM", None, address) == parse("EVM", 1, f"0X{address[2:].upper()}")


@pytest.mark.parametrize(("network_id", "address"), [*EIP_1191_EXAMPLES, (30, WRBTC)])
def test_rootstock_shows_by_eip_1191(network_id: int, address: str) -> None:
    assert parse("EVM", network_id, address).shown == address
    assert parse("EVM", network_id, address.lower()).shown == address
    assert "wrong checksum by EIP-55" in refused("EVM", 1, address)


@pytest.mark.parametrize("network_id", [30, 31])
def test_rootstock_takes_either_spelling(network_id: int) -> None:
    by_eip_55 = "0xff9eA341d9eA91Cb7C54342354377f5104fD403f"
    shown = parse("EVM", network_id, by_eip_55).shown
    assert shown != by_eip_55
    assert parse("EVM", network_id, shown) == parse("EVM", network_id, by_eip_55.lower())
    assert refused("EVM", network_id, by_eip_55.replace("A341", "a341")) == (
        f"has a wrong checksum by EIP-1191: {COPY_AGAIN}"
    )


@pytest.mark.parametrize(("address", "message"), EVM_REFUSED.items())
def test_what_is_no_evm_address(address: str, message: str) -> None:
    assert refused("EVM", 1, address) == message


def test_xdc_writes_its_own_prefix() -> None:
    assert (
        parse("EVM", 50, "xdc8f9920283470f52128bf11b0c14e798be704fd15").key
        == "0x8f9920283470f52128bf11b0c14e798be704fd15"
    )


@given(HEX_40, st.sampled_from([1, 30, 31, 56, None]), st.sets(st.integers(0, 39)))
def test_an_evm_address_is_equal_in_any_case(digits: str, network_id: int | None, capitals: set[int]) -> None:
    right = parse("EVM", network_id, f"0x{digits}")
    assert right.key == f"0x{digits}"
    assert parse("EVM", network_id, right.shown) == parse("EVM", network_id, f"0x{digits.upper()}") == right
    mixed = "".join(digit.upper() if place in capitals else digit for place, digit in enumerate(digits))
    by_eip_55 = parse("EVM", 1, f"0x{digits}").shown
    assert parse("EVM", network_id, by_eip_55) == right
    if mixed in {digits, digits.upper(), right.shown[2:], by_eip_55[2:]}:
        assert parse("EVM", network_id, f"0x{mixed}") == right
    else:
        told = refused("EVM", network_id, f"0x{mixed}")
        assert not any(shown in told for shown in (right.shown, by_eip_55))


@pytest.mark.parametrize(("chain_type", "address"), TAKEN)
def test_real_addresses_are_kept_to_the_byte(chain_type: str, address: str) -> None:
    assert parse(chain_type, None, address) == Address(key=address, shown=address)


@pytest.mark.parametrize(("chain_type", "one", "other"), ONE_TOKEN)
def test_two_spellings_of_one_token_are_equal(chain_type: str, one: str, other: str) -> None:
    assert parse(chain_type, None, one).shown == one
    assert parse(chain_type, None, one).key == parse(chain_type, None, other).key
    assert parse(chain_type, None, parse(chain_type, None, one).key).key == parse(chain_type, None, one).key


@pytest.mark.parametrize(("chain_type", "address"), REFUSED)
def test_what_the_chain_never_writes_is_refused(chain_type: str, address: str) -> None:
    assert "right is" in refused(chain_type, None, address)


@pytest.mark.parametrize("chain_type", ["EVM", "COSMOS", "BITCOIN", "OTHER"])
@pytest.mark.parametrize(("address", "message"), UNREADABLE.items())
def test_unreadable_text_is_no_address_anywhere(chain_type: str, address: str, message: str) -> None:
    assert refused(chain_type, None, address) == message


def test_case_decides_outside_evm() -> None:
    assert parse("SOLANA", None, "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v") != parse(
        "SOLANA", None, "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1V"
    )
    assert parse("COSMOS", None, "uAtom").key != parse("COSMOS", None, "uatom").key


def test_an_unknown_kind_of_chain_is_named() -> None:
    assert "MARS is no kind of chain" in refused("MARS", None, "x")


@given(st.sampled_from(["EVM", *FORMATS]), st.text())
def test_any_text_is_taken_or_refused(chain_type: str, address: str) -> None:
    try:
        taken = parse(chain_type, None, address)
    except ValidationError:
        return
    assert parse(chain_type, None, taken.shown) == taken
