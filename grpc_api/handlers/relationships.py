"""RPCs about what stands for what."""

from collections.abc import Callable, Collection, Iterable
from typing import Any
from uuid import UUID

from cqc.services.v1 import resolution_pb2 as pb
from django.db.models import Q
from google.protobuf.descriptor import MethodDescriptor

from cqi.errors import InvalidInput
from grpc_api.handler import Handler, custom
from grpc_api.pages import Page, cut, page_request
from grpc_api.requests import key, naming
from grpc_api.standard import create, delete, list_
from registry.convert import enum_name
from registry.messages import RELATIONSHIP
from registry.models import Asset
from registry.models.choices import DERIVING
from registry.named import uuid_of
from registry.services import relationships

NAMES = {"source_asset_id": "from_asset_id", "target_asset_id": "to_asset_id"}
FOLLOWED: Any = pb.ListAssetVariantsRequest.DESCRIPTOR.fields_by_name["relationship_types"]


def of_either_side(asset_id: UUID) -> Q:
    return Q(from_asset_id=asset_id) | Q(to_asset_id=asset_id)


def of_the_derivative(asset_id: UUID) -> Q:
    return Q(from_asset_id=asset_id)


def of_the_origin(asset_id: UUID) -> Q:
    return Q(to_asset_id=asset_id)


SIDES = (of_either_side, of_the_derivative, of_the_origin)
"""By RelationshipDirection: on which side the asset stands."""


def list_relationships(method: MethodDescriptor) -> Handler:
    """One list for each direction: what asset_id means depends on it."""
    lists = [
        list_(
            RELATIONSHIP,
            asset_id=on(side),
            relationship_type="relationship_type",
            direction=lambda rows, _: rows,
        )(method)
        for side in SIDES
    ]
    return Handler(lambda request: lists[request.direction].run(request), lists[0].field_name)


def on(side: Callable[[UUID], Q]) -> Callable[[Any, str], Any]:
    return lambda rows, asset_id: rows.filter(side(uuid_of(asset_id)))


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
    with naming("relationship_types"):
        names = [enum_name(FOLLOWED, number) for number in numbers]
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
