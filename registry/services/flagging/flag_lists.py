"""Lists of quality flags, read from the primary database: they are the pre-trade check of 0.3.1's clients."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q

from registry.reading.resources import FLAG
from registry.rules import graph

from . import safety
from .flags import judged_asset

Page = tuple[Sequence[Any], str]
ACTIVE = Q(resolved_at__isnull=True)


def listed(
    rows: Any,
    page: Callable[[Any], Page],
    *,
    asset_id: UUID | None = None,
    include_resolved: bool = False,
    show_deleted: bool = False,
) -> Page:
    """A page of these flags as messages, with its token; `page` cuts it.

    Of one asset also the active flags that it inherits.  Raises NotFound.
    """
    rows = rows if include_resolved else rows.filter(ACTIVE)
    with safety.primary():
        if asset_id is not None:
            return of_asset(rows, page, judged_asset(asset_id, show_deleted=show_deleted).pk)
        found, token = page(rows)
        return FLAG.to_messages(found), token


def of_asset(rows: Any, page: Callable[[Any], Page], asset_id: UUID) -> Page:
    origins = {reached.asset_id: reached for reached in graph.origins([asset_id]).get(asset_id, ())}
    found, token = page(rows.filter(Q(asset=asset_id) | Q(asset__in=list(origins)) & ACTIVE))
    return [as_seen_from(asset_id, flag, origins) for flag in found], token


def as_seen_from(asset_id: UUID, flag: Any, origins: Mapping[UUID, graph.Reached]) -> Any:
    if flag.asset_id == asset_id:
        return FLAG.to_message(flag)
    return safety.inherited(flag, asset_id, [str(step) for step in origins[flag.asset_id].asset_ids])
