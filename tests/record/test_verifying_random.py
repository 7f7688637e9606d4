"""Whatever is written, by whatever path: the record that it leaves is whole."""

import pytest

from registry.models import Change, HistoryHead
from registry.services.sealing import seal_history

from .conftest import findings
from .random_writer import KINDS, RandomWriter

STEPS = 150


@pytest.mark.parametrize("seed", [1, 2])
def test_what_was_written_is_whole(whole_record: None, seed: int) -> None:
    writer, done = RandomWriter(seed), set()
    writer.begin()
    for _ in range(STEPS):
        name = writer.random.choice(KINDS)
        if writer.step(name):
            done.add(name)
    assert done == {*KINDS}, "every kind of write was done"
    assert findings() == []
    seal_history()
    assert findings() == []
    assert HistoryHead.objects.latest("last").last == Change.objects.count()
