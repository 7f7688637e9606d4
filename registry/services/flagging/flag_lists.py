"""Lists of quality flags: they are the trade check of clients of contract 0.3.1.

They are therefore read from the primary database.  This module only reads.
"""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q

from registry.reading.resources import FLAG

from .flags import judged_asset
from .held_flags import ACTIVE, HeldFlag, flag_paths
from .safety import primary


def listed(
    rows: Any,
    page: Callable[[Any], tuple[Sequence[Any], str]],
    *,
    asset_id: UUID | None = None,
    include_resolved: bool = False,
    show_deleted: bool = False,
) -> tuple[Sequence[Any], str]:
    """A page of these flags as messages, and the token of the next page.

    `page` cuts a page of rows and makes its token.  The flags of one asset are followed by the active flags
    that it inherits.  Raises NotFound.
    """
    rows = rows if include_resolved else rows.filter(ACTIVE)
    with primary():
        if asset_id is not None:
            return of_asset(rows, page, judged_asset(asset_id, show_deleted=show_deleted).pk)
        found, token = page(rows)
        return FLAG.to_messages(found), token


def of_asset(
    rows: Any, page: Callable[[Any], tuple[Sequence[Any], str]], asset_id: UUID
) -> tuple[Sequence[Any], str]:
    paths = flag_paths([asset_id])[asset_id]
    found, token = page(rows.filter(Q(asset=asset_id) | Q(asset__in=[*paths]) & ACTIVE))
    return [HeldFlag(flag, paths[flag.asset_id]).message() for flag in found], token
