"""Deployments whose stored key is not the one that their address has by the rules of this release.

A release that reads two spellings as one token finds tokens that are stored twice.  Nothing is merged by itself: of
the live deployments of one token the one that has the key keeps it, else the oldest gets it.  The others keep the
key that they have.  A write of one of them would take the key of another, and is refused until the two assets are
merged or the deployment is deleted.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError

KeyPlace = tuple[str, str | None]
"""A chain and the key of an address there; None for the chain's own coin."""


class Spelled(NamedTuple):
    """A deployment with the key that it is stored under, and the one that it should have."""

    deployment_id: UUID
    chain_id: str
    address: str | None
    stored: str | None
    right: str | None
    """None where its address is a name of the chain's own coin."""
    is_gone: bool
    why_unread: str = ""
    """Why its address is none by the rules of this release, where it is none."""

    @property
    def place(self) -> KeyPlace:
        """What no other live deployment may have."""
        return self.chain_id, self.right

    @property
    def is_right(self) -> bool:
        return self.stored == self.right and not self.why_unread


class Clash(NamedTuple):
    """A deployment that keeps a key which is not its own any more, and the one that has its own, if one has."""

    spelled: Spelled
    holder: UUID | None

    def __str__(self) -> str:
        own = self.spelled
        if own.why_unread:
            why = own.why_unread
        elif own.right is None:
            why = "is the chain's own coin" + (f", deployment {self.holder}" if self.holder else "")
        else:
            why = f"is the token of deployment {self.holder}"
        return f"{own.deployment_id} {own.chain_id}/{own.address} {why}"


Read = Callable[[], Iterable[Spelled]]
"""Reads deployments in the order of their keys, which is that in which they were registered; each time anew."""


def as_spelled(row: Any, chain: Any) -> Spelled:
    """A stored deployment, and the key of its address as its chain reads it."""
    right, why = None, ""
    if row.address is not None:
        try:
            place = chain.place_of(row.address, field="address")
            right = place and place.key
        except ValidationError as error:
            right, why = row.address_key, " ".join(error.messages)
    gone = row.deleted_at is not None
    return Spelled(row.deployment_id, row.chain_id, row.address, row.address_key, right, gone, why)


def settle_keys(read: Read) -> tuple[list[dict[UUID, str]], list[Clash]]:
    """The deployments that get another key, each with that key, and the live ones that cannot have theirs.

    The keys are given step by step: one that a deployment gives up in a step is free in the next.
    """
    wrong = [row for row in read() if not row.is_right]
    holders = dict(holders_of({row.place for row in wrong if not row.why_unread}, read()))
    moving: list[Spelled] = []
    clashes: list[Clash] = []
    for row in wrong:
        if row.right is not None and not row.why_unread and (row.is_gone or row.place not in holders):
            moving.append(row)
            if not row.is_gone:
                holders[row.place] = row.deployment_id
        elif not row.is_gone:
            clashes.append(Clash(row, None if row.why_unread else holders.get(row.place)))
    taken = {(row.chain_id, row.stored): row.deployment_id for row in wrong if not row.is_gone}
    steps = []
    while free := [row for row in moving if row.is_gone or row.place not in taken]:
        steps.append({row.deployment_id: row.right or "" for row in free})
        for row in free:
            if not row.is_gone:
                del taken[row.chain_id, row.stored]
        moving = [row for row in moving if row.deployment_id not in steps[-1]]
    return steps, [*clashes, *(Clash(row, taken[row.place]) for row in moving)]


def holders_of(places: set[KeyPlace], rows: Iterable[Spelled]) -> Iterator[tuple[KeyPlace, UUID]]:
    """The live deployments that have one of these keys, and have it by right."""
    for row in rows:
        if row.is_right and not row.is_gone and row.place in places:
            yield row.place, row.deployment_id
