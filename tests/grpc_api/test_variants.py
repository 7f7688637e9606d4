"""ListAssetVariants: what stands for an asset, what it stands for, and how."""

from decimal import Decimal

import pytest
from cqc.assets.v1 import relationship_pb2 as msg
from cqc.services.v1 import resolution_pb2 as pb
from django.db import connection
from django.test.utils import CaptureQueriesContext
from grpc import StatusCode

from grpc_api import pages
from registry.models import Asset, AssetRelationship
from registry.models.fields import new_id
from registry.writing.write import write
from tests.factories import AssetFactory, RelationshipFactory
from tests.grpc_api.helpers import answer_here, refused

pytestmark = pytest.mark.django_db(transaction=True)

DERIVATIVES = pb.VARIANT_DIRECTION_DERIVATIVES
ORIGINS = pb.VARIANT_DIRECTION_ORIGINS
BOTH = pb.VARIANT_DIRECTION_BOTH


@pytest.fixture
def forms(db):
    """ETH, what stands for it, a pool of two of these, and a coin that only forked from it.

    wstETH -WRAPS-> stETH -STAKES-> ETH <-WRAPS- WETH <-DEPOSITS- aWETH; LP of WETH and wstETH
    """
    names = ("ETC", "LP", "aWETH", "wstETH", "stETH", "WETH", "ETH")  # keys are in another order than depth
    assets = {name: AssetFactory(symbol=name) for name in names}
    for source, type_, target, rate in (
        ("WETH", "WRAPS", "ETH", "1"),
        ("stETH", "STAKES", "ETH", "1.05"),
        ("wstETH", "WRAPS", "stETH", "1.2"),
        ("aWETH", "DEPOSITS", "WETH", None),
        ("LP", "LIQUIDITY_PAIR", "WETH", "2"),
        ("LP", "LIQUIDITY_PAIR", "wstETH", "3"),
        ("ETC", "FORKS_FROM", "ETH", None),
    ):
        RelationshipFactory(
            from_asset=assets[source],
            to_asset=assets[target],
            relationship_type=type_,
            conversion_rate=rate and Decimal(rate),
        )
    return assets


def ask(stub, asset, **more):
    return stub.ListAssetVariants(pb.ListAssetVariantsRequest(asset_id=str(asset.pk), **more))


def found(stub, asset, **more):
    return [variant.asset.symbol for variant in ask(stub, asset, **more).variants]


def test_it_works(stub, forms):
    variants = {each.asset.symbol: each for each in ask(stub, forms["ETH"]).variants}
    assert {symbol: (each.depth, each.conversion_rate) for symbol, each in variants.items()} == {
        "WETH": (1, "1"),
        "stETH": (1, "1.05"),
        "wstETH": (2, "1.26"),
        "aWETH": (2, ""),
        "LP": (2, "2"),
    }
    assert not variants["aWETH"].HasField("conversion_rate")
    assert {each.direction for each in variants.values()} == {DERIVATIVES}


def test_the_path_leads_from_the_asset_asked_about(stub, forms):
    (wsteth,) = (v for v in ask(stub, forms["ETH"]).variants if v.asset.symbol == "wstETH")
    ids = {name: str(asset.pk) for name, asset in forms.items()}
    assert [(step.from_asset_id, step.to_asset_id) for step in wsteth.path] == [
        (ids["stETH"], ids["ETH"]),
        (ids["wstETH"], ids["stETH"]),
    ]
    assert [step.relationship_type for step in wsteth.path] == [
        msg.RELATIONSHIP_TYPE_STAKES,
        msg.RELATIONSHIP_TYPE_WRAPS,
    ]
    assert [step.conversion_rate for step in wsteth.path] == ["1.05", "1.2"]


def test_the_nearest_first(stub, forms):
    depths = [each.depth for each in ask(stub, forms["ETH"]).variants]
    assert depths == sorted(depths)


def test_origins(stub, forms):
    assert found(stub, forms["wstETH"], direction=ORIGINS) == ["stETH", "ETH"]
    assert found(stub, forms["ETH"], direction=ORIGINS) == []


def test_both_sides_and_no_siblings(stub, forms):
    answer = ask(stub, forms["WETH"], direction=BOTH).variants
    assert {(each.asset.symbol, each.direction) for each in answer} == {
        ("aWETH", DERIVATIVES),
        ("LP", DERIVATIVES),
        ("ETH", ORIGINS),
    }


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        (["WRAPS"], {"WETH"}),
        (["WRAPS", "STAKES"], {"WETH", "stETH", "wstETH"}),
        (["FORKS_FROM"], {"ETC"}),
        (["SYNTHETIC_OF"], set()),
        (["UNSPECIFIED"], {"WETH", "stETH", "wstETH", "aWETH", "LP"}),
    ],
)
def test_types(stub, forms, types, expected):
    numbers = [msg.RelationshipType.Value(f"RELATIONSHIP_TYPE_{name}") for name in types]
    assert set(found(stub, forms["ETH"], relationship_types=numbers)) == expected


def test_a_type_that_the_contract_has_not(stub, forms):
    refused(
        lambda: ask(stub, forms["ETH"], relationship_types=[999]),
        StatusCode.INVALID_ARGUMENT,
        "INVALID_FIELD",
        "relationship_types[0]",
    )


@pytest.mark.parametrize(("depth", "expected"), [(0, 5), (1, 2), (2, 5), (2_147_483_647, 5)])
def test_max_depth(stub, forms, depth, expected):
    assert len(found(stub, forms["ETH"], max_depth=depth)) == expected


def test_negative_depth(stub, forms):
    refused(lambda: ask(stub, forms["ETH"], max_depth=-1), StatusCode.INVALID_ARGUMENT, field="max_depth")


def test_unknown_asset(stub):
    refused(
        lambda: stub.ListAssetVariants(pb.ListAssetVariantsRequest(asset_id=str(new_id()))),
        StatusCode.NOT_FOUND,
        "NOT_FOUND",
    )


def test_no_asset(stub):
    refused(
        lambda: stub.ListAssetVariants(pb.ListAssetVariantsRequest()),
        StatusCode.INVALID_ARGUMENT,
        field="asset_id",
    )


def test_a_deleted_form_is_left_out_but_not_what_stands_for_it(stub, forms):
    forms["stETH"].delete()
    assert set(found(stub, forms["ETH"])) == {"WETH", "wstETH", "aWETH", "LP"}
    shown = {each.asset.symbol: each.asset for each in ask(stub, forms["ETH"], show_deleted=True).variants}
    assert shown["stETH"].HasField("deleted_at")
    assert not shown["wstETH"].HasField("deleted_at")


def test_a_deleted_asset_to_start_from(stub, forms):
    forms["ETH"].delete()
    refused(lambda: ask(stub, forms["ETH"]), StatusCode.NOT_FOUND)
    assert len(found(stub, forms["ETH"], show_deleted=True)) == 5


def test_a_merged_asset_is_what_it_became(stub, forms):
    twin = AssetFactory(symbol="ETH2")
    stub.MergeAssets(
        pb.MergeAssetsRequest(source_asset_id=str(twin.pk), target_asset_id=str(forms["ETH"].pk))
    )
    assert len(found(stub, twin)) == 5


def walk(stub, asset, **more):
    variants, token = [], ""
    while True:
        page = ask(stub, asset, page_token=token, **more)
        variants += page.variants
        if not (token := page.next_page_token):
            return variants


@pytest.mark.parametrize("direction", [DERIVATIVES, BOTH])
def test_pages_hold_what_one_answer_holds(stub, forms, direction):
    whole = ask(stub, forms["WETH"], direction=direction).variants
    paged = walk(stub, forms["WETH"], direction=direction, page_size=1)
    assert sorted(map(str, paged)) == sorted(map(str, whole))


def test_a_walk_misses_nothing_that_comes_nearer_meanwhile(stub, forms):
    page = ask(stub, forms["ETH"], page_size=4)
    last = {"LP", "aWETH", "wstETH", "stETH", "WETH"} - {each.asset.symbol for each in page.variants}
    for symbol in last - {"WETH", "stETH"}:
        RelationshipFactory(from_asset=forms[symbol], to_asset=forms["ETH"])
    rest = ask(stub, forms["ETH"], page_size=4, page_token=page.next_page_token)
    assert {each.asset.symbol for each in rest.variants} == last


def test_a_token_of_other_filters(stub, forms):
    token = ask(stub, forms["ETH"], page_size=1).next_page_token
    refused(
        lambda: ask(stub, forms["ETH"], page_size=1, page_token=token, max_depth=1),
        StatusCode.INVALID_ARGUMENT,
        "INVALID_PAGE_TOKEN",
    )


def test_negative_page_size(stub, forms):
    refused(lambda: ask(stub, forms["ETH"], page_size=-1), StatusCode.INVALID_ARGUMENT, field="page_size")


def test_more_than_one_answer_holds(stub, forms, monkeypatch):
    monkeypatch.setattr(pages, "UNPAGED_LIMIT", 1000)
    coins = [Asset(symbol="WETH", name=f"Wrapped {n}") for n in range(1000)]
    write(coins)
    write(
        [
            AssetRelationship(from_asset=coin, to_asset=forms["ETH"], relationship_type="WRAPS")
            for coin in coins
        ]
    )
    refused(lambda: ask(stub, forms["ETH"]), StatusCode.FAILED_PRECONDITION, "PAGING_REQUIRED")
    assert len(ask(stub, forms["ETH"], page_size=1000).variants) == 1000


def test_the_number_of_queries_is_fixed(stub, forms):
    """BEGIN, one moment, the asset, two sides, who is live, assets, paths, COMMIT."""
    counts = []
    for name in ("WETH", "LP"):
        with CaptureQueriesContext(connection) as queries:
            answer_here(
                "ListAssetVariants", pb.ListAssetVariantsRequest(asset_id=str(forms[name].pk), direction=BOTH)
            )
        counts.append(len(queries))
    assert max(counts) <= 9
