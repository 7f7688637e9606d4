"""Groups and their members.

Members are written under the lock of their group's row, so that two callers who add one asset at once
become an addition and a change of weight, and none is added to a group that is being deleted.
"""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from cqi.errors import InvalidInput, NotFound, RuleViolated, Violation
from registry.models import AssetGroup, AssetGroupMember
from registry.rules.graph import EXACT, Reached
from registry.wire.convert import MAX_DIGITS, MAX_PLACES, decimal_text
from registry.writing.write import write

from . import rows, variants

SMALLEST = Decimal(1).scaleb(-MAX_PLACES)


@transaction.atomic
def create_group(values: Mapping[str, Any], members: Sequence[Mapping[str, Any]] = ()) -> AssetGroup:
    """A new group with its first members.  Raises ValidationError, NotFound, InvalidInput."""
    check_members(members)
    group: Any = rows.create_row(AssetGroup, values)
    write([AssetGroupMember(group=group, **member) for member in members])
    return group  # type: ignore[no-any-return]


def check_members(members: Sequence[Mapping[str, Any]]) -> None:
    """Raise InvalidInput naming each wrong member by its place in the list, NotFound for an unknown asset."""
    wrong = []
    seen: set[UUID] = set()
    canonical = False
    for index, member in enumerate(members):
        if member["asset_id"] in seen:
            wrong.append(Violation(f"members[{index}].asset_id", "stands in the list twice"))
        if not (member.get("weight", 1) or 0) > 0:
            wrong.append(Violation(f"members[{index}].weight", "must be more than 0"))
        if canonical and member.get("is_canonical"):
            wrong.append(Violation(f"members[{index}].is_canonical", "another member is canonical"))
        seen.add(member["asset_id"])
        canonical = canonical or bool(member.get("is_canonical"))
    if wrong:
        raise InvalidInput(wrong)
    for gone in seen - variants.live_among(seen):
        raise NotFound("Asset", str(gone))


@transaction.atomic
def create_group_from_variants(
    values: Mapping[str, Any], origin: UUID, types: Collection[str], max_depth: int | None
) -> tuple[AssetGroup, list[UUID]]:
    """A new group of an asset and everything that stands for it, each weighted by its rate to the asset.

    Also returns the keys of the members whose rate is unknown: they weigh 1.
    """
    asset = variants.start_of(origin)
    found = variants.variants_of(UUID(asset.asset_id), types=types, max_depth=max_depth)
    members = [
        {"asset_id": UUID(asset.asset_id), "is_canonical": True},
        *({"asset_id": reached.asset_id, "weight": weight_of(reached)} for _, reached in found),
    ]
    assumed = [reached.asset_id for _, reached in found if reached.rate is None]
    return create_group({"canonical_symbol": asset.symbol, **values}, members), assumed


def weight_of(reached: Reached) -> Decimal:
    """A compounded rate as a weight, rounded to what a weight can hold; 1 where it is unknown.

    Raises RuleViolated for a rate that no weight can hold.
    """
    if reached.rate is None:
        return Decimal(1)
    weight = reached.rate.quantize(SMALLEST, context=EXACT)
    if not 0 < weight < Decimal(10) ** (MAX_DIGITS - MAX_PLACES):
        raise RuleViolated(
            f"the rate of asset {reached.asset_id} is {decimal_text(reached.rate)}: no weight can hold it",
            reason="WEIGHT_OUT_OF_RANGE",
        )
    return weight


@transaction.atomic
def put_member(values: Mapping[str, Any]) -> AssetGroupMember:
    """Add an asset to a group; where it is a member, change what is given."""
    keys = {name: required(values, name) for name in ("group_id", "asset_id")}
    rows.present(AssetGroup, keys["group_id"], None)
    member = AssetGroupMember.objects.filter(**keys).first()
    if member is None:
        return rows.create_row(AssetGroupMember, values)
    changes = {name: value for name, value in values.items() if name not in keys}
    return rows.update_row(AssetGroupMember, member.pk, changes)


@transaction.atomic
def remove_group_member(group_id: UUID, asset_id: UUID, *, version: int | None = None) -> None:
    """Take an asset out of a group.  Raises NotFound, also where the asset is no member, and StaleVersion."""
    rows.present(AssetGroup, group_id, None)
    member = AssetGroupMember.objects.filter(group_id=group_id, asset_id=asset_id).first()
    if member is None:
        raise NotFound("AssetGroupMember", f"{group_id}/{asset_id}")
    rows.delete_row(AssetGroupMember, member.pk, version=version)


def required(values: Mapping[str, Any], name: str) -> Any:
    """The value of this name.  Raises InvalidInput where there is none."""
    if values.get(name) is None:
        raise InvalidInput(name, "must be set")
    return values[name]
