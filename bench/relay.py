"""`python -m bench.relay`: from a commit to a consumer at 200 writes a second, and a flag beside an import."""

import asyncio
import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from statistics import median, quantiles

import nats
from django.core.management import call_command
from nats.aio.msg import Msg
from nats.js.api import DeliverPolicy

from bench.servers import connect

WRITES_A_SECOND, WRITERS, WRITE_SECONDS = 200, 4, 15.0
BACKLOG = 5_000


def main(arguments: Sequence[str]) -> None:
    if arguments:
        sys.exit("usage: python -m bench.relay")
    connect("relay")
    call_command("migrate", verbosity=0)
    with subprocess.Popen([sys.executable, "manage.py", "relay"]) as relay:
        try:
            asyncio.run(measure_events())
        finally:
            relay.terminate()


async def measure_events() -> None:
    """A consumer in this process, beside the writers' threads: its own delays are in the figures."""
    from registry.relaying.stream import StreamSettings, ensure_stream  # noqa: PLC0415  Django is set up

    client = await nats.connect(os.environ["CQI_NATS_URL"])
    js, ages, flagged = client.jetstream(), list[float](), asyncio.Event()
    seen: list[str] = []

    async def take(message: Msg) -> None:
        headers = message.headers or {}
        ages.append((datetime.now(UTC) - datetime.fromisoformat(headers["ce-time"])).total_seconds() * 1000)
        seen.append(message.subject)
        if message.subject.endswith("quality_flag_raised"):
            flagged.set()

    await ensure_stream(js, StreamSettings())
    await js.subscribe("cqc.events.v1.>", cb=take, ordered_consumer=True, deliver_policy=DeliverPolicy.NEW)
    await asyncio.to_thread(write_steadily, 1)
    while not seen:  # the relay starts
        await asyncio.sleep(0.1)
    await asyncio.sleep(1)
    ages.clear()
    await asyncio.to_thread(write_steadily, int(WRITE_SECONDS * WRITES_A_SECOND / WRITERS))
    await asyncio.sleep(1)
    p99 = quantiles(ages, n=100)[-1]
    print(f"{len(ages) / WRITE_SECONDS:.0f} writes a second: p50 {median(ages):.1f} ms, p99 {p99:.1f} ms")
    seen.clear()
    ages.clear()
    await asyncio.to_thread(write_backlog)
    await asyncio.wait_for(flagged.wait(), 60)
    before = len(seen)
    print(f"a CRITICAL flag after an import of {BACKLOG:,}: {ages[-1]:.1f} ms, {before - 1} events before it")
    began = time.monotonic()
    while len(seen) <= BACKLOG:
        await asyncio.sleep(0.01)
    rate = (len(seen) - before) / (time.monotonic() - began)
    print(f"the backlog: {rate:.0f} events a second")
    await client.close()


def write_steadily(turns: int) -> None:
    from registry.models import Asset  # noqa: PLC0415  Django is set up by then

    def write() -> None:
        asset = Asset(symbol="BENCH", name="Bench")
        asset.save()
        began = time.monotonic()
        for turn in range(turns):
            asset.metadata = {"turn": turn}
            asset.save()
            time.sleep(max(0.0, began + (turn + 1) * WRITERS / WRITES_A_SECOND - time.monotonic()))

    writers = [threading.Thread(target=write) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()


def write_backlog() -> None:
    from cqi.database import unhurried  # noqa: PLC0415  Django is set up by then
    from registry.models import Asset, QualityFlag  # noqa: PLC0415
    from registry.values.choices import FlagType, Severity  # noqa: PLC0415
    from registry.writing.write import write  # noqa: PLC0415

    with unhurried():
        assets = [Asset(symbol=f"B{n}", name=f"Backlog {n}") for n in range(BACKLOG)]
        write(assets)
    QualityFlag(
        asset=assets[-1],
        flag_type=FlagType.EXPLOITED,
        severity=Severity.CRITICAL,
        source="bench",
        reason="bench",
    ).save()


if __name__ == "__main__":
    main(sys.argv[1:])
