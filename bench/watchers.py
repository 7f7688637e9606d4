"""`python -m bench.watchers`: a trade check beside a thousand streams of changes, beside idle in the same run.

Every stream gets every change, then those of one asset.  The streams are in a process of their own.
"""

import asyncio
import os
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from statistics import median, quantiles
from typing import Any

import grpc
from cqc.services.v1.asset_registry_pb2_grpc import AssetRegistryStub
from cqc.services.v1.changes_pb2 import WatchChangesRequest

from bench.attacks import Running, times_of, under
from bench.rpc import prepared, serving
from bench.servers import connect

STREAMS, OF_CONNECTION, CHANGES_A_SECOND = 1000, 100, 10
BESIDE_SECONDS = 10.0
OWN_CONNECTION = [("grpc.use_local_subchannel_pool", 1)]
"""Channels of one address share a connection otherwise, and one has 200 streams at most."""


def main(arguments: Sequence[str]) -> None:
    if arguments:
        sys.exit("usage: python -m bench.watchers")
    os.environ["CQI_GRPC_WATCHERS_OF_CALLER"] = os.environ["CQI_GRPC_WATCHERS"] = str(STREAMS)
    connect("rpc")
    check = next(path for path in prepared() if path.name == "CheckTradeable asset")
    print(f"{'':34}{'p50 ms':>8}{'p99 ms':>8}{'idle p50':>10}{'ratio':>7}")
    with serving() as server, writing() as written:
        for name, ids in (("all changes", []), ("the changes of one asset", [written])):
            idle = times_of(server.address, check.method, check.request, BESIDE_SECONDS / 2)
            with under(watch, server.address, ids) as running:
                times = times_of(server.address, check.method, check.request, BESIDE_SECONDS)
            p50, before = median(times), median(idle)
            print(
                f"{f'{STREAMS:,} streams, {name}':34}{p50:8.2f}{p99_of(times):8.2f}"
                f"{before:10.2f}{p50 / before:7.1f}"
            )
            print(f"{'':34}{dict(running.answers)}", flush=True)


def p99_of(times: Sequence[float]) -> float:
    return quantiles(times, n=100)[-1]


@contextmanager
def writing() -> Iterator[str]:
    """Change ten assets in turn, and give the key of one of them."""
    from registry.models import Asset  # noqa: PLC0415  Django is set up by then

    assets, over = list(Asset.objects.live().order_by("pk")[:10]), threading.Event()

    def keep_writing() -> None:
        turn = 0
        while not over.wait(1 / CHANGES_A_SECOND):
            asset = assets[turn % len(assets)]
            asset.metadata = {**asset.metadata, "turn": turn}
            asset.save()
            turn += 1

    writer = threading.Thread(target=keep_writing)
    writer.start()
    yield str(assets[0].pk)
    over.set()
    writer.join()


def watch(running: Running, address: str, ids: list[str]) -> None:
    """Open the streams, and count what they are sent and how old it is when it comes."""
    running.tell(asyncio.run(watch_all(running, address, ids)))


async def watch_all(running: Running, address: str, ids: list[str]) -> Counter[str]:
    seen, ages = Counter[str](), list[float]()

    async def read(call: Any) -> None:
        try:
            async for message in call:
                seen["messages"] += 1
                seen["changes"] += len(message.changes)
                if message.changes:
                    ages.append(time.time() - message.changes[-1].changed_at.ToNanoseconds() / 1e9)
        except grpc.RpcError as error:
            sys.exit(f"a stream ended: {error}")

    channels = [grpc.aio.insecure_channel(address, OWN_CONNECTION) for _ in range(STREAMS // OF_CONNECTION)]
    request = WatchChangesRequest(entity_ids=ids)
    calls = [
        AssetRegistryStub(channel).WatchChanges(request) for channel in channels for _ in range(OF_CONNECTION)
    ]
    readers = [asyncio.ensure_future(read(call)) for call in calls]
    while seen["messages"] < STREAMS:
        await asyncio.sleep(0.1)
    seen.clear()
    ages.clear()
    running.begun.set()
    while not running.over.is_set():
        await asyncio.sleep(0.1)
    seen["p50 ms old"] = round(1000 * median(ages))
    seen["p99 ms old"] = round(1000 * p99_of(ages))
    for reader in readers:
        reader.cancel()
    with suppress(asyncio.CancelledError):
        await asyncio.gather(*readers, return_exceptions=True)
    return seen


if __name__ == "__main__":
    main(sys.argv[1:])
