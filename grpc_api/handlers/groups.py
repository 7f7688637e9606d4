"""RPCs about groups and their members."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from cqc.assets.v1.relationship_pb2 import AssetGroupMember as MemberMessage

from cqi.errors import InvalidInput, Violation
from grpc_api.handler import custom, permission
from grpc_api.pages import Page, count, page_request, paginate, within_bytes
from grpc_api.request_fields import RequestFields
from grpc_api.requests import filled, key_reader, must_have
from grpc_api.standard import create, delete, list_, update
from grpc_api.values import MessageReader, Values
from registry.models import Asset, AssetGroup, AssetGroupMember
from registry.reading import filters, reads
from registry.reading.groups import group_sizes, group_with_symbol
from registry.reading.redirects import final_key, following_merges
from registry.reading.resources import GROUP, MEMBER
from registry.reading.row_keys import uuid_from
from registry.services import groups

from .relationships import depth_to_follow, types_to_follow

MEMBER_MESSAGE: Any = MemberMessage.DESCRIPTOR
MEMBER_FIELDS = RequestFields.of(
    MEMBER_MESSAGE, MEMBER, {}, skip=("member_id", "group_id", "added_at", "asset")
)


def create_with_members(values: Mapping[str, Any], members: Sequence[Values]) -> AssetGroup:
    first = [first_member(member, f"members[{index}]") for index, member in enumerate(members)]
    return following_merges(AssetGroupMember, first, lambda *led: groups.create_group(values, led))


def first_member(member: Values, path: str) -> dict[str, Any]:
    """One of the members that a group is created with; its errors name its place in the request."""
    try:
        must_have(member, "asset_id")
        return MEMBER_FIELDS.values(member)
    except InvalidInput as error:
        raise InvalidInput(Violation(f"{path}.{v.field}", v.description) for v in error.violations) from None


def create_of_variants(
    values: Mapping[str, Any], asset_id: UUID | None, relationship_types: Collection[str], max_depth: int
) -> dict[str, Any]:
    if asset_id is None:
        raise InvalidInput("asset_id", "must be set")
    types, depth = types_to_follow(relationship_types), depth_to_follow(max_depth)
    group, assumed = groups.create_group_from_variants(values, asset_id, types, depth)
    return {"group": group, "assumed_asset_ids": [str(member) for member in assumed]}


def get_group(request: Values) -> Any:
    return reads.fetch(GROUP, show_deleted=request.show_deleted, **group_lookup(request))


def group_lookup(request: Values) -> dict[str, Any]:
    """The lookup by which a request names a group: its key, its name or its symbol.  Raises InvalidInput.

    CQC 0.3.1 has the field of the key only, so a name may stand there too.
    """
    if filled(request, "group_id"):
        try:
            return {"group_id": uuid_from(request.group_id)}
        except ValueError:
            return {"name": request.group_id}
    if filled(request, "name"):
        return {"name": request.name}
    if filled(request, "canonical_symbol"):
        found = group_with_symbol(request.canonical_symbol, show_deleted=request.show_deleted)
        return {"group_id": found}
    raise InvalidInput("group_id", "must be set, or name, or canonical_symbol")


def remove_asset(request: Values) -> bool:
    must_have(request, "group_id", "asset_id")
    keys = {"group_id": request.group_id, "asset_id": request.asset_id}
    version = request.version or None
    following_merges(AssetGroupMember, [keys], lambda led: groups.remove_group_member(**led, version=version))
    return True


def list_members(request: Values) -> Page:
    wanted = page_request(request)
    must_have(request, "group_id")
    group_id = final_key(AssetGroup, request.group_id, show_deleted=request.show_deleted)
    members = MEMBER.rows().filter(group_id=group_id)
    page, token = paginate(members, wanted)
    whole = Page(MEMBER.to_messages(page), token, *count(members))
    return within_bytes(whole, wanted, [[member.pk] for member in page])


FIRST_MEMBERS = {"members": MessageReader(MEMBER_MESSAGE, MEMBER_FIELDS.takes)}

HANDLERS = {
    "CreateAssetGroup": create(GROUP, service=create_with_members, also=("members",), takes=FIRST_MEMBERS),
    "CreateAssetGroupFromVariants": create(
        GROUP,
        service=create_of_variants,
        also=("asset_id", "relationship_types", "max_depth"),
        takes={"asset_id": key_reader(Asset)},
        gives=("assumed_asset_ids",),
    ),
    "GetAssetGroup": custom(
        get_group,
        needs=permission("view", AssetGroup),
        takes=("group_id", "name", "canonical_symbol", "show_deleted"),
        gives=("group",),
    ),
    "UpdateAssetGroup": update(GROUP),
    "DeleteAssetGroup": delete(GROUP),
    "ListAssetGroups": list_(
        GROUP,
        sizes=group_sizes,
        asset_id=filters.groups_with_asset,
        issuer="issuer",
        group_type="group_type",
    ),
    "AddAssetToGroup": create(MEMBER, service=groups.put_member),
    "RemoveAssetFromGroup": custom(
        remove_asset,
        needs=permission("delete", AssetGroupMember),
        takes=("reason", "version"),
        keys={"group_id": AssetGroup, "asset_id": Asset},
        gives=("success",),
    ),
    "ListAssetGroupMembers": custom(
        list_members,
        needs=permission("view", AssetGroupMember),
        takes=("page_size", "page_token", "show_deleted"),
        keys={"group_id": AssetGroup},
        gives=("members", "next_page_token", "total_count", "total_count_is_estimate"),
    ),
}
