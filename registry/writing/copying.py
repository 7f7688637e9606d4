"""Exact copies follow what is written (`registry.rules.copies`), in a transaction of their own after the commit.

Within the transaction of the change, assets would be locked after what belongs to them; merges do the reverse.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction

from registry.models import Asset, AssetDeployment, AssetRelationship, Chain, Row
from registry.rules import look_alikes
from registry.rules.copies import doubtful_copies

from .record import as_it_was_and_is


class Touched(NamedTuple):
    """What may make copies of assets, or end that they are some: assets, and symbols that assets had."""

    assets: set[UUID]
    symbols: set[str]


OF_COPIES: dict[type[Row], tuple[str, ...]] = {
    AssetDeployment: ("asset_id",),
    AssetRelationship: ("from_asset_id", "to_asset_id"),
    Chain: ("native_asset_id",),
}
"""What is written beside an asset's own texts by which it is a copy or none, and the fields that name the asset."""

_waiting: ContextVar[Touched | None] = ContextVar("copies_waiting", default=None)


def judge_copies(sender: type[Row], rows: Sequence[Any], **_: Any) -> None:
    """After the commit, judge again the assets that these rows may have made copies, or copies no more."""
    touched = touched_by(sender, rows)
    if not any(touched):
        return
    if (waiting := _waiting.get()) is not None:
        waiting.assets.update(touched.assets)
        waiting.symbols.update(touched.symbols)
    else:
        # The change is committed: whatever goes wrong here, the call has succeeded.
        transaction.on_commit(lambda: settle_copies(touched), robust=True)


def touched_by(sender: type[Row], rows: Sequence[Any]) -> Touched:
    known: list[Any] = [each for row in rows for each in as_it_was_and_is(row)]
    if sender is Asset:
        faces: list[Any] = [
            each for row in rows if look_alikes.is_new_face(row) for each in as_it_was_and_is(row)
        ]
        return Touched(set(), {asset.symbol_key for asset in faces})
    return Touched(
        {getattr(each, name) for each in known for name in OF_COPIES.get(sender, ())} - {None}, set()
    )


def settle_copies(touched: Touched) -> None:
    """Mark those that are copies now, and take the mark from those that are none."""
    if not any(touched):
        return
    named = Asset._base_manager.filter(pk__in=touched.assets).values_list("symbol_key", flat=True)
    symbols: Collection[str] = {*touched.symbols, *named}
    if doubtful := doubtful_copies(symbols):
        with transaction.atomic():
            look_alikes.hold_look_alikes(doubtful)
            locked = Asset._base_manager.filter(pk__in=doubtful).order_by("pk").select_for_update(no_key=True)
            assets = list(locked)
            look_alikes.settle(assets)
            Row.writer(assets)


@contextmanager
def copies_judged_at_the_end() -> Iterator[None]:
    """Inside, nothing is judged: a source brings tokens before it says what they stand for."""
    waiting = Touched(set(), set())
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
        settle_copies(waiting)
