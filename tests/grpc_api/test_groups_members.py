"""Members of groups: add, weigh, remove, list; groups out of variants."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from cqc.assets.v1 import relationship_pb2 as msg
from cqc.services.v1 import asset_registry_pb2 as pb
from grpc import StatusCode

from registry.models import AssetGroup, AssetGroupMember
from registry.models.fields import new_id
from tests.factories import AssetFactory, GroupFactory, MemberFactory, RelationshipFactory
from tests.grpc_api.helpers import refused

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def group(db):
    return GroupFactory(name="all_eth_variants")


@pytest.fixture
def eth(db):
    return AssetFactory(symbol="ETH")


def add(stub, group, asset, **more):
    sent = pb.AddAssetToGroupRequest(group_id=str(group.pk), asset_id=str(asset.pk), **more)
    return stub.AddAssetToGroup(sent).member


def remove(stub, group, asset, **more):
    sent = pb.RemoveAssetFromGroupRequest(group_id=str(group.pk), asset_id=str(asset.pk), **more)
    return stub.RemoveAssetFromGroup(sent).success


def members(stub, group, **more):
    return stub.ListAssetGroupMembers(pb.ListAssetGroupMembersRequest(group_id=str(group.pk), **more))


def weights(stub, group):
    found = stub.GetAssetGroup(pb.GetAssetGroupRequest(name=group.name)).group.members
    return {each.asset.symbol: each.weight_exact for each in found}


def test_it_works(stub, group, eth):
    assert weights(stub, group) == {}
    made = add(stub, group, eth, weight=1.1832, is_canonical=True)
    assert (made.asset.symbol, made.weight, made.weight_exact) == ("ETH", 1.1832, "1.1832")
    assert (made.is_canonical, made.version) == (True, 1)
    assert weights(stub, group) == {"ETH": "1.1832"}
    assert remove(stub, group, eth, reason="sold", version=1)
    assert weights(stub, group) == {}


def test_the_weight_is_1_where_none_is_said(stub, group, eth):
    assert add(stub, group, eth).weight_exact == "1"


def test_what_else_is_known_of_a_membership(stub, group, eth):
    assert add(stub, group, eth, metadata={"ticket": "OPS-17"}).metadata["ticket"] == "OPS-17"
    assert add(stub, group, eth, weight=2).metadata["ticket"] == "OPS-17"
    assert "ticket" not in add(stub, group, eth, metadata={"note": "x"}).metadata
    first = msg.AssetGroupMember(asset_id=str(eth.pk), metadata={"note": "y"})
    created = stub.CreateAssetGroup(pb.CreateAssetGroupRequest(name="other", members=[first])).group
    assert created.members[0].metadata["note"] == "y"


def test_again_changes_what_is_said(stub, group, eth):
    first = add(stub, group, eth, weight=2.0, is_canonical=True)
    again = add(stub, group, eth, weight_exact="2.5")
    assert (again.member_id, again.weight_exact, again.version) == (first.member_id, "2.5", 2)
    assert again.is_canonical
    same = add(stub, group, eth)
    assert (same.weight_exact, same.version) == ("2.5", 2)
    assert not add(stub, group, eth, is_canonical=False).is_canonical


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"weight": 0.0}, "weight"),
        ({"weight": -0.5}, "weight"),
        ({"weight": float("inf")}, "weight"),
        ({"weight_exact": "0"}, "weight_exact"),
        ({"weight_exact": "1e3"}, "weight_exact"),
        ({"weight": 1.0, "weight_exact": "1.5"}, "weight_exact"),
    ],
)
@pytest.mark.parametrize("is_member", [False, True])
def test_a_weight_that_cannot_be(stub, group, eth, wrong, field, is_member):
    if is_member:
        add(stub, group, eth)
    refused(lambda: add(stub, group, eth, **wrong), StatusCode.INVALID_ARGUMENT, "INVALID_FIELD", field)
    assert AssetGroupMember.objects.count() == is_member


def test_two_canonical_members(stub, group, eth):
    add(stub, group, eth, is_canonical=True)
    other = AssetFactory()
    refused(lambda: add(stub, group, other, is_canonical=True), StatusCode.ALREADY_EXISTS)
    add(stub, group, other)
    refused(lambda: add(stub, group, other, is_canonical=True), StatusCode.ALREADY_EXISTS)


@pytest.mark.parametrize("field", ["group_id", "asset_id"])
@pytest.mark.parametrize("call", ["AddAssetToGroup", "RemoveAssetFromGroup"])
def test_missing_and_unknown_keys(stub, group, eth, call, field):
    sent = getattr(pb, f"{call}Request")(group_id=str(group.pk), asset_id=str(eth.pk))
    sent.ClearField(field)
    refused(lambda: getattr(stub, call)(sent), StatusCode.INVALID_ARGUMENT, "INVALID_FIELD", field)
    setattr(sent, field, str(new_id()))
    refused(lambda: getattr(stub, call)(sent), StatusCode.NOT_FOUND, "NOT_FOUND")


def test_a_deleted_group_takes_no_member(stub, group, eth):
    member = MemberFactory(group=group)
    group.delete()
    refused(lambda: add(stub, group, eth), StatusCode.NOT_FOUND)
    refused(lambda: remove(stub, group, member.asset), StatusCode.NOT_FOUND)


def test_a_deleted_asset_is_not_added_but_can_be_weighed_and_removed(stub, group, eth):
    add(stub, group, eth)
    gone = AssetFactory()
    gone.delete()
    eth.delete()
    refused(lambda: add(stub, group, gone), StatusCode.NOT_FOUND, "NOT_FOUND")
    assert add(stub, group, eth, weight=3.0).asset.HasField("deleted_at")
    assert remove(stub, group, eth)


def test_remove_what_is_no_member(stub, group, eth):
    add(stub, group, eth)
    assert remove(stub, group, eth)
    refused(lambda: remove(stub, group, eth), StatusCode.NOT_FOUND, "NOT_FOUND")


def test_remove_at_another_version(stub, group, eth):
    add(stub, group, eth)
    add(stub, group, eth, weight=2.0)
    refused(lambda: remove(stub, group, eth, version=1), StatusCode.ABORTED, "STALE_VERSION")


def test_request_id_does_it_once(stub, group, eth):
    first = add(stub, group, eth, weight=2.0, request_id="once")
    add(stub, group, eth, weight=3.0)
    assert add(stub, group, eth, weight=2.0, request_id="once") == first
    assert weights(stub, group) == {"ETH": "3"}


def test_validate_only_writes_nothing(stub, group, eth):
    assert add(stub, group, eth, weight=2.0, validate_only=True).weight_exact == "2"
    assert weights(stub, group) == {}


def test_one_asset_added_by_many_at_once(stub, group, eth):
    """One adds, the others change the weight: none is refused, none is lost."""
    ready = Barrier(6)

    def put(weight):
        ready.wait(10)
        return add(stub, group, eth, weight=float(weight))

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(put, range(1, 7)))
    assert {each.weight for each in answers} == {1.0, 2.0, 3.0, 4.0, 5.0, 6.0}
    assert sorted(each.version for each in answers) == [1, 2, 3, 4, 5, 6]
    (last,) = (each for each in answers if each.version == 6)
    assert weights(stub, group) == {"ETH": last.weight_exact}


def test_list_members_in_pages(stub, group):
    made = [MemberFactory(group=group) for _ in range(3)]
    MemberFactory()
    first = members(stub, group, page_size=2)
    rest = members(stub, group, page_size=2, page_token=first.next_page_token)
    found = [*first.members, *rest.members]
    assert [each.member_id for each in found] == [str(member.pk) for member in made]
    assert [each.asset.symbol for each in found] == [member.asset.symbol for member in made]
    assert (first.total_count, rest.next_page_token) == (3, "")


def test_list_members_of_what_is_not_there(stub, group):
    MemberFactory(group=group)
    group.delete()
    refused(lambda: members(stub, group), StatusCode.NOT_FOUND, "NOT_FOUND")
    assert len(members(stub, group, show_deleted=True).members) == 1
    unknown = pb.ListAssetGroupMembersRequest(group_id=str(new_id()), show_deleted=True)
    refused(lambda: stub.ListAssetGroupMembers(unknown), StatusCode.NOT_FOUND)
    refused(
        lambda: stub.ListAssetGroupMembers(pb.ListAssetGroupMembersRequest()),
        StatusCode.INVALID_ARGUMENT,
        field="group_id",
    )


def relate(source, target, rate, type_="WRAPS"):
    RelationshipFactory(
        from_asset=source, to_asset=target, relationship_type=type_, conversion_rate=rate and Decimal(rate)
    )


@pytest.fixture
def forms(eth):
    names = ("stETH", "wstETH", "aWETH", "gone")
    assets = {"ETH": eth, **{name: AssetFactory(symbol=name) for name in names}}
    relate(assets["stETH"], eth, "1.000000000000000000000003", "STAKES")
    relate(assets["wstETH"], assets["stETH"], "1.1832")
    relate(assets["aWETH"], eth, None)
    relate(assets["gone"], eth, None)
    assets["gone"].delete()
    return assets


def from_variants(stub, asset, name="all_eth_variants", **more):
    sent = pb.CreateAssetGroupFromVariantsRequest(asset_id=str(asset.pk), name=name, **more)
    return stub.CreateAssetGroupFromVariants(sent).group


def test_a_group_of_all_forms(stub, forms):
    made = from_variants(stub, forms["ETH"], description="All forms of ETH", group_type="variants")
    assert {each.asset.symbol: each.weight_exact for each in made.members} == {
        "ETH": "1",
        "stETH": "1.000000000000000000000003",
        # The rate has 28 digits after the point, a weight holds 24.
        "wstETH": "1.183200000000000000000004",
        "aWETH": "1",
    }
    assert [each.asset.symbol for each in made.members if each.is_canonical] == ["ETH"]
    assert (made.canonical_symbol, made.group_type) == ("ETH", "variants")
    assert made.members[0].asset.symbol == "ETH"
    assert stub.GetAssetGroup(pb.GetAssetGroupRequest(name=made.name)).group == made


def test_weights_that_are_assumed_are_named(stub, forms):
    sent = pb.CreateAssetGroupFromVariantsRequest(asset_id=str(forms["ETH"].pk), name="forms")
    answer = stub.CreateAssetGroupFromVariants(sent)
    assert list(answer.assumed_asset_ids) == [str(forms["aWETH"].pk)]


def test_some_forms(stub, forms):
    stakes = [msg.RELATIONSHIP_TYPE_STAKES]
    made = from_variants(stub, forms["ETH"], "staked", relationship_types=stakes, canonical_symbol="stETH")
    assert [each.asset.symbol for each in made.members] == ["ETH", "stETH"]
    assert made.canonical_symbol == "stETH"
    made = from_variants(stub, forms["ETH"], "near", max_depth=1)
    assert {each.asset.symbol for each in made.members} == {"ETH", "stETH", "aWETH"}


def test_an_asset_that_nothing_stands_for(stub, forms):
    made = from_variants(stub, forms["wstETH"])
    assert [(each.asset.symbol, each.is_canonical) for each in made.members] == [("wstETH", True)]


def test_refusals_of_a_group_from_variants(stub, forms):
    eth = forms["ETH"]
    refused(lambda: from_variants(stub, forms["gone"]), StatusCode.NOT_FOUND, "NOT_FOUND")
    refused(lambda: from_variants(stub, eth, None), StatusCode.INVALID_ARGUMENT, field="name")
    refused(lambda: from_variants(stub, eth, max_depth=-1), StatusCode.INVALID_ARGUMENT, field="max_depth")
    refused(
        lambda: from_variants(stub, eth, relationship_types=[999]),
        StatusCode.INVALID_ARGUMENT,
        field="relationship_types[0]",
    )
    nameless = pb.CreateAssetGroupFromVariantsRequest(name="forms")
    refused(
        lambda: stub.CreateAssetGroupFromVariants(nameless), StatusCode.INVALID_ARGUMENT, field="asset_id"
    )
    assert not AssetGroup.objects.exists()
    from_variants(stub, eth)
    refused(lambda: from_variants(stub, eth), StatusCode.ALREADY_EXISTS)


@pytest.mark.parametrize("rate", ["0.000000000000000000000001", "10000000000000000000000000"])
def test_a_rate_that_no_weight_can_hold(stub, eth, rate):
    near, far = AssetFactory(), AssetFactory()
    relate(near, eth, rate)
    relate(far, near, rate)
    refused(lambda: from_variants(stub, eth), StatusCode.FAILED_PRECONDITION, "WEIGHT_OUT_OF_RANGE")
    assert len(from_variants(stub, eth, max_depth=1).members) == 2
