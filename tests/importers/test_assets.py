"""Which asset a record means: by provider id and by (chain, address), never by symbol."""

from dataclasses import replace

import pytest

from registry.importers.claimed.assets import AssetCandidate
from registry.importers.claimed.chains import ChainName
from registry.importers.claimed.identity import ExternalId, Place
from registry.importers.engine.importer import Importer
from registry.models import Asset, AssetDeployment, AssetIdentifier, Chain
from tests.factories import AssetFactory, ChainFactory, DeploymentFactory, IdentifierFactory, evm_address

from .sources import conflicts, refused, run

pytestmark = pytest.mark.django_db

ONE, TWO, THREE = evm_address(1), evm_address(2), evm_address(3)
IMPORTER = Importer(name="test", source="test", read=list, candidates=lambda candidate: [candidate])


@pytest.fixture(autouse=True)
def _chains():
    for slug in ("ethereum", "base"):
        ChainFactory(chain_id=slug, chain_name=slug.title())


def at(chain, address, decimals=None):
    return Place(ChainName(chain), address, decimals)


def token(*places, ids=(), symbol="USDC", **more):
    identifiers = tuple(ExternalId("COINGECKO", id_) for id_ in ids)
    return AssetCandidate(
        record="it",
        symbol=symbol,
        name="A token",
        asset_type="ERC20",
        identifiers=identifiers,
        places=places,
        **more,
    )


def load(*candidates):
    return run(IMPORTER, *candidates)


def test_it_works():
    load(token(at("ethereum", ONE, 6), at("base", TWO), ids=["usd-coin"]))
    asset = Asset.objects.get()
    assert (asset.symbol, asset.name, asset.asset_type, asset.source) == ("USDC", "A token", "ERC20", "test")
    assert set(asset.deployments.values_list("chain_id", "address", "decimals", "is_canonical")) == {
        ("ethereum", ONE, 6, True),
        ("base", TWO, None, True),
    }
    assert list(asset.identifiers.values_list("source", "external_id", "is_primary")) == [
        ("COINGECKO", "usd-coin", True)
    ]


def test_again_changes_nothing():
    candidate = token(at("ethereum", ONE, 6), at("base", TWO), ids=["usd-coin"])
    load(candidate)
    assert load(candidate).is_empty


def test_never_by_symbol():
    load(token(at("ethereum", ONE)), token(at("base", TWO)), token(ids=["usd-coin"]))
    assert Asset.objects.filter(symbol="USDC").count() == 3


def test_by_provider_id():
    asset = IdentifierFactory(external_id="usd-coin", is_primary=True).asset
    load(token(at("base", ONE), ids=["usd-coin"], symbol=asset.symbol))
    assert AssetDeployment.objects.get().asset == asset


def test_by_address_in_any_case():
    asset = DeploymentFactory(chain_id="base", address=ONE).asset
    load(token(at("base", ONE.lower()), ids=["usd-coin"], symbol=asset.symbol))
    assert AssetIdentifier.objects.get().asset == asset
    assert Asset.objects.count() == 1


def test_one_address_on_two_chains_is_two_places():
    load(token(at("ethereum", ONE)), token(at("base", ONE), symbol="OTHER"))
    assert Asset.objects.count() == 2


def test_unknown_decimals_are_filled_by_a_source_that_knows_them():
    load(token(at("ethereum", ONE)))
    assert AssetDeployment.objects.get().decimals is None
    plan = load(token(at("ethereum", ONE, 6)))
    assert AssetDeployment.objects.get().decimals == 6
    assert list(plan.changed.values()) == [{"decimals": (None, 6)}]


def test_contradicting_decimals_are_a_conflict():
    load(token(at("ethereum", ONE, 18)))
    plan = load(token(at("ethereum", ONE, 6)))
    assert conflicts(plan) == [(f"it ethereum/{ONE}", "AssetDeployment.decimals")]
    assert AssetDeployment.objects.get().decimals == 18


def test_a_contradicting_symbol_is_a_conflict():
    load(token(at("ethereum", ONE)))
    plan = load(token(at("ethereum", ONE), symbol="USDC.e"))
    assert conflicts(plan) == [("it", "Asset.symbol")]
    assert Asset.objects.get().symbol == "USDC"


def test_an_address_of_another_asset_is_a_conflict():
    IdentifierFactory(external_id="usd-coin", is_primary=True, asset=AssetFactory(symbol="USDC"))
    bridged = DeploymentFactory(chain_id="base", address=ONE)
    plan = load(token(at("base", ONE), ids=["usd-coin"]))
    assert conflicts(plan) == [(f"it base/{ONE}", "AssetDeployment.asset")]
    assert AssetDeployment.objects.get().asset == bridged.asset


def test_an_asset_with_another_id_of_the_provider_is_another_asset():
    deployment = DeploymentFactory(chain_id="base", address=ONE)
    IdentifierFactory(external_id="bridged-usd-coin", is_primary=True, asset=deployment.asset)
    plan = load(token(at("base", ONE), ids=["usd-coin"]))
    assert conflicts(plan) == [(f"it base/{ONE}", "AssetDeployment.asset")]
    assert AssetIdentifier.objects.get(external_id="usd-coin").asset != deployment.asset


def test_another_mintage_of_the_same_asset():
    origin = DeploymentFactory(chain_id="ethereum", address=ONE).asset
    load(token(at("base", TWO), same_as=at("ethereum", ONE), symbol=origin.symbol))
    assert set(origin.deployments.values_list("address", flat=True)) == {ONE, TWO}


def test_a_second_deployment_on_a_chain_is_not_canonical():
    load(token(at("base", ONE), ids=["usd-coin"]))
    load(token(at("base", TWO), ids=["usd-coin"]))
    assert list(AssetDeployment.objects.values_list("address", "is_canonical")) == [(ONE, True), (TWO, False)]


def test_a_chains_own_coin():
    load(token(at("base", None, 18), ids=["ethereum"], symbol="ETH"))
    deployment = AssetDeployment.objects.get()
    assert (deployment.is_native, deployment.address, deployment.decimals) == (True, None, 18)
    assert Chain.objects.get(pk="base").native_asset == deployment.asset


def test_the_placeholder_of_a_coin_is_no_address():
    load(token(at("base", "0x" + "eE" * 20), ids=["ethereum"], symbol="ETH"))
    assert AssetDeployment.objects.get().is_native


def test_one_bad_address_does_not_stop_the_others():
    wrong = ONE[:-1] + ("0" if ONE[-1] != "0" else "1")
    plan = load(token(at("ethereum", wrong), at("nowhere", ONE), at("base", TWO)))
    assert refused(plan) == [
        (f"it ethereum/{wrong}", "AssetDeployment.address"),
        (f"it nowhere/{ONE}", "unknown chain"),
    ]
    assert AssetDeployment.objects.get().address == TWO


@pytest.mark.parametrize(
    ("place", "why"),
    [
        (at("base", "0x12"), "AssetDeployment.address"),
        (at("base", ONE, 256), "AssetDeployment.decimals"),
        (at("nowhere", ONE), "unknown chain"),
    ],
    ids=["address", "decimals", "chain"],
)
def test_what_could_not_be_known_again_is_refused_once(place, why):
    plan = load(token(place))
    assert refused(plan) == [(f"it {place}", why)]
    assert not Asset.objects.exists()


def test_what_has_neither_id_nor_place_is_refused():
    assert refused(load(token())) == [("it", "unidentified")]


def test_a_bad_id_is_refused():
    plan = load(token(at("base", ONE), ids=["usd\u200bcoin"]))
    assert refused(plan) == [("it", "AssetIdentifier.external_id")]
    assert not Asset.objects.exists()


def test_a_deleted_asset_is_not_made_again():
    candidate = token(at("base", ONE), ids=["usd-coin"])
    load(candidate)
    Asset.objects.get().delete()
    plan = load(candidate)
    assert (plan.is_empty, conflicts(plan)) == (True, [("it", "deleted")])


def test_a_deleted_deployment_is_not_made_again():
    candidate = token(at("base", ONE))
    load(candidate)
    AssetDeployment.objects.get().delete()
    plan = load(candidate)
    assert (plan.is_empty, conflicts(plan)) == (True, [(f"it base/{ONE}", "deleted")])


def test_a_merged_asset_is_the_one_it_became():
    candidate = token(at("base", ONE), at("ethereum", TWO), ids=["usd-coin"])
    load(replace(candidate, places=candidate.places[:1]))
    merged, into = Asset.objects.get(), AssetFactory(symbol="USDC")
    merged.merged_into = into
    merged.delete()
    load(candidate)
    assert AssetDeployment.objects.get(address=TWO).asset == into
