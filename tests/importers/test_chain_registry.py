"""chain-registry's rows, as the committed lists have them: places, decimals, and whose id a row carries."""

import pytest

from registry.importers.claimed.identity import ExternalId
from registry.importers.engine.plan import RecordRefused
from registry.importers.sources import chain_registry_assets, chain_registry_traces
from registry.importers.sources.shared.chain_registry import listed_assets


def row(chain, denom):
    return listed_assets()[chain, denom.lower()]


def asset(chain, denom):
    return next(chain_registry_assets.candidates(row(chain, denom)))


def relation(chain, denom):
    return next(chain_registry_traces.candidates(row(chain, denom)))


ATOM_ON_OSMOSIS = "ibc/27394FB092D2ECCD56123C74F36E4C1F926001CEADA9CA97EA622B25F41E5EB2"


def test_it_works():
    candidate = asset("ethereum", "0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2")
    assert (candidate.symbol, candidate.name, candidate.asset_type) == ("WETH", "Wrapped Ether", "WRAPPED")
    assert candidate.identifiers == (ExternalId("COINGECKO", "weth"),)
    assert (candidate.places[0].address, candidate.places[0].decimals) == (
        "0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2",
        18,
    )


def test_a_copy_carries_the_id_of_what_it_came_from():
    assert row("osmosis", ATOM_ON_OSMOSIS).entry["coingeckoId"] == "cosmos"
    assert asset("osmosis", ATOM_ON_OSMOSIS).identifiers == ()


def test_a_copy_of_what_no_list_has_carries_its_origins_id_too():
    akash = "ibc/1480B8FD20AD5FCAE81EA87584D269547DD4D436843C1D20F15E00EB64743EF4"
    assert row("osmosis", akash).entry["coingeckoId"] == "akash-network"
    assert asset("osmosis", akash).identifiers == ()
    assert relation("osmosis", akash).or_else[0][0] == ExternalId("COINGECKO", "akash-network")


def test_a_bridged_token_with_an_id_of_its_own():
    candidate = asset("axelar", "uusdc")
    assert candidate.identifiers == (ExternalId("COINGECKO", "axlusdc"),)
    assert relation("axelar", "uusdc").relationship_type == "BRIDGES"


def test_an_additional_mintage_is_the_same_asset():
    candidate = asset("noble", "uusdc")
    assert candidate.same_as == row("ethereum", "0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48").place
    later = [
        chain_registry_assets.other_mintage(record) is not None
        for record in chain_registry_assets.read_assets()
    ]
    assert later == sorted(later), "it comes after the row it is one with"
    assert row("noble", "uusdc") not in chain_registry_traces.read_traced()


def test_the_last_trace_is_what_a_row_is():
    usdc = row("injective", "ibc/2CBC2EA121AE42563B08028466F37B600F2D7D4282342DE938283CC3FB2BC00E")
    assert [trace["type"] for trace in usdc.traces] == ["synthetic", "additional-mintage", "ibc"]
    candidate = next(chain_registry_traces.candidates(usdc))
    assert (candidate.relationship_type, candidate.to_asset) == ("BRIDGES", row("noble", "uusdc").place)


@pytest.mark.parametrize(
    ("chain", "denom", "kind"),
    [
        ("ethereum", "0xae7ab96520de3a18e5e111b5eaab095312d7fe84", "STAKES"),
        ("ethereum", "0x6b175474e89094c44da98b954eedeac495271d0f", "SYNTHETIC_OF"),
        ("avalanche", "0xb31f66aa3c1e785363f0875a1b74e27b85fd66c7", "WRAPS"),
        ("osmosis", ATOM_ON_OSMOSIS, "BRIDGES"),
        ("polygon", "wei", "MIGRATES_TO"),
    ],
)
def test_what_a_trace_means(chain, denom, kind):
    assert relation(chain, denom).relationship_type == kind


def test_what_is_synthetic_of_a_currency_stands_for_the_currency():
    candidate = relation("ethereum", "0x6b175474e89094c44da98b954eedeac495271d0f")
    assert candidate.to_asset == ExternalId("ISO4217", "USD")


def test_a_chains_coin_has_no_address():
    assert asset("bitcoin", "sat").places[0].address is None
    assert asset("bitcoin", "sat").asset_type == "NATIVE"


def test_an_address_of_another_token_is_not_believed():
    pol = row("polygon", "0x0000000000000000000000000000000000001010")
    assert pol.entry["address"] == "0x0d500b1d8e8ef31e21c99d1db9a6444d3adf1270"
    assert pol.place.address == "0x0000000000000000000000000000000000001010"


def test_a_factory_token_is_at_its_denom_and_not_at_the_factory():
    key = next(
        key
        for key in listed_assets()
        if key[1].startswith("factory/") and "address" in listed_assets()[key].entry
    )
    assert listed_assets()[key].place.address == listed_assets()[key].entry["base"]


def test_a_contract_is_at_its_address():
    key = next(key for key in listed_assets() if key[1].startswith("cw20:"))
    assert listed_assets()[key].place.address == listed_assets()[key].entry["address"]


def test_decimals_that_no_unit_gives_are_unknown():
    verona = next(row for row in listed_assets().values() if row.entry["symbol"] == "VERONA")
    assert verona.decimals is None


def test_known_errors_are_not_believed():
    bsc_usdt = row("binancesmartchain", "0x55d398326f99059fF775485246999027B3197955")
    assert {unit["exponent"] for unit in bsc_usdt.entry["denomUnits"]} == {0, 6}
    assert bsc_usdt.decimals is None
    with pytest.raises(RecordRefused, match="known error"):
        relation("binancesmartchain", "0x8AC76a51cc950d9822D68b83fE1Ad97B32Cd580d")
    assert asset("binancesmartchain", "0x8AC76a51cc950d9822D68b83fE1Ad97B32Cd580d").asset_type == "ERC20"


def test_a_dangling_trace_goes_back_over_bridges():
    bitcoin = next(row for row in listed_assets().values() if row.entry["symbol"] == "BTC.int3")
    candidate = next(chain_registry_traces.candidates(bitcoin))
    assert str(candidate.to_asset).startswith("int3face/")
    assert [str(reference) for reference, _ in candidate.or_else][-1] == "COINGECKO:bitcoin"


def test_an_id_that_other_copies_carry():
    staked = relation("quicksilver", "aqdydx")
    assert str(staked.to_asset) == "dydx/adydx"
    assert [str(reference) for reference, _ in staked.or_else] == ["COINGECKO:dydx-chain"]


def test_a_denom_with_an_address_in_it():
    wbtc = next(
        row for row in listed_assets().values()
        if row.last_trace and "gravity0x2260" in row.last_trace["counterparty"]["baseDenom"]
    )  # fmt: skip
    candidate = next(chain_registry_traces.candidates(wbtc))
    assert "ethereum/0x2260fac5e5542a773aa44fbcfedf7c193bc2c599" in [str(r) for r, _ in candidate.or_else]


def test_an_origin_that_no_list_has():
    doge = next(row for row in listed_assets().values() if row.entry["symbol"] == "cbDOGE")
    candidate = next(chain_registry_traces.candidates(doge))
    assert str(candidate.to_asset) == "dogecoin/shibe"
    assert [str(reference) for reference, _ in candidate.or_else] == ["COINGECKO:dogecoin"]
