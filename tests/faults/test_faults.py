"""A short run of all faults shows nothing wrong, and a run with a planted bug shows it."""

from pathlib import Path

import pytest

from .run import FaultReport, run

pytestmark = pytest.mark.timeout(900)

SECONDS, SEED = 100, 1


def test_it_works(tmp_path: Path) -> None:
    report = run(tmp_path, SECONDS, SEED)
    told = "\n".join(report.lines())
    print(told)
    assert not report.ledger.wrong, told
    assert report.fired + report.slow.total() >= 10, told
    assert report.ledger.counts["events in the stream"] == report.ledger.counts["changes"], told


@pytest.mark.long
@pytest.mark.parametrize(
    ("plant", "faults", "said"),
    [
        ("cursor_on_the_id", ["backend termination"], "is not in the stream"),
        ("mark_before_ack", ["before publish"], "is not in the stream"),
        ("no_message_id", ["after publish"], "times in the stream"),
        ("delete_before_commit", ["Redis flushed"], "stale"),
        ("fill_without_stamp", ["Redis flushed"], "stale"),
        ("publish_on_commit", ["after commit"], "is not in the stream"),
        ("no_stream_is_a_refusal", ["leader election"], "event was refused"),
    ],
)
def test_a_planted_bug_is_found(tmp_path: Path, plant: str, faults: list[str], said: str) -> None:
    report: FaultReport = run(tmp_path, 20, SEED, plant=plant, faults=faults, calm_within=10)
    assert any(said in wrong for wrong in report.ledger.wrong), "\n".join(report.lines())
