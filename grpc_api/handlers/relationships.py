"""RPCs about what stands for what."""

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from google.protobuf.descriptor import MethodDescriptor

from cqi.errors import InvalidInput
from grpc_api.handler import Handler, custom, permission
from grpc_api.pages import Page, cut, page_request, within_bytes
from grpc_api.requests import must_have
from grpc_api.standard import create, delete, list_
from grpc_api.values import Values
from registry.models import Asset, AssetRelationship
from registry.reading import filters
from registry.reading.resources import RELATIONSHIP
from registry.services import variants
from registry.values.choices import DERIVING

ENDS = {"source_asset_id": "from_asset_id", "target_asset_id": "to_asset_id"}

BY_DIRECTION: dict[str | None, filters.ByNamedRow] = {
    None: filters.relationships_of,
    "FROM": filters.relationships_from,
    "TO": filters.relationships_to,
}
"""On which side the asset stands."""

WALKED: dict[str | None, int] = {
    None: variants.DERIVATIVES,
    "DERIVATIVES": variants.DERIVATIVES,
    "ORIGINS": variants.ORIGINS,
    "BOTH": variants.BOTH,
}
"""By the direction that a request names, the one that is walked."""


def list_relationships(method: MethodDescriptor) -> Handler:
    """One list for each direction: what asset_id means depends on it."""
    lists = {
        direction: list_(
            RELATIONSHIP,
            asset_id=side,
            relationship_type="relationship_type",
            direction=lambda rows, _: rows,
        )(method)
        for direction, side in BY_DIRECTION.items()
    }
    plain = lists[None]
    return replace(plain, run=lambda request: lists[request.direction].run(request))


def list_variants(request: Values) -> Page:
    wanted = page_request(request, pages_by_default=False)
    must_have(request, "asset_id")
    types, max_depth = types_to_follow(request.relationship_types), depth_to_follow(request.max_depth)
    with variants.one_moment():
        start = variants.start_of(request.asset_id, show_deleted=request.show_deleted)
        found = variants.variants_of(
            UUID(start.asset_id),
            WALKED[request.direction],
            types,
            max_depth,
            show_deleted=request.show_deleted,
        )
        if not wanted.unpaged:
            found = sorted((v for v in found if v.key > (wanted.after or [])), key=lambda v: v.key)
        page, token = cut(found, wanted, lambda variant: variant.key)
        return within_bytes(Page(variants.variant_messages(page), token), wanted, [each.key for each in page])


def types_to_follow(named: Collection[str]) -> Collection[str]:
    """The types that a request names, those that derive value where it names none."""
    return named or DERIVING


def depth_to_follow(depth: int) -> int | None:
    """How many steps a walk may take; None, for 0, is no limit.  Raises InvalidInput."""
    if depth < 0:
        raise InvalidInput("max_depth", f"is {depth}: must not be negative")
    return depth or None


HANDLERS = {
    "CreateAssetRelationship": create(RELATIONSHIP, ENDS),
    "ListAssetRelationships": list_relationships,
    "DeleteAssetRelationship": delete(RELATIONSHIP),
    "ListAssetVariants": custom(
        list_variants,
        needs=permission("view", AssetRelationship),
        takes=(
            "direction", "relationship_types", "max_depth", "page_size", "page_token", "show_deleted",
        ),
        keys={"asset_id": Asset},
        gives=("variants", "next_page_token"),
    ),
}  # fmt: skip
