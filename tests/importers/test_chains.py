"""Chains out of three sources, merged by CAIP-2."""

import pytest

from registry.importers.sources import chain_registry_chains, slip44, viem_chains, web3icons_networks
from registry.models import Chain

from .sources import conflicts, refused, run

pytestmark = pytest.mark.django_db


def viem(key, number, *, name=None, testnet=False, explorer=None):
    return {"key": key, "id": number, "name": name or key, "explorer": explorer, "testnet": testnet}


def cosmos(name, chain_id, *, slip44=118, network="mainnet"):
    return {
        "chainName": name,
        "chainId": chain_id,
        "chainType": "cosmos",
        "networkType": network,
        "prettyName": name.title(),
        "bech32Prefix": name[:4],
        "slip44": slip44,
    }


def icon(id_, caip2=None, **more):
    return {"id": id_, "name": id_.title(), **({"caip2id": caip2} if caip2 else {}), **more}


def load_viem(*entries):
    return run(viem_chains.IMPORTER, list(entries))


def test_it_works():
    load_viem(viem("mainnet", 1, name="Ethereum", explorer="https://etherscan.io"))
    chain = Chain.objects.get()
    assert (chain.pk, chain.chain_name, chain.chain_type) == ("ethereum", "Ethereum", "EVM")
    assert (chain.caip2, chain.network_id, chain.is_testnet) == ("eip155:1", 1, False)
    assert chain.explorer_url == "https://etherscan.io"


def test_a_slug_is_made_of_the_key():
    load_viem(viem("polygonZkEvmTestnet", 1442, testnet=True))
    chain = Chain.objects.get()
    assert (chain.pk, chain.is_testnet) == ("polygon-zk-evm-testnet", True)


def test_a_number_past_31_bits():
    load_viem(viem("dchain", 2716446429837000))
    assert Chain.objects.get().network_id == 2716446429837000


def test_a_chain_id_that_stands_twice_is_a_conflict():
    plan = load_viem(viem("kaia", 8217), viem("klaytn", 8217, name="Klaytn"))
    assert [chain.pk for chain in Chain.objects.all()] == ["kaia"]
    assert conflicts(plan) == [("viem/klaytn", "chain id twice")]


def test_main_networks_come_before_test_networks():
    entries = [viem("zora-testnet", 999, testnet=True), viem("base", 8453), viem("hyperEvm", 999)]
    groups = [[entry["key"] for entry in group] for group in viem_chains.by_number(entries)]
    assert groups == [["hyperEvm", "zora-testnet"], ["base"]]


def test_a_network_on_a_developers_machine_is_refused():
    plan = load_viem(viem("hardhat", 31337), viem("zksyncLocalHyperchainL1", 9), viem("quai", 9))
    assert refused(plan) == [
        ("viem/hardhat", "local network"),
        ("viem/zksyncLocalHyperchainL1", "local network"),
    ]
    assert [chain.pk for chain in Chain.objects.all()] == ["quai"]


def test_sources_merge_by_caip2():
    load_viem(viem("zksync", 324, name="ZKsync Era"))
    plan = run(web3icons_networks.IMPORTER, icon("zksync-era", "eip155:324", chainId=324))
    assert plan.unchanged == 1
    assert [chain.pk for chain in Chain.objects.all()] == ["zksync"]


def test_a_second_source_fills_in_what_the_first_did_not_know():
    load_viem(viem("mainnet", 1))
    entry = {**cosmos("ethereum", "1", slip44=60), "chainType": "eip155"}
    run(chain_registry_chains.IMPORTER, entry)
    assert Chain.objects.get().slip44 == 60


def test_common_names_are_settled_by_the_table():
    run(chain_registry_chains.IMPORTER, cosmos("cosmoshub", "cosmoshub-4"))
    run(web3icons_networks.IMPORTER, icon("cosmos-hub", "cosmos:cosmoshub-4"))
    assert list(Chain.objects.values_list("pk", "caip2", "slip44")) == [
        ("cosmoshub", "cosmos:cosmoshub-4", 118)
    ]


def test_a_borrowed_slip44_number_is_no_coins_own():
    run(chain_registry_chains.IMPORTER, cosmos("osmosis", "osmosis-1"))
    chain = Chain.objects.get()
    assert (chain.slip44, chain.metadata["key_derivation_coin_type"]) == (None, 118)


def test_two_chains_of_one_name():
    load_viem(viem("canto", 7700))
    run(chain_registry_chains.IMPORTER, cosmos("canto", "canto_7700-1"))
    run(web3icons_networks.IMPORTER, icon("canto", "eip155:77007", chainId=77007))
    assert set(Chain.objects.values_list("pk", flat=True)) == {"canto", "canto-cosmos", "canto-77007"}
    assert run(chain_registry_chains.IMPORTER, cosmos("canto", "canto_7700-1")).is_empty


def test_the_number_of_a_coin_as_it_is_registered():
    load_viem(viem("base", 8453))
    run(chain_registry_chains.IMPORTER, cosmos("osmosis", "osmosis-1"))
    table = [{"chain_id": "base", "slip44": "60"}, {"chain_id": "osmosis", "slip44": "10000118"}]
    plan = run(slip44.IMPORTER, *table, {"chain_id": "nowhere", "slip44": "1"})
    assert dict(Chain.objects.values_list("pk", "slip44")) == {"base": 60, "osmosis": 10000118}
    assert refused(plan) == [("slip44/nowhere", "unknown chain")]
    assert run(slip44.IMPORTER, *table).is_empty


def test_a_cosmos_test_network():
    run(chain_registry_chains.IMPORTER, cosmos("osmosistestnet", "osmo-test-5", slip44=1, network="testnet"))
    chain = Chain.objects.get()
    assert (chain.chain_type, chain.is_testnet, chain.slip44) == ("COSMOS", True, None)


def test_tron_is_not_the_evm_that_viem_sees():
    plan = load_viem(viem("tron", 728126428))
    chain = Chain.objects.get()
    assert (chain.chain_type, chain.caip2) == ("TRON", "tron:728126428")
    assert conflicts(plan) == [("viem/tron", "Chain.caip2")]


def test_a_network_without_caip2_is_refused():
    plan = run(web3icons_networks.IMPORTER, icon("kakarot"), icon("sui"))
    assert refused(plan) == [("web3icons/kakarot", "no CAIP-2 name")]
    assert list(Chain.objects.values_list("pk", "chain_type")) == [("sui", "SUI")]


def test_an_entry_that_contradicts_itself_is_a_conflict():
    load_viem(viem("wemix", 1111))
    plan = run(web3icons_networks.IMPORTER, icon("wemix", "eip155:1111", chainId=111))
    assert conflicts(plan) == [("web3icons/wemix", "Chain.network_id")]
    assert Chain.objects.get().network_id == 1111


def test_a_network_number_of_another_kind_of_chain_is_not_kept():
    run(web3icons_networks.IMPORTER, icon("near-protocol", "near:mainnet", chainId=39))
    assert list(Chain.objects.values_list("pk", "network_id")) == [("near", None)]
