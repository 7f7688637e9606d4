"""RPCs about groups and their members."""

from collections.abc import Collection, Mapping
from typing import Any

from cqc.assets.v1.relationship_pb2 import AssetGroupMember as MemberMessage

from cqi.errors import InvalidInput, Violation
from grpc_api.handler import custom
from grpc_api.pages import Page, count, page_request, paginate
from grpc_api.requests import RequestFields, filled, key, naming, require
from grpc_api.standard import create, delete, list_, update
from registry.models import Asset, AssetGroup, AssetGroupMember
from registry.reading import filters, reads
from registry.reading.redirects import final_key, following_merges
from registry.reading.resources import GROUP, MEMBER
from registry.reading.row_keys import key_value
from registry.services import groups

from .relationships import depth_to_follow, types_to_follow

MEMBER_FIELDS = RequestFields.of(
    MemberMessage.DESCRIPTOR,  # type: ignore[arg-type]  # the stubs know two Descriptors
    MEMBER,
    {},
    skip=("member_id", "group_id", "added_at", "asset"),
)


def create_group(values: Mapping[str, Any], members: Collection[Any]) -> AssetGroup:
    first = [first_member(member, f"members[{index}]") for index, member in enumerate(members)]
    return following_merges(AssetGroupMember, first, lambda *led: groups.create(values, led))


def first_member(message: Any, path: str) -> dict[str, Any]:
    """One of the members that a group is created with; its errors name its place in the request."""
    try:
        require(message, "asset_id")
        return MEMBER_FIELDS.read(message)
    except InvalidInput as error:
        raise InvalidInput(Violation(f"{path}.{v.field}", v.description) for v in error.violations) from None


def create_from_variants(
    values: Mapping[str, Any], asset_id: str, relationship_types: Collection[int], max_depth: int
) -> dict[str, Any]:
    with naming("asset_id"):
        origin = key_value(Asset, "asset_id", asset_id)
    types, depth = types_to_follow(relationship_types), depth_to_follow(max_depth)
    group, assumed = groups.create_from_variants(values, origin, types, depth)
    return {"group": group, "assumed_asset_ids": [str(asset_id) for asset_id in assumed]}


def get_group(request: Any) -> Any:
    return reads.fetch(GROUP, show_deleted=request.show_deleted, **lookup_of(request))


def lookup_of(request: Any) -> dict[str, Any]:
    if filled(request, "group_id"):
        return {"group_id": key(request, "group_id", AssetGroup)}
    if filled(request, "name"):
        return {"name": request.name}
    if filled(request, "canonical_symbol"):
        found = groups.with_symbol(request.canonical_symbol, show_deleted=request.show_deleted)
        return {"group_id": found}
    raise InvalidInput("group_id", "must be set, or name, or canonical_symbol")


def remove_member(request: Any) -> bool:
    keys = {"group_id": key(request, "group_id", AssetGroup), "asset_id": key(request, "asset_id", Asset)}
    version = request.version or None
    following_merges(AssetGroupMember, [keys], lambda led: groups.remove_member(**led, version=version))
    return True


def list_members(request: Any) -> Page:
    wanted = page_request(request)
    require(request, "group_id")
    with naming("group_id"):
        group_id = final_key(AssetGroup, request.group_id, show_deleted=request.show_deleted)
    members = MEMBER.rows().filter(group_id=group_id)
    page, token = paginate(members, wanted)
    return Page(MEMBER.to_messages(page), token, *count(members))


HANDLERS = {
    "CreateAssetGroup": create(GROUP, service=create_group, also=("members",)),
    "CreateAssetGroupFromVariants": create(
        GROUP,
        service=create_from_variants,
        also=("asset_id", "relationship_types", "max_depth"),
        gives=("assumed_asset_ids",),
    ),
    "GetAssetGroup": custom(
        get_group, takes=("group_id", "name", "canonical_symbol", "show_deleted"), gives=("group",)
    ),
    "UpdateAssetGroup": update(GROUP),
    "DeleteAssetGroup": delete(GROUP),
    "ListAssetGroups": list_(
        GROUP,
        sizes=groups.sizes,
        asset_id=filters.groups_with_asset,
        issuer="issuer",
        group_type="group_type",
    ),
    "AddAssetToGroup": create(MEMBER, service=groups.put_member),
    "RemoveAssetFromGroup": custom(
        remove_member, takes=("group_id", "asset_id", "reason", "version"), gives=("success",)
    ),
    "ListAssetGroupMembers": custom(
        list_members,
        takes=("group_id", "page_size", "page_token", "show_deleted"),
        gives=("members", "next_page_token", "total_count", "total_count_is_estimate"),
    ),
}
