"""RPCs about what stands for what."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from cqc.services.v1 import asset_registry_pb2
from cqc.services.v1 import resolution_pb2 as pb
from google.protobuf.descriptor import MethodDescriptor

from cqi.errors import InvalidInput
from grpc_api.handler import Handler, custom
from grpc_api.pages import Page, cut, page_request
from grpc_api.requests import key
from grpc_api.standard import create, delete, list_
from registry.models import Asset
from registry.reading import filters
from registry.reading.resources import RELATIONSHIP
from registry.services import relationships
from registry.values.choices import DERIVING
from registry.wire.convert import enum_name

NAMES = {"source_asset_id": "from_asset_id", "target_asset_id": "to_asset_id"}
FOLLOWED: Any = pb.ListAssetVariantsRequest.DESCRIPTOR.fields_by_name["relationship_types"]


SIDES: dict[int, filters.ByNamedRow] = {
    asset_registry_pb2.RELATIONSHIP_DIRECTION_UNSPECIFIED: filters.relationships_of,
    asset_registry_pb2.RELATIONSHIP_DIRECTION_FROM: filters.relationships_from,
    asset_registry_pb2.RELATIONSHIP_DIRECTION_TO: filters.relationships_to,
}
"""On which side the asset stands."""


def list_relationships(method: MethodDescriptor) -> Handler:
    """One list for each direction: what asset_id means depends on it."""
    lists = {
        direction: list_(
            RELATIONSHIP,
            asset_id=side,
            relationship_type="relationship_type",
            direction=lambda rows, _: rows,
        )(method)
        for direction, side in SIDES.items()
    }
    return Handler(lambda request: lists[request.direction].run(request), lists[0].field_name)


def list_variants(request: Any) -> Page:
    wanted = page_request(request, pages_by_default=False)
    asset_id = key(request, "asset_id", Asset)
    types, max_depth = types_to_follow(request.relationship_types), depth_to_follow(request.max_depth)
    with relationships.one_moment():
        start = relationships.start_of(asset_id, show_deleted=request.show_deleted)
        found = relationships.variants(
            UUID(start.asset_id),
            request.direction or relationships.DERIVATIVES,
            types,
            max_depth,
            show_deleted=request.show_deleted,
        )
        if not wanted.unpaged:
            found = sorted((v for v in found if v.key > (wanted.after or [])), key=lambda v: v.key)
        page, token = cut(found, wanted, lambda variant: variant.key)
        return Page(relationships.messages(page), token)


def types_to_follow(numbers: Iterable[int]) -> Collection[str]:
    """The types that a request names, those that derive value where it names none."""
    names = (enum_name(FOLLOWED, number) for number in numbers)
    return [name for name in names if name] or DERIVING


def depth_to_follow(depth: int) -> int | None:
    if depth < 0:
        raise InvalidInput("max_depth", f"is {depth}: must not be negative")
    return depth or None


HANDLERS = {
    "CreateAssetRelationship": create(RELATIONSHIP, NAMES),
    "ListAssetRelationships": list_relationships,
    "DeleteAssetRelationship": delete(RELATIONSHIP),
    "ListAssetVariants": custom(
        list_variants,
        takes=(
            "asset_id", "direction", "relationship_types", "max_depth",
            "page_size", "page_token", "show_deleted",
        ),
        gives=("variants", "next_page_token"),
    ),
}  # fmt: skip
