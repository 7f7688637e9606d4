"""Which of several listings a venue meant by one name at a moment: names are used again."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Protocol, TypeVar


class Period(Protocol):
    """When something was listed; a time that is not known is None, and of what is listed still there is no end."""

    @property
    def listed_at(self) -> datetime | None: ...
    @property
    def delisted_at(self) -> datetime | None: ...


AnyPeriod = TypeVar("AnyPeriod", bound=Period)

NO_END = datetime.max.replace(tzinfo=UTC)


def meant_on(
    listings: Iterable[AnyPeriod],
    on: datetime,
    not_before: Callable[[AnyPeriod], datetime | None] = lambda _: None,
) -> AnyPeriod | None:
    """Of the listings under one name the one that the venue meant at this moment; None where none is known.

    One that is known to have begun by then goes first.  Of those whose beginning is unknown only the one that ended
    first after it can have been meant, since a venue does not use a name twice at a time: the next began later.
    `not_before` says of such a one before when it cannot have begun.
    """
    lasting = sorted(
        (each for each in listings if each.delisted_at is None or each.delisted_at > on),
        key=lambda each: each.delisted_at or NO_END,
    )
    begun = [
        (each.listed_at, each) for each in lasting if each.listed_at is not None and each.listed_at <= on
    ]
    if begun:
        return max(begun, key=lambda pair: pair[0])[1]
    first = lasting[0] if lasting and lasting[0].listed_at is None else None
    earliest = not_before(first) if first is not None else None
    return first if earliest is None or earliest <= on else None
