"""Finding a group by its symbol, and how many members groups have."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Count

from cqi.errors import NotFound, RuleViolated
from registry.models import AssetGroup, AssetGroupMember
from registry.values.text import fold

MOST_NAMED = 10


def group_with_symbol(symbol: str, *, show_deleted: bool = False) -> UUID:
    """The key of the one group with this canonical symbol, in any case, a live one first.

    Raises NotFound, and RuleViolated where there are several.
    """
    named = AssetGroup.objects.filter(canonical_symbol_key=fold(symbol)).order_by("pk")
    found: list[Any] = list(named.live()[:MOST_NAMED])
    if show_deleted and not found:
        found = list(named[:MOST_NAMED])
    if not found:
        raise NotFound("AssetGroup", symbol)
    if len(found) > 1:
        several = ", ".join(f"{group.name} ({group.pk})" for group in found)
        raise RuleViolated(
            f"several groups have the canonical symbol {symbol}: send group_id or name, such as {several}",
            reason="AMBIGUOUS",
        )
    return UUID(str(found[0].pk))


def group_sizes(of: Collection[AssetGroup]) -> dict[Any, int]:
    """How many members each of these groups has, by its key.  A group without members is left out."""
    members = AssetGroupMember.objects.filter(group__in=of).order_by()
    return dict(members.values_list("group").annotate(size=Count("pk")))
