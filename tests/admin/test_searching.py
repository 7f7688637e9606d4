"""What the lists of the admin find: by every name that an asset can be resolved by."""

import pytest
from django.urls import reverse

from registry.admin.lists import MOST_FOUND
from registry.models import (
    Asset,
    AssetDeployment,
    AssetGroupMember,
    AssetIdentifier,
    AssetRelationship,
    QualityFlag,
    Symbol,
    SymbolIdentifier,
    VenueAsset,
    VenueSymbol,
)
from registry.writing.write import write
from tests.factories import (
    AssetFactory,
    ChainFactory,
    DeploymentFactory,
    FlagFactory,
    IdentifierFactory,
    MemberFactory,
    RelationshipFactory,
    SymbolFactory,
    SymbolIdentifierFactory,
    VenueAssetFactory,
    VenueSymbolFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(pages):
    def ask(model, text, **query):
        response = pages(model).client.get(pages(model).url("changelist"), {"q": text, **query})
        assert response.status_code == 200
        return [row.pk for row in response.context["cl"].result_list]

    return ask


def test_it_works(found, admin_client):
    """An asset by each of its names, in the list and in the search boxes."""
    chain = ChainFactory(chain_id="ethereum", network_id=1, caip2="eip155:1")
    asset = AssetFactory(symbol="USDC", name="USD Coin")
    deployment = DeploymentFactory(asset=asset, chain=chain)
    IdentifierFactory(asset=asset, external_id="usd-coin-id")
    VenueAssetFactory(asset=asset, venue_asset_symbol="XUSDC")
    VenueSymbolFactory(symbol__base_asset=asset, venue_symbol="XUSDCZEUR")
    AssetFactory()
    asked = {"app_label": "registry", "model_name": "qualityflag", "field_name": "asset"}
    for text in (
        "usdc", "usd coin", "usd c", "coin", deployment.address, deployment.address.lower(), deployment.address[:9],
        deployment.address[2:], deployment.address[2:].lower(), f"usdc {chain.pk}",
        "usd-coin-id", "USD-COIN", "xusdc", "XUSDCZEUR", f"eip155:1/erc20:{deployment.address}", str(asset.pk),
    ):  # fmt: skip
        assert found(Asset, text) == [asset.pk], text
        offered = admin_client.get(reverse("admin:autocomplete"), {**asked, "term": text}).json()["results"]
        assert [choice["id"] for choice in offered] == [str(asset.pk)], text


def test_the_best_come_first(found):
    unranked, inside, exact, beginning = (
        AssetFactory(symbol=symbol, name=name, market_cap_rank=rank)
        for symbol, name, rank in (
            ("COIN", "Unranked", None),
            ("X", "A coin", 1),
            ("COIN", "Exact", 900),
            ("COINS", "Beginning", 2),
        )
    )
    assert found(Asset, "coin") == [exact.pk, unranked.pk, beginning.pk, inside.pk]


def test_what_was_sorted_is_sorted(found):
    rows = [AssetFactory(symbol="COIN", name=name) for name in ("b", "C", "a")]
    column = 2  # after the box and the symbol
    for order, expected in ((column, (2, 0, 1)), (-column, (1, 0, 2))):
        assert found(Asset, "coin", o=order) == [rows[place].pk for place in expected]
        assert found(Asset, "", o=order) == [rows[place].pk for place in expected]


def test_filters_hold_beside_a_search(found):
    live, gone = AssetFactory(symbol="COIN"), AssetFactory(symbol="COIN")
    gone.delete()
    assert found(Asset, "coin") == [live.pk]
    assert found(Asset, "coin", state="gone") == [gone.pk]
    assert {*found(Asset, "coin", state="all")} == {live.pk, gone.pk}


@pytest.mark.parametrize(
    ("model", "make", "texts"),
    [
        (AssetDeployment, lambda a: DeploymentFactory(asset=a, chain__chain_id="somechain"), ("somechain",)),
        (AssetIdentifier, lambda a: IdentifierFactory(asset=a, external_id="the-id"), ("THE-ID", "the-i")),
        (AssetRelationship, lambda a: RelationshipFactory(to_asset=a), ()),
        (AssetGroupMember, lambda a: MemberFactory(asset=a, group__name="Some group"), ("some", "GROUP")),
        (QualityFlag, lambda a: FlagFactory(asset=a, source="slowmist"), ("slowmist", "SlowM")),
        (VenueAsset, lambda a: VenueAssetFactory(asset=a, venue_asset_symbol="XXFND"), ("xxfnd", "XXF")),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_what_belongs_to_an_asset_is_found_by_every_name_of_it(found, model, make, texts):
    asset = AssetFactory(symbol="FND", name="The found one")
    address = DeploymentFactory(asset=asset).address
    row = make(asset)
    make(AssetFactory()) if model is AssetRelationship else None
    for text in ("fnd", "the found", address, str(asset.pk), str(row.pk), *texts):
        assert row.pk in found(model, text), text
    assert not found(model, "nothing of it")


def test_what_belongs_to_a_symbol_is_found_by_it(found):
    symbol = SymbolFactory(symbol="AAA/BBB")
    named = SymbolIdentifierFactory(symbol=symbol, external_id="aaa-bbb-id")
    listing = VenueSymbolFactory(symbol=symbol, venue_symbol="XAAABBB")
    SymbolFactory()
    for text in ("aaa/bbb", "aaa/", "bbb aaa", "aaa-bbb-id", "xaaabbb"):
        assert found(Symbol, text) == [symbol.pk], text
        assert found(SymbolIdentifier, text) == [named.pk], text
        assert found(VenueSymbol, text) == [listing.pk], text


def test_a_name_beside_a_venue(found):
    asset = AssetFactory(symbol="BTC")
    here, there = (
        VenueAssetFactory(asset=asset, venue__venue_id=venue, venue_asset_symbol=text)
        for venue, text in (("kraken", "XBT"), ("okx", "BTC"))
    )
    symbol = SymbolFactory(symbol="BTC/EUR", base_asset=asset)
    listings = [VenueSymbolFactory(symbol=symbol, venue=row.venue) for row in (here, there)]
    assert found(VenueAsset, "btc kraken") == found(VenueAsset, "kraken xbt") == [here.pk]
    assert found(VenueAsset, "btc okx") == [there.pk]
    assert found(VenueSymbol, "btc/eur kraken") == [listings[0].pk]
    assert found(VenueSymbol, "okx btc eur") == [listings[1].pk]
    assert found(VenueAsset, "btc a b c d e kraken") == []


def test_it_says_where_more_match(pages):
    for _ in range(3):
        AssetFactory(symbol="COIN")

    def shown(text):
        return pages(Asset).client.get(pages(Asset).url("changelist"), {"q": text}).content.decode()

    assert "here are the best of them" not in shown("coin")
    rows = [AssetFactory.build(symbol="COIN") for _ in range(MOST_FOUND)]
    write(rows)
    assert f"More than {MOST_FOUND} assets match: here are the best of them" in shown("coin")
    assert "More than" not in pages(Asset).client.get(pages(Asset).url("changelist")).content.decode()


@pytest.mark.parametrize("page", ["https://etherscan.io/token/{}", "http://x.org/a/{}/?tab=holders#code"])
def test_the_page_of_an_explorer_finds_its_token(found, page):
    deployment = DeploymentFactory()
    IdentifierFactory(asset=deployment.asset, external_id="usd-coin")
    AssetFactory()
    for named in (deployment.address, "usd-coin"):
        assert found(Asset, page.format(named)) == [deployment.asset_id]
    for nothing in ("https://", "https://x.org", "http://[", "https://x.org/?q=0x1"):
        assert found(Asset, nothing) == []


def test_where_nothing_is_found_it_offers_to_look_among_what_is_gone(pages):
    gone = VenueAssetFactory(venue_asset_symbol="XGONE")
    gone.delete()

    def shown(**query):
        return pages(VenueAsset).client.get(pages(VenueAsset).url("changelist"), query).content.decode()

    offer = (
        '<a href="?q=XGONE&amp;state=all" class="underline">Look among what was deleted or delisted too</a>'
    )
    assert offer in shown(q="XGONE")
    assert pages(VenueAsset).url("change", gone) in shown(q="XGONE", state="all")
    assert "Look among" not in shown(q="no such name", state="all")
