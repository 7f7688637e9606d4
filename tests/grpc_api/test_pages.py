"""Paging: sizes, tokens, counts, and walks while others write."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from cqc.services.v1 import asset_registry_pb2 as pb
from django.core import signing
from django.db import connection
from grpc import StatusCode

from grpc_api import pages as paging
from grpc_api.pages import MAX_EMBEDDED, MAX_SIZE, SALT, UNPAGED_LIMIT
from registry.models import Asset, AssetGroupMember
from registry.writing.write import write
from tests.factories import AssetFactory, ChainFactory, DeploymentFactory, GroupFactory, IdentifierFactory
from tests.grpc_api.helpers import refused
from tests.superuser import run_as_superuser
from tests.unrecorded import add_copies

pytestmark = pytest.mark.django_db(transaction=True)


def pages(stub: Any, **fields: Any) -> Iterator[list[str]]:
    """The pages of ListAssets, each as the symbols on it."""
    request = pb.ListAssetsRequest(**fields)
    while True:
        answer = stub.ListAssets(request)
        yield [asset.symbol for asset in answer.assets]
        if not answer.next_page_token:
            return
        request.page_token = answer.next_page_token


def test_it_works(stub: Any) -> None:
    assets = AssetFactory.create_batch(5)
    assert list(pages(stub, page_size=2)) == [
        [assets[0].symbol, assets[1].symbol],
        [assets[2].symbol, assets[3].symbol],
        [assets[4].symbol],
    ]


def test_nothing_there(stub: Any) -> None:
    assert list(pages(stub)) == [[]]


def test_a_last_page_that_is_full_has_no_token(stub: Any) -> None:
    AssetFactory.create_batch(4)
    assert [len(page) for page in pages(stub, page_size=2)] == [2, 2]


def test_default_and_largest_size(stub: Any) -> None:
    write([Asset(symbol=f"A{number}", name="many") for number in range(MAX_SIZE + 1)])
    assert len(next(pages(stub))) == len(next(pages(stub, page_size=0))) == 100
    assert len(next(pages(stub, page_size=MAX_SIZE + 1))) == MAX_SIZE


def test_a_page_ends_before_it_embeds_too_much(stub: Any) -> None:
    """Groups of 300, 200, 1, 0, 501 and 2 members: a page holds 500 together, or one group whole."""
    assets = [Asset(symbol=f"A{number}", name="many") for number in range(MAX_EMBEDDED + 1)]
    write(assets)
    sizes = (300, 200, 1, 0, MAX_EMBEDDED + 1, 2)
    for size in sizes:
        group = GroupFactory()
        write([AssetGroupMember(group=group, asset=asset) for asset in assets[:size]])
    request, pages = pb.ListAssetGroupsRequest(), []
    while not pages or request.page_token:
        answer = stub.ListAssetGroups(request)
        pages.append([len(group.members) for group in answer.groups])
        assert answer.total_count == len(sizes)
        request.page_token = answer.next_page_token
    assert pages == [[300, 200], [1, 0], [MAX_EMBEDDED + 1], [2]]


def test_a_chain_by_either_of_its_names_is_one_filter(stub: Any) -> None:
    chain = ChainFactory(chain_id="ethereum", network_id=1)
    DeploymentFactory.create_batch(2, chain=chain)
    token = stub.ListAssetDeployments(
        pb.ListAssetDeploymentsRequest(chain_id="ethereum", page_size=1)
    ).next_page_token
    other = pb.ListAssetDeploymentsRequest(chain_id="eip155:1", page_size=1, page_token=token)
    assert len(stub.ListAssetDeployments(other).deployments) == 1


def test_negative_size(stub: Any) -> None:
    request = pb.ListAssetsRequest(page_size=-1)
    refused(lambda: stub.ListAssets(request), StatusCode.INVALID_ARGUMENT, "INVALID_FIELD", "page_size")


def token(stub: Any) -> str:
    AssetFactory.create_batch(2)
    found: str = stub.ListAssets(pb.ListAssetsRequest(page_size=1)).next_page_token
    return found


@pytest.mark.parametrize("spoilt", ["x", "{}x", ".{}", "{}{}", "🇺🇸", " {}"])
def test_a_token_that_is_none(stub: Any, spoilt: str) -> None:
    refuses(stub, spoilt.format(*[token(stub)] * 2))


def test_a_token_that_was_changed(stub: Any) -> None:
    given = token(stub)
    refuses(stub, given[:-1])
    refuses(stub, given.swapcase())


@pytest.mark.parametrize("content", ["text", [1, 2, 3], ["else", ["key"]]])
def test_a_token_with_other_content(stub: Any, content: Any) -> None:
    refuses(stub, signing.dumps(content, salt=SALT))


def test_a_token_signed_for_something_else(stub: Any) -> None:
    refuses(stub, signing.dumps(signing.loads(token(stub), salt=SALT), salt="other"))


def refuses(stub: Any, page_token: str) -> None:
    request = pb.ListAssetsRequest(page_token=page_token)
    refused(lambda: stub.ListAssets(request), StatusCode.INVALID_ARGUMENT, "INVALID_PAGE_TOKEN", "page_token")


@pytest.mark.parametrize("other", [{"category": "defi"}, {"show_deleted": True}, {"symbol": "A"}])
def test_a_token_of_other_filters(stub: Any, other: dict[str, Any]) -> None:
    request = pb.ListAssetsRequest(page_token=token(stub), **other)
    refused(lambda: stub.ListAssets(request), StatusCode.INVALID_ARGUMENT, "INVALID_PAGE_TOKEN", "page_token")


def test_an_empty_filter_is_none_to_a_token_too(stub: Any) -> None:
    request = pb.ListAssetsRequest(page_token=token(stub), category="", chain_id="")
    assert len(stub.ListAssets(request).assets) == 1


def test_a_token_of_another_list(stub: Any) -> None:
    request = pb.ListSymbolsRequest(page_token=token(stub))
    refused(
        lambda: stub.ListSymbols(request), StatusCode.INVALID_ARGUMENT, "INVALID_PAGE_TOKEN", "page_token"
    )


def test_a_token_serves_another_size(stub: Any) -> None:
    first = token(stub)
    assert len(stub.ListAssets(pb.ListAssetsRequest(page_token=first, page_size=50)).assets) == 1


def test_total_count(stub: Any) -> None:
    AssetFactory.create_batch(3, category="defi")
    AssetFactory()
    answer = stub.ListAssets(pb.ListAssetsRequest(category="defi", page_size=2))
    assert (answer.total_count, answer.total_count_is_estimate) == (3, False)
    second = pb.ListAssetsRequest(category="defi", page_size=2, page_token=answer.next_page_token)
    assert stub.ListAssets(second).total_count == 3


def test_total_count_beyond_10_000(stub: Any) -> None:
    add_copies(AssetFactory(), 9_999)
    run_as_superuser("ANALYZE registry_asset")
    answer = stub.ListAssets(pb.ListAssetsRequest(page_size=1))
    assert (answer.total_count, answer.total_count_is_estimate) == (10_000, False)
    AssetFactory.create_batch(2)
    answer = stub.ListAssets(pb.ListAssetsRequest(page_size=1))
    assert answer.total_count_is_estimate
    assert 10_001 <= answer.total_count <= 11_000


def test_a_list_of_031_answers_everything_up_to_10_000_rows(stub: Any) -> None:
    asset = AssetFactory()
    add_copies(IdentifierFactory(asset=asset), UNPAGED_LIMIT - 1, external_id="n::text")
    request = pb.ListAssetIdentifiersRequest(asset_id=str(asset.pk))
    answer = stub.ListAssetIdentifiers(request)
    assert (len(answer.identifiers), answer.next_page_token) == (UNPAGED_LIMIT, "")
    IdentifierFactory(asset=asset)
    refused(lambda: stub.ListAssetIdentifiers(request), StatusCode.FAILED_PRECONDITION, "PAGING_REQUIRED")
    paged = stub.ListAssetIdentifiers(
        pb.ListAssetIdentifiersRequest(asset_id=str(asset.pk), page_size=MAX_SIZE)
    )
    assert len(paged.identifiers) == MAX_SIZE
    assert paged.next_page_token


def keep_writing(stop: threading.Event, write: Callable[[int], None]) -> None:
    number = 0
    while not stop.is_set():
        write(number)
        number += 1
    connection.close()


def test_a_walk_while_others_write(stub: Any) -> None:
    """Nothing that is there throughout is missed or comes twice."""
    chain = ChainFactory()
    steady = [DeploymentFactory(chain=chain).asset for _ in range(150)]
    passing = [DeploymentFactory(chain=chain).asset for _ in range(100)]

    def insert(number: int) -> None:
        DeploymentFactory(chain=chain, asset__symbol=f"NEW{number}")

    def update(number: int) -> None:
        row = Asset.objects.get(pk=steady[number % len(steady)].pk)
        row.description, row.market_cap_rank = f"change {number}", number + 1
        row.save()

    def remove(number: int) -> None:
        if number < len(passing):
            Asset.objects.get(pk=passing[number].pk).delete()

    stop = threading.Event()
    writers = [
        threading.Thread(target=keep_writing, args=(stop, write)) for write in (insert, update, remove)
    ]
    for writer in writers:
        writer.start()
    try:
        walks = [
            [symbol for page in pages(stub, page_size=7, chain_id=chain.pk) for symbol in page]
            for _ in range(3)
        ]
    finally:
        stop.set()
        for writer in writers:
            writer.join()
    for walked in walks:
        assert len(walked) == len(set(walked))
        assert {asset.symbol for asset in steady} <= set(walked)


def test_a_list_of_031_that_is_too_big_is_refused(stub: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A client takes 4 MiB unless it is told to take more, and would see an error of its own."""
    rows = IdentifierFactory.create_batch(4, asset=AssetFactory())
    request = pb.ListAssetIdentifiersRequest(asset_id=str(rows[0].asset_id))
    whole = stub.ListAssetIdentifiers(request).identifiers
    monkeypatch.setattr(paging, "MOST_ANSWER_BYTES", sum(row.ByteSize() for row in whole[:3]))
    refused(lambda: stub.ListAssetIdentifiers(request), StatusCode.FAILED_PRECONDITION, "PAGING_REQUIRED")
    request.page_size = 1000
    first = stub.ListAssetIdentifiers(request)
    request.page_token = first.next_page_token
    last = stub.ListAssetIdentifiers(request)
    assert (len(first.identifiers), [*first.identifiers, *last.identifiers]) == (3, [*whole])
    assert last.next_page_token == ""


def test_a_page_of_a_search_that_is_too_big_is_shorter(stub: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    AssetFactory.create_batch(5, symbol="BIG")
    request = pb.SearchAssetsRequest(query="BIG")
    whole = stub.SearchAssets(request).assets
    monkeypatch.setattr(paging, "MOST_ANSWER_BYTES", 1)
    found = []
    for _ in whole:
        answer = stub.SearchAssets(request)
        found += answer.assets
        request.page_token = answer.next_page_token
    assert (found, request.page_token) == ([*whole], "")
