"""Readers race writers, with real commits: no read answers less than was committed when it began."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from registry.models import Asset, VenueSymbol
from registry.reading import cache
from registry.reading.counts import MISSES
from registry.reading.ingredients import Ingredients, noting
from registry.reading.reads import fetch
from registry.reading.resources import ASSET, VENUE_SYMBOL
from registry.writing.write import write
from tests.factories import AssetFactory, VenueSymbolFactory
from tests.programs import soon

pytestmark = pytest.mark.django_db(transaction=True)
READERS = 3


class Race:
    """One writer that counts something up, and readers that see how far it is."""

    def __init__(self, write: Callable[[int], Any], read: Callable[[], int], *, writes: int) -> None:
        self.write, self.read, self.writes = write, read, writes
        self.committed = 0
        self.is_over = False
        self.stale: list[tuple[int, int]] = []
        self.reads = 0
        self.errors: list[BaseException] = []

    def run(self) -> None:
        threads = [threading.Thread(target=self._guard, args=(self._keep_reading,)) for _ in range(READERS)]
        threads.append(threading.Thread(target=self._guard, args=(self._write_all,)))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not self.errors
        assert not self.stale, f"{len(self.stale)} of {self.reads} reads were stale: {self.stale[:3]}"
        assert self.read() == self.writes

    def _guard(self, work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001  (a thread's failure is the test's)
            self.errors.append(error)
        finally:
            self.is_over = True
            connection.close()

    def _write_all(self) -> None:
        for number in range(1, self.writes + 1):
            self.write(number)
            self.committed = number

    def _keep_reading(self) -> None:
        while not self.is_over:
            least = self.committed
            if (found := self.read()) < least:
                self.stale.append((found, least))
            self.reads += 1


def test_it_works():
    asset = AssetFactory(market_cap_rank=1)

    def write(number: int) -> None:
        row = Asset.objects.get(pk=asset.pk)
        row.market_cap_rank = number
        row.save()

    Race(write, lambda: fetch(ASSET, asset_id=str(asset.pk)).market_cap_rank, writes=100).run()


def test_writes_that_are_rolled_back_are_never_kept():
    asset = AssetFactory(market_cap_rank=1)

    def write(number: int) -> None:
        for rank, is_wanted in ((number, True), (1_000_000, False)):
            with transaction.atomic():
                row = Asset.objects.get(pk=asset.pk)
                row.market_cap_rank = rank
                row.save()
                transaction.set_rollback(not is_wanted)

    Race(write, lambda: fetch(ASSET, asset_id=str(asset.pk)).market_cap_rank, writes=60).run()


def test_rows_that_are_changed_together_and_not_put_back():
    assets = [AssetFactory(market_cap_rank=1), AssetFactory(market_cap_rank=1)]

    def change(number: int) -> None:
        rows = [Asset.objects.get(pk=asset.pk) for asset in assets]
        for row in rows:
            row.market_cap_rank = number
        write(rows)

    Race(change, lambda: fetch(ASSET, asset_id=str(assets[1].pk)).market_cap_rank, writes=100).run()


def test_a_name_that_moves_from_row_to_row():
    listing = VenueSymbolFactory(max_leverage=1)
    others = {"symbol_id": listing.symbol_id, "venue_symbol": listing.venue_symbol}

    def write(number: int) -> None:
        with transaction.atomic():
            VenueSymbol.objects.live().filter(venue=listing.venue).delete()
            VenueSymbol(venue=listing.venue, max_leverage=number, **others).save()

    def read() -> int:
        found = fetch(VENUE_SYMBOL, venue_id=listing.venue_id, venue_symbol=listing.venue_symbol)
        return int(found.max_leverage)

    Race(write, read, writes=20).run()


def test_what_many_miss_at_once_is_read_once():
    """And an answer of those who waited for it is not kept: they do not know its stamp."""
    asset = AssetFactory(name="right")
    cache.store.client.delete(f"asset:{asset.pk}")
    statements, answers = [], []
    missed = MISSES.labels("asset")._value
    before = missed.get()

    def note(execute: Callable[..., Any], *statement: Any) -> Any:
        statements.append(statement)
        return execute(*statement)

    def read() -> None:
        made_of = Ingredients()
        with connection.execute_wrapper(note), noting(made_of):
            answers.append((fetch(ASSET, asset_id=str(asset.pk)).name, made_of.spoiled))
        connection.close()

    threads = [threading.Thread(target=read) for _ in range(READERS)]
    with transaction.atomic():
        connection.cursor().execute("LOCK TABLE registry_asset IN ACCESS EXCLUSIVE MODE")
        for thread in threads:
            thread.start()
        assert soon(lambda: missed.get() == before + READERS)
        assert soon(lambda: len(statements) > 0)
    for thread in threads:
        thread.join()
    assert answers == [("right", True)] * READERS
    assert len(statements) == 1
