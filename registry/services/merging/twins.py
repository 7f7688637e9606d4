"""Deployments of two assets that are one token in two spellings: one goes where the assets become one.

An earlier release may have stored both (`registry.rules.spellings`).
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from registry.models import AssetDeployment
from registry.rules.spellings import KeyPlace, as_spelled


def twins_among(rows: Iterable[Any], others: Iterable[Any]) -> dict[UUID, AssetDeployment]:
    """Of these live rows, those that are the token of one of the others, each with that one."""
    theirs = {place: other for other in others if (place := token_of(other)) is not None}
    found = ((row.pk, theirs.get(place)) for row in rows if (place := token_of(row)) is not None)
    return {pk: twin for pk, twin in found if twin is not None}


def token_of(row: Any) -> KeyPlace | None:
    """The token that a live deployment is; None for what is no deployment, is gone, or has no readable address."""
    if not isinstance(row, AssetDeployment) or row.is_gone:
        return None
    now = as_spelled(row, row.chain)
    return None if now.why_unread else now.place


def goes_and_stays(
    row: AssetDeployment, twin: AssetDeployment, *, keep_source: bool
) -> tuple[AssetDeployment, AssetDeployment]:
    """Which of the two is deleted and which is left: a chain's own coin, which has no address, is always left."""
    if None in {row.address, twin.address}:
        return (twin, row) if row.address is None else (row, twin)
    return (twin, row) if keep_source else (row, twin)
