"""Groups: create, find, list, change, delete."""

from functools import partial

import pytest
from cqc.assets.v1 import relationship_pb2 as msg
from cqc.services.v1 import asset_registry_pb2 as pb
from django.db import connection
from django.test.utils import CaptureQueriesContext
from google.protobuf.field_mask_pb2 import FieldMask
from grpc import StatusCode

from registry.models import AssetGroup, AssetGroupMember
from registry.models.fields import new_id
from registry.reading.resources import GROUP
from tests.factories import AssetFactory, GroupFactory, MemberFactory
from tests.grpc_api.helpers import refused

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def eth(db):
    return AssetFactory(symbol="ETH")


@pytest.fixture
def weth(db):
    return AssetFactory(symbol="WETH")


def create(stub, name="all_eth_variants", **more):
    return stub.CreateAssetGroup(pb.CreateAssetGroupRequest(name=name, **more)).group


def member(asset, **more):
    return msg.AssetGroupMember(asset_id=str(asset.pk), **more)


def test_it_works(stub, eth, weth):
    group = create(
        stub,
        description="All forms of ETH",
        group_type="variants",
        canonical_symbol="ETH",
        issuer="nobody",
        members=[member(eth, is_canonical=True), member(weth, weight_exact="1.000000000000000000000001")],
    )
    assert (group.name, group.description, group.group_type) == (
        "all_eth_variants", "All forms of ETH", "variants",
    )  # fmt: skip
    assert (group.canonical_symbol, group.issuer, group.version) == ("ETH", "nobody", 1)
    first, second = group.members
    assert (first.asset.symbol, first.weight_exact, first.is_canonical) == ("ETH", "1", True)
    assert (second.asset.symbol, second.weight_exact, second.weight) == (
        "WETH",
        "1.000000000000000000000001",
        1.0,
    )
    assert (second.asset_id, second.group_id) == (str(weth.pk), group.group_id)
    assert second.HasField("added_at")
    assert stub.GetAssetGroup(pb.GetAssetGroupRequest(group_id=group.group_id)).group == group


def test_a_group_without_members(stub):
    """All that CQC 0.3.1 can say, but for the group type."""
    group = create(stub, group_type="variants")
    assert (list(group.members), group.group_type) == ([], "variants")


@pytest.mark.parametrize("name", ["", None])
def test_no_name(stub, name):
    refused(
        lambda: stub.CreateAssetGroup(pb.CreateAssetGroupRequest(name=name)),
        StatusCode.INVALID_ARGUMENT,
        "INVALID_FIELD",
        "name",
    )


def test_a_name_that_is_taken(stub):
    create(stub)
    refused(lambda: create(stub), StatusCode.ALREADY_EXISTS, "ALREADY_EXISTS")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"weight": 0.0}, "members[1].weight"),
        ({"weight": -1.0}, "members[1].weight"),
        ({"weight": float("nan")}, "members[1].weight"),
        ({"weight_exact": "much"}, "members[1].weight_exact"),
        ({"weight": 1.5, "weight_exact": "1.25"}, "members[1].weight_exact"),
        ({"is_canonical": True}, "members[1].is_canonical"),
    ],
)
def test_a_member_that_cannot_be(stub, eth, weth, wrong, field):
    members = [member(eth, is_canonical=True), member(weth, **wrong)]
    refused(lambda: create(stub, members=members), StatusCode.INVALID_ARGUMENT, "INVALID_FIELD", field)
    assert not AssetGroup.objects.exists()


def test_a_member_twice(stub, eth):
    refused(
        lambda: create(stub, members=[member(eth), member(eth)]),
        StatusCode.INVALID_ARGUMENT,
        "INVALID_FIELD",
        "members[1].asset_id",
    )


@pytest.mark.parametrize("key", ["", None, "ETH"])
def test_a_member_without_a_key(stub, key):
    refused(
        lambda: create(stub, members=[msg.AssetGroupMember(asset_id=key)]),
        StatusCode.INVALID_ARGUMENT,
        "INVALID_FIELD",
        "members[0].asset_id",
    )


def test_an_unknown_member(stub, eth):
    missing = msg.AssetGroupMember(asset_id=str(new_id()))
    refused(lambda: create(stub, members=[member(eth), missing]), StatusCode.NOT_FOUND, "NOT_FOUND")
    eth.delete()
    refused(lambda: create(stub, members=[member(eth)]), StatusCode.NOT_FOUND, "NOT_FOUND")
    assert not AssetGroup.objects.exists()


def test_request_id_does_it_once(stub, eth):
    made = [create(stub, members=[member(eth)], request_id="once") for _ in range(2)]
    assert made[0] == made[1]
    assert AssetGroup.objects.count() == AssetGroupMember.objects.count() == 1


def test_validate_only_writes_nothing(stub, eth):
    made = create(stub, members=[member(eth)], validate_only=True)
    assert made.members[0].asset.symbol == "ETH"
    assert not AssetGroup.objects.exists()


@pytest.mark.parametrize(
    "lookup",
    [
        {"name": "all_eth_variants"},
        {"group_id": "all_eth_variants"},
        {"canonical_symbol": "eth"},
        {"canonical_symbol": "ETH"},
    ],
)
def test_get_by_another_name(stub, eth, lookup):
    made = create(stub, canonical_symbol="ETH", members=[member(eth)])
    for _ in range(2):
        assert stub.GetAssetGroup(pb.GetAssetGroupRequest(**lookup)).group == made


@pytest.mark.parametrize(
    "lookup",
    [
        {"group_id": str(new_id())},
        {"group_id": "All_ETH_variants"},
        {"name": "All_ETH_variants"},
        {"canonical_symbol": "BTC"},
    ],
)
def test_get_what_is_not_there(stub, lookup):
    create(stub, canonical_symbol="ETH")
    refused(lambda: stub.GetAssetGroup(pb.GetAssetGroupRequest(**lookup)), StatusCode.NOT_FOUND, "NOT_FOUND")


def test_get_by_nothing(stub):
    refused(
        lambda: stub.GetAssetGroup(pb.GetAssetGroupRequest()),
        StatusCode.INVALID_ARGUMENT,
        "INVALID_FIELD",
        "group_id",
    )


def test_several_groups_with_one_canonical_symbol(stub):
    first, second = GroupFactory(canonical_symbol="ETH"), GroupFactory(canonical_symbol="eth")
    sent = pb.GetAssetGroupRequest(canonical_symbol="ETH")
    error = refused(lambda: stub.GetAssetGroup(sent), StatusCode.FAILED_PRECONDITION, "AMBIGUOUS")
    assert all(name in error.details() for name in (first.name, str(second.pk)))
    second.delete()
    assert stub.GetAssetGroup(sent).group.group_id == str(first.pk)


def test_a_member_whose_asset_is_deleted_stays_and_says_so(stub, eth, weth):
    group = create(stub, members=[member(eth), member(weth)])
    weth.delete()
    for lookup in ({"group_id": group.group_id}, {"name": group.name}):
        members = stub.GetAssetGroup(pb.GetAssetGroupRequest(**lookup)).group.members
        assert [each.asset.HasField("deleted_at") for each in members] == [False, True]


def test_a_change_of_a_member_or_its_asset_is_seen_at_once(stub, eth, weth):
    group = create(stub, members=[member(eth)])
    sent = pb.GetAssetGroupRequest(name=group.name)
    assert len(stub.GetAssetGroup(sent).group.members) == 1
    MemberFactory(group_id=group.group_id, group=AssetGroup.objects.get(), asset=weth, weight=2)
    assert [each.weight for each in stub.GetAssetGroup(sent).group.members] == [1.0, 2.0]
    weth.name = "Wrapped Ether"
    weth.save()
    assert stub.GetAssetGroup(sent).group.members[1].asset.name == "Wrapped Ether"


def test_update(stub, eth):
    group = create(stub, issuer="Circle", members=[member(eth)])
    sent = pb.UpdateAssetGroupRequest(group_id=group.group_id, name="eth", canonical_symbol="ETH", version=1)
    changed = stub.UpdateAssetGroup(sent).group
    assert (changed.name, changed.canonical_symbol, changed.issuer) == ("eth", "ETH", "Circle")
    assert (changed.version, len(changed.members)) == (2, 1)
    refused(lambda: stub.UpdateAssetGroup(sent), StatusCode.ABORTED, "STALE_VERSION")
    refused(lambda: stub.GetAssetGroup(pb.GetAssetGroupRequest(name=group.name)), StatusCode.NOT_FOUND)
    assert stub.GetAssetGroup(pb.GetAssetGroupRequest(canonical_symbol="eth")).group == changed


def test_update_clears_what_the_mask_names(stub):
    group = create(stub, issuer="Circle", canonical_symbol="ETH")
    sent = pb.UpdateAssetGroupRequest(
        group_id=group.group_id, update_mask=FieldMask(paths=["issuer", "canonical_symbol"])
    )
    changed = stub.UpdateAssetGroup(sent).group
    assert not changed.HasField("issuer")
    refused(lambda: stub.GetAssetGroup(pb.GetAssetGroupRequest(canonical_symbol="ETH")), StatusCode.NOT_FOUND)


def test_rename_to_a_name_that_is_taken(stub):
    create(stub, "usd")
    group = create(stub, "eth")
    sent = pb.UpdateAssetGroupRequest(group_id=group.group_id, name="usd")
    refused(lambda: stub.UpdateAssetGroup(sent), StatusCode.ALREADY_EXISTS, "ALREADY_EXISTS")


def test_delete(stub, eth):
    group = create(stub, canonical_symbol="ETH", members=[member(eth)])
    sent = pb.DeleteAssetGroupRequest(group_id=group.group_id, reason="not used", version=1)
    assert stub.DeleteAssetGroup(sent).success
    refused(lambda: stub.DeleteAssetGroup(sent), StatusCode.NOT_FOUND)
    for lookup in ({"group_id": group.group_id}, {"name": group.name}, {"canonical_symbol": "ETH"}):
        hidden = pb.GetAssetGroupRequest(**lookup)
        refused(partial(stub.GetAssetGroup, hidden), StatusCode.NOT_FOUND)
        shown = stub.GetAssetGroup(pb.GetAssetGroupRequest(**lookup, show_deleted=True)).group
        assert shown.HasField("deleted_at")
        assert [each.asset_id for each in shown.members] == [str(eth.pk)]


def test_a_deleted_group_gives_its_name_back(stub):
    old = create(stub)
    stub.GetAssetGroup(pb.GetAssetGroupRequest(name=old.name))
    stub.DeleteAssetGroup(pb.DeleteAssetGroupRequest(group_id=old.group_id))
    new = create(stub)
    assert stub.GetAssetGroup(pb.GetAssetGroupRequest(name=old.name)).group == new


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, {"eth", "usdc"}),
        ({"show_deleted": True}, {"eth", "usdc", "old"}),
        ({"issuer": "Circle"}, {"usdc"}),
        ({"group_type": "variants"}, {"eth"}),
        ({"asset_id": "eth"}, {"eth"}),
        ({"asset_id": "eth", "show_deleted": True}, {"eth", "old"}),
    ],
)
def test_list(stub, eth, filters, expected):
    MemberFactory(group=GroupFactory(name="eth", group_type="variants"), asset=eth)
    GroupFactory(name="usdc", issuer="Circle")
    MemberFactory(group=(old := GroupFactory(name="old")), asset=eth)
    old.delete()
    sent = pb.ListAssetGroupsRequest(
        **{**filters, **({"asset_id": str(eth.pk)} if "asset_id" in filters else {})}
    )
    page = stub.ListAssetGroups(sent)
    assert {group.name for group in page.groups} == expected
    assert page.total_count == len(expected)
    assert all(each.asset.symbol == "ETH" for group in page.groups for each in group.members)


def test_list_in_pages(stub):
    groups = [GroupFactory() for _ in range(3)]
    first = stub.ListAssetGroups(pb.ListAssetGroupsRequest(page_size=2))
    rest = stub.ListAssetGroups(pb.ListAssetGroupsRequest(page_size=2, page_token=first.next_page_token))
    assert [group.group_id for group in (*first.groups, *rest.groups)] == [str(group.pk) for group in groups]
    assert not rest.next_page_token


@pytest.mark.parametrize("size", [1, 30])
def test_groups_and_members_by_two_queries(stub, size):
    for _ in range(size):
        group = GroupFactory()
        MemberFactory(group=group)
        MemberFactory(group=group)
    with CaptureQueriesContext(connection) as queries:
        messages = GROUP.to_messages(GROUP.rows().order_by("pk"))
    assert len(queries) == 2
    assert [len(message.members) for message in messages] == [2] * size
