"""`python -m bench.overload`: what attacks and overload leave of a trade check, beside idle in the same run.

The server is a process of its own, and so is every attacker (`bench.attacks`).  A check that is not answered OK
ends the run, but for the overload of checks themselves, which a lookup stands beside.
"""

import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from statistics import median
from typing import Any

from cqc.services.v1 import asset_registry_pb2 as pb

from bench.attacks import (
    REFLECTION,
    flood,
    hurried_callers,
    offered,
    ping_frames,
    reset_frames,
    setting_frames,
    stalled,
    times_of,
    under,
)
from bench.callers import REGISTRY_PATH, MeasuredCall
from bench.rpc import ServerProcess, prepared, serving
from bench.servers import connect

WATCHED_SECONDS, LOCK_SECONDS = 4.0, 6.0


def main(arguments: Sequence[str]) -> None:
    if arguments:
        sys.exit("usage: python -m bench.overload")
    connect("rpc")
    paths = {path.name: path for path in prepared()}
    with serving() as server:
        compare(server, paths)


def compare(server: ServerProcess, paths: dict[str, MeasuredCall]) -> None:
    """Every attack on one server, idle again before each."""
    check, address = paths["CheckTradeable asset"], server.address
    lists = MeasuredCall(
        "ListAssets", f"{REGISTRY_PATH}ListAssets", pb.ListAssetsRequest(page_size=300).SerializeToString()
    )
    print(f"{'':34}{'p50 ms':>8}{'p99 ms':>8}{'idle p50':>10}{'ratio':>7}  answers to the attack")
    for name, attack, *arguments in (
        ("200 stalled requests of checks", stalled, check.method, 200, 10),
        ("200 stalled requests of GetAsset", stalled, f"{REGISTRY_PATH}GetAsset", 200, 10),
        ("5,000 stalled requests", stalled, check.method, 5000, 10),
        ("80 open reflection streams", stalled, REFLECTION, 80, 8),
        ("10,000 pings a second", flood, ping_frames, 100),
        ("2,000 resets a second", flood, reset_frames, 20),
        ("10,000 resets a second", flood, reset_frames, 100),
        ("10,000 settings a second", flood, setting_frames, 100),
        ("malformed bytes, 8 callers", hurried_callers, check.method, b"\xff", 8, 1.0),
        ("40 lists of 300 at once", hurried_callers, lists.method, lists.request, 40, 30.0),
    ):
        beside(name, address, check, attack, *arguments)
    with held_row() as update:
        beside(
            "64 writers of a held row",
            address,
            check,
            hurried_callers,
            update.method,
            update.request,
            64,
            30.0,
        )
    for path, watched in ((lists, check), (check, paths["GetAsset"])):
        most = capacity(address, path)
        answers = beside(
            f"{path.name} at 5x, {watched.name}", address, watched, offered,
            path.method, path.request, 5 * most, 1.0,
        )  # fmt: skip
        print(f"{'':34}goodput {answers['OK'] / WATCHED_SECONDS / most:.2f} of {most:,.0f} a second")


def beside(
    name: str, address: str, watched: MeasuredCall, attack: Callable[..., None], *arguments: Any
) -> dict[str, int]:
    """Print what a call takes while this goes on, and without it just before."""
    idle = times_of(address, watched.method, watched.request, WATCHED_SECONDS / 2)
    with under(attack, address, *arguments) as running:
        times = times_of(address, watched.method, watched.request, WATCHED_SECONDS)
    p50, p99, before = median(times), sorted(times)[int(len(times) * 0.99)], median(idle)
    answers = ", ".join(f"{count:,} {status}" for status, count in sorted(running.answers.items()))
    print(f"{name:34}{p50:8.2f}{p99:8.2f}{before:10.2f}{p50 / before:7.1f}  {answers}", flush=True)
    return running.answers


def capacity(address: str, path: MeasuredCall) -> float:
    """The calls a second that eight callers get answered."""
    with under(hurried_callers, address, path.method, path.request, 8, 10.0) as running:
        threading.Event().wait(WATCHED_SECONDS)
    return running.answers["OK"] / WATCHED_SECONDS


@contextmanager
def held_row() -> Iterator[MeasuredCall]:
    """A write, which changes nothing, of a row that another transaction holds for some seconds."""
    from django.db import connection, transaction  # noqa: PLC0415  Django is set up by then

    from registry.models import Asset  # noqa: PLC0415

    held, over = threading.Event(), threading.Event()
    asset = Asset.objects.order_by("pk")[0]

    def hold() -> None:
        with transaction.atomic():
            Asset.objects.select_for_update().get(pk=asset.pk)
            held.set()
            over.wait(LOCK_SECONDS)
            transaction.set_rollback(True)
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait()
    request = pb.UpdateAssetRequest(asset_id=str(asset.pk), name=asset.name)
    yield MeasuredCall("UpdateAsset", f"{REGISTRY_PATH}UpdateAsset", request.SerializeToString())
    over.set()
    holder.join()


if __name__ == "__main__":
    main(sys.argv[1:])
