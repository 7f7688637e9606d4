"""The whole seed of the committed data, once, and what it must and must not have made of it."""

import json
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from cqi.embedded import data_folder
from registry.importers.engine.fixtures import read_csv
from registry.importers.engine.tables import WRITE_ORDER, Tables
from registry.importers.order import ORDER
from registry.models import Asset, AssetDeployment, AssetIdentifier, AssetRelationship, Chain, Symbol
from registry.reading.resources import SYMBOL
from registry.services import assets
from registry.services.chains import only_asset
from registry.services.resolving.candidates import ranked_assets
from registry.values.choices import DataSource

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]

COMMON = (
    "ethereum", "bsc", "polygon", "arbitrum", "optimism", "base", "avalanche", "solana", "bitcoin", "tron",
    "cosmoshub", "osmosis",
)  # fmt: skip


def coin(external_id):
    return AssetIdentifier.objects.get(source="COINGECKO", external_id=external_id).asset


def at(chain, address):
    return AssetDeployment.objects.get(chain=chain, address_key=address.lower()).asset


def stands_for(asset):
    return set(asset.stands_for.values_list("relationship_type", "to_asset__name"))


def test_it_works(seeded):
    assert Asset.objects.count() > 3500
    assert Chain.objects.count() > 1000
    assert AssetRelationship.objects.count() > 1000
    assert [line.split()[0] for line in seeded.splitlines()[1 : len(ORDER) + 1]] == [i.name for i in ORDER]
    assert "Conflicts, by reason" in seeded


def test_again_changes_nothing():
    stamps = {model: set(model.objects.values_list("pk", "stamp")) for model in WRITE_ORDER}
    tables = Tables()
    for importer in ORDER:
        plan = importer.run(tables)
        assert (importer.name, plan.new, plan.changed) == (importer.name, {}, {})
    assert {model: set(model.objects.values_list("pk", "stamp")) for model in WRITE_ORDER} == stamps


def test_the_report_names_every_conflict_and_refusal():
    report = json.loads((data_folder(settings.CONFIG) / "seed-report.json").read_text(encoding="utf-8"))
    assert set(report) == {*(importer.name for importer in ORDER), "without_origin"}
    for plan in (report[importer.name] for importer in ORDER):
        for kind, counted in (("conflicts", "conflicting"), ("refused", "refused")):
            assert (plan["counts"][counted] > 0) == bool(plan[kind])
            assert plan["counts"][counted] <= len(plan[kind])
        assert all(finding["reason"] and finding["detail"] for finding in plan["conflicts"] + plan["refused"])


def test_common_slugs():
    assert Chain.objects.filter(pk__in=COMMON).count() == len(COMMON)
    assert not Chain.objects.filter(pk__in=COMMON, caip2=None).exists()
    assert not Chain.objects.filter(pk__in=COMMON, native_asset=None).exists()


def test_own_coins_go_by_the_names_of_sources():
    """A denom, a type, a system contract and a predeploy are each the chain's coin, and no second one."""
    names = [(row["chain_id"], row["alias"]) for row in read_csv("native_aliases.csv")]
    names += [(row["chain_id"], row["denom"]) for row in read_csv("native_coins.csv") if row["denom"]]
    names += [("aptos", "0xa"), *((chain, f"0x{'0' * 40}") for chain in ("ethereum", "bsc", "base"))]
    for chain_id, name in names:
        assert Chain.objects.get(pk=chain_id).place_of(name, field="address") is None
    assert Asset.objects.filter(symbol="ETH", deployments__chain="zksync").count() == 1
    assert Asset.objects.filter(symbol="ETH", deployments__chain="optimism").count() == 1


def test_complete_chains():
    complete = Chain.objects.filter(
        is_testnet=False, caip2__isnull=False, native_asset__isnull=False, explorer_url__isnull=False
    )
    assert complete.count() >= 100


@pytest.mark.parametrize(
    ("chain", "name"),
    [
        ("bitcoin", "bip122:000000000019d6689c085ae165831e93/slip44:0"),
        ("base", "eip155:8453/slip44:60"),
        ("polygon", "eip155:137/slip44:966"),
        ("bsc", "eip155:56/slip44:714"),
        ("osmosis", "cosmos:osmosis-1/slip44:10000118"),
    ],
)
def test_chains_own_coins_have_names(chain, name):
    assert AssetDeployment.objects.get(chain=chain, is_native=True).caip19 == name


def test_every_id_of_the_code_table_has_an_asset():
    known = set(AssetIdentifier.objects.values_list("source", "external_id"))
    meant = {
        (row["source"], row["external_id"])
        for row in read_csv("codes.csv")
        if row["source"] in DataSource.values
    }
    assert meant - known == set()


def test_a_symbol_has_the_numbers_of_its_listings():
    """A client of CQC 0.3.1 knows no others."""
    found = {message.symbol: message for message in SYMBOL.to_messages(Symbol.objects.all())}
    assert len(found) > 60
    assert [text for text, message in found.items() if not message.tick_size > 0] == []
    assert (found["BTC/USDT"].exact.tick_size, found["BTC/USDT"].tick_size) == ("0.01", 0.01)


def test_ether_is_known_by_its_symbol():
    assert Asset.objects.live().filter(symbol_key="eth").count() > 1
    assert only_asset("ETH") == coin("ethereum")


def test_a_well_known_coin_stands_once():
    """By its id, under its address, and as web3icons has it."""
    for symbol, id_ in (
        ("BAL", "balancer"),
        ("ZRX", "0x"),
        ("IMX", "immutable-x"),
        ("USDP", "paxos-standard"),
    ):
        assert list(Asset.objects.filter(symbol=symbol)) == [coin(id_)]
    chains = set(coin("balancer").deployments.values_list("chain_id", flat=True))
    assert chains == {"ethereum", "polygon"}
    assert stands_for(at_denom("osmosis", BAND)) == {("BRIDGES", "Band Protocol")}


BAND = "ibc/F867AE2112EFE646EC71A25CD2DFABB8927126AC1E19F1BBF0FF693A4ECA05DE"


def test_one_usdc_on_many_chains():
    usdc = coin("usd-coin")
    assert (usdc.symbol, usdc.asset_type) == ("USDC", "STABLECOIN")
    known = dict(usdc.deployments.values_list("chain_id", "decimals"))
    assert {known[chain] for chain in ("ethereum", "polygon", "arbitrum", "base", "solana", "noble")} == {6}
    assert known["stellar"] is None
    assert stands_for(usdc) == {("SYNTHETIC_OF", "US Dollar")}


def test_bridged_usdc_is_not_usdc():
    bridged = at("arbitrum", "0xFF970A61A04b1cA14834A43f5dE4533eBDDB5CC8")
    assert (bridged.symbol, stands_for(bridged)) == ("USDC.e", {("BRIDGES", "USDC")})
    assert Asset.objects.filter(symbol="USDC").count() > 10


@pytest.mark.parametrize(
    "chain", ["moonbeam", "velas", "syscoin", "astar", "aurora", "metis", "kava", "kaia"]
)
@pytest.mark.parametrize(("symbol", "name"), [("DAI", "Dai Stablecoin"), ("WBTC", "Wrapped Bitcoin")])
def test_what_a_foreign_bridge_made_is_not_the_issuers(chain, symbol, name):
    copy = AssetDeployment.objects.get(chain=chain, asset__symbol=symbol).asset
    assert (stands_for(copy), copy.identifiers.exists()) == ({("BRIDGES", name)}, False)


def test_an_issuers_own_on_a_platform_with_such_a_bridge():
    for chain, coin_id in (("kava", "tether"), ("moonbeam", "frax"), ("aurora", "aurora-near")):
        assert coin(coin_id).deployments.filter(chain=chain).exists(), coin_id


def test_bsc_tether_has_18_decimals():
    deployment = AssetDeployment.objects.get(
        chain="bsc", address_key="0x55d398326f99059ff775485246999027b3197955"
    )
    assert deployment.decimals == 18
    assert deployment.asset != coin("tether")


def test_an_ibc_copy_is_not_its_origin():
    copy = at_denom("osmosis", "ibc/27394FB092D2ECCD56123C74F36E4C1F926001CEADA9CA97EA622B25F41E5EB2")
    assert (copy.symbol, stands_for(copy)) == ("ATOM", {("BRIDGES", "Cosmos Hub Atom")})
    assert not copy.identifiers.exists()


def at_denom(chain, denom):
    return AssetDeployment.objects.get(chain=chain, address=denom).asset


def test_ether_is_one_coin_on_its_rollups():
    ether = coin("ethereum")
    native = set(ether.deployments.filter(is_native=True).values_list("chain_id", flat=True))
    assert {"ethereum", "arbitrum", "optimism", "base", "linea"} <= native
    assert (ether.asset_type, stands_for(ether)) == ("NATIVE", set())
    weth = at("optimism", "0x4200000000000000000000000000000000000006")
    assert stands_for(weth) == {("WRAPS", "Ether")}


def test_matic_became_pol():
    assert Chain.objects.get(pk="polygon").native_asset == coin("polygon-ecosystem-token")
    assert ("MIGRATES_TO", "POL") in stands_for(coin("matic-network"))


def test_aave_receipts():
    receipt = at("ethereum", "0x98C23E9d8f34FEFb1B7BD6a91B7FF122F4e16F5c")
    assert (receipt.symbol, receipt.asset_type) == ("aEthUSDC", "RECEIPT_TOKEN")
    assert stands_for(receipt) == {("DEPOSITS", "USDC")}
    assert AssetRelationship.objects.filter(relationship_type="DEPOSITS", protocol="aave").count() == 354


def test_majors_are_ranked():
    ranks = {name: coin(name).market_cap_rank for name in ("bitcoin", "tether", "weth", "staked-ether")}
    assert ranks == {"bitcoin": 1, "tether": 3, "weth": 25, "staked-ether": 8}


@pytest.mark.parametrize("symbol", ["ВТС", "8TC", "BTC.", "B\u200aTC"])
def test_what_looks_like_bitcoin_is_told(symbol):
    with transaction.atomic():
        made = assets.create_asset({"symbol": symbol, "name": "Another", "market_cap_rank": 2900})
        transaction.set_rollback(True)
    assert made["look_alikes"] == [made["asset"].look_alike_of] == [coin("bitcoin")]


def test_bitcoin_comes_first_of_its_symbol():
    with transaction.atomic():
        assets.create_asset({"symbol": "BTC", "name": "Bitcoin Inc", "market_cap_rank": 2900})
        ranked = ranked_assets([("btc", None)], shown=1, show_deleted=False)
        transaction.set_rollback(True)
    assert [each.asset_id for each in ranked["btc", None]] == [coin("bitcoin").pk]


EXACT_COPIES = {(symbol, symbol) for symbol in ("KNC", "ROUTE", "SRCX", "WOOF")}
"""KNC's contract of before its migration, and three tokens behind IBC whose traces lead nowhere."""


def test_real_assets_are_no_imitations():
    marked = set(Asset.objects.exclude(look_alike_of=None).values_list("symbol", "look_alike_of__symbol"))
    assert marked == {("P2P", "PZP"), ("USD₮", "USDT"), ("wS", "VVS"), *EXACT_COPIES}


def test_every_asset_can_be_known_again():
    assert not Asset.objects.filter(deployments=None, identifiers=None).exists()
    assert not Asset.objects.filter(source=None).exists()


def test_one_canonical_deployment_an_asset_and_chain():
    pairs = AssetDeployment.objects.values_list("asset_id", "chain_id")
    canonical = pairs.filter(is_canonical=True)
    assert canonical.count() == len(set(pairs))


def test_a_dry_run_after_a_curators_edit():
    usdc = coin("usd-coin")
    usdc.symbol = "USDCoin"
    usdc.save()
    output = StringIO()
    call_command("seed", "--dry-run", "--verbose", "--only", "chain_registry_assets", stdout=output)
    assert "Asset.symbol: stored 'USDCoin', chain-registry says 'USDC'" in output.getvalue()
    assert "nothing was written" in output.getvalue()
    assert coin("usd-coin").version == usdc.version
