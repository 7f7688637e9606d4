"""What the search boxes of forms offer first: pressing Enter takes it."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.db.models import Count, Q
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from registry.models import Asset, Chain
from tests.factories import AssetFactory, ChainFactory, DeploymentFactory, SymbolFactory, VenueFactory

pytestmark = pytest.mark.django_db

LARGEST = 30


def offered(client, model, field, term, **more):
    asked = {"app_label": "registry", "model_name": model, "field_name": field, "term": term, **more}
    return client.get(reverse("admin:autocomplete"), asked).json()["results"]


def first(client, model, field, term):
    return offered(client, model, field, term)[0]["id"]


def test_it_works(admin_client):
    """What is called exactly so, then what begins so, then what holds it."""
    for slug, name in (
        ("unethereum", "Not it"),
        ("ethereum-classic", "Ethereum Classic"),
        ("zz", "Ethereum"),
    ):
        ChainFactory(chain_id=slug, chain_name=name)
    found = [choice["id"] for choice in offered(admin_client, "assetdeployment", "chain", "ethereum")]
    assert found == ["zz", "ethereum-classic", "unethereum"]


def test_main_networks_come_first(admin_client):
    ChainFactory(chain_id="base-a", chain_name="Base Sepolia", is_testnet=True)
    ChainFactory(chain_id="base-b", chain_name="Base Camp")
    assert first(admin_client, "assetdeployment", "chain", "base") == "base-b"


def test_a_chain_is_found_by_its_number_and_by_caip2(admin_client):
    chain = ChainFactory(chain_id="somewhere", chain_name="Some Where", network_id=8453, caip2="eip155:8453")
    ChainFactory(chain_id="elsewhere", chain_name="Else Where", network_id=84530, caip2="eip155:84530")
    for term in ("8453", "eip155:8453", "SOMEWHERE", "some where"):
        (choice, *_) = offered(admin_client, "assetdeployment", "chain", term)
        assert choice == {"id": chain.pk, "text": "somewhere (Some Where) · eip155:8453"}
    assert not offered(admin_client, "assetdeployment", "chain", "9" * 40)


def test_what_a_chain_or_a_venue_is_chosen_by(admin_client):
    ChainFactory(chain_id="tried", chain_name="Tried", network_id=None, caip2=None, is_testnet=True)
    (chain,) = offered(admin_client, "assetdeployment", "chain", "tried")
    assert chain["text"] == "tried (Tried) · no CAIP-2 name, network None · testnet"
    VenueFactory(venue_id="binance", name="Binance", venue_type="CEX")
    (venue,) = offered(admin_client, "venueasset", "venue", "bin")
    assert venue["text"].startswith("binance (Binance) · ")


def test_ranked_assets_come_before_their_namesakes(admin_client):
    AssetFactory(symbol="TRX", name="Tron")
    real = AssetFactory(symbol="TRX", name="Tron", market_cap_rank=9)
    AssetFactory(symbol="ETN", name="Tronero", market_cap_rank=1)
    for term in ("tron", "trx", "TRX"):
        assert first(admin_client, "assetdeployment", "asset", term) == str(real.pk)


def test_a_deployment_is_found_by_its_asset_the_best_ranked_first(admin_client):
    asset = AssetFactory(symbol="USDC", market_cap_rank=7)
    DeploymentFactory(asset=AssetFactory(symbol="USDC"))
    deployment = DeploymentFactory(asset=asset)
    assert first(admin_client, "venueasset", "deployment", "usdc") == str(deployment.pk)
    assert first(admin_client, "venueasset", "deployment", deployment.address) == str(deployment.pk)


def test_deployments_of_the_asset_that_the_form_names(admin_client):
    asset = AssetFactory(symbol="USDC")
    own, _ = DeploymentFactory(asset=asset), DeploymentFactory(asset=AssetFactory(symbol="USDC"))
    for term in ("", "usdc"):
        assert len(offered(admin_client, "venueasset", "deployment", term)) == 2
        found = offered(admin_client, "venueasset", "deployment", term, asset=asset.pk)
        assert [choice["id"] for choice in found] == [str(own.pk)]
    assert len(offered(admin_client, "venueasset", "deployment", "", asset="no key")) == 2


def test_a_deployment_by_its_asset_and_chain(admin_client):
    """Also where better ranked assets are called so on other chains."""
    chains = {slug: ChainFactory(chain_id=slug) for slug in ("polygon", "polygon-zkevm", "avalanche")}
    ranked = AssetFactory(symbol="USDC.e", market_cap_rank=1)
    bridged = AssetFactory(symbol="USDC.e", name="Bridged (Polygon)")
    DeploymentFactory(asset=ranked, chain=chains["avalanche"])
    DeploymentFactory(asset=bridged, chain=chains["polygon-zkevm"])
    wanted = DeploymentFactory(asset=bridged, chain=chains["polygon"])
    for term in ("USDC.e polygon", "polygon usdc.e"):
        assert first(admin_client, "venueasset", "deployment", term) == str(wanted.pk), term
        assert first(admin_client, "qualityflag", "asset", term) == str(bridged.pk), term
        assert len(offered(admin_client, "venueasset", "deployment", term)) == 1
    assert len(offered(admin_client, "venueasset", "deployment", "usdc.e poly")) == 2
    assert first(admin_client, "qualityflag", "asset", "usdc.e avalanche") == str(ranked.pk)
    assert not offered(admin_client, "venueasset", "deployment", "usdc.e nowhere")


def test_what_deployments_and_symbols_are_chosen_by(admin_client):
    """What imitates another says so."""
    real = AssetFactory(symbol="USDC", name="USD Coin", market_cap_rank=8)
    fake = AssetFactory(symbol="USDС", name="USD Coin")
    deployments = [
        DeploymentFactory(asset=asset, chain__chain_id=f"chain-{number}")
        for number, asset in enumerate((real, fake))
    ]
    quote = AssetFactory(symbol="EUR", name="Euro", market_cap_rank=1)
    for asset in (real, fake):
        SymbolFactory(symbol="A/EUR", symbol_type="SPOT", base_asset=asset, quote_asset=quote)
    found = offered(admin_client, "venueasset", "deployment", "usd coin")
    assert [choice["text"] for choice in found] == [
        f"{real} · chain-0 {deployments[0].address} · #8",
        f"{fake} · chain-1 {deployments[1].address} · unranked · looks like {real}",
    ]
    assert {choice["text"] for choice in offered(admin_client, "venuesymbol", "symbol", "a/eur")} == {
        f"A/EUR · spot · {real} #8 · {quote} #1",
        f"A/EUR · spot · {fake} unranked, looks like {real} · {quote} #1",
    }


def test_it_takes_as_many_queries_for_many_as_for_one(admin_client):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            for model, field in (
                ("venueasset", "deployment"),
                ("venuesymbol", "symbol"),
                ("chain", "native_asset"),
            ):
                offered(admin_client, model, field, "")
        return len(queries)

    DeploymentFactory(), SymbolFactory()
    asked()  # fills Django's own caches
    few = asked()
    for _ in range(5):
        DeploymentFactory(), SymbolFactory()
    assert asked() == few


@pytest.fixture(scope="module")
def curator(seeded, django_db_blocker):
    """Somebody at the admin of a registry with the committed data."""
    client = Client()
    with django_db_blocker.unblock():
        client.force_login(User.objects.create_superuser("curator"))
    return client


def test_the_largest_chains(curator):
    live = Count("deployments", filter=Q(deployments__deleted_at__isnull=True))
    chains = Chain.objects.annotate(size=live).order_by("-size", "pk")[:LARGEST]
    assert len(chains) == LARGEST
    for chain in chains:
        terms = [chain.pk, chain.caip2]
        # `terra` is the key of one chain and the name of another.
        if not Chain.objects.exclude(pk=chain.pk).filter(pk__iexact=chain.chain_name).exists():
            terms += [chain.chain_name, chain.chain_name.lower()]
        for term in terms:
            assert first(curator, "assetdeployment", "chain", term) == chain.pk, term


def test_the_coins_of_the_largest_chains(curator):
    assets = Asset.objects.filter(native_on__is_testnet=False).distinct().order_by("rank_key")[:LARGEST]
    for asset in assets:
        for term in (asset.symbol.lower(), asset.name.lower()):
            assert first(curator, "chain", "native_asset", term) == str(asset.pk), term
    for term, symbol in (("ethereum", "ETH"), ("tron", "TRX"), ("bitcoin", "BTC"), ("usdc", "USDC")):
        assert Asset.objects.get(pk=first(curator, "chain", "native_asset", term)).symbol == symbol
