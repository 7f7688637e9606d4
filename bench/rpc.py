"""`python -m bench.rpc`: AssetRegistry's hot paths beside an empty handler of the same server, in one run.

The server is a process of its own, and so is every caller, so that nobody waits for another's
interpreter lock.  A call that does not answer OK ends the run: an error is no fast answer.
"""

import multiprocessing
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import Any

import grpc
from cqc.services.v1 import asset_registry_pb2 as pb
from cqc.services.v1 import resolution_pb2, tradeability_pb2
from google.protobuf.empty_pb2 import Empty
from google.protobuf.message import Message

from bench.empty import PATH
from bench.servers import connect

SECONDS, WARM_UP_SECONDS = 5.0, 1.0
CALLERS = (1, 16)
PROCESSES = 4
"""The callers share this many processes: one each would be more interpreters than two cores can feed."""

REGISTRY = "/cqc.services.v1.AssetRegistry/"


@dataclass(frozen=True)
class Path:
    """A call that is measured, as bytes, so that callers need nothing but gRPC."""

    name: str
    method: str
    request: bytes


@dataclass(frozen=True)
class Measured:
    """What the callers of one path saw."""

    calls_a_second: float
    p50_ms: float
    p99_ms: float


def main(arguments: Sequence[str]) -> None:
    if arguments:
        sys.exit("usage: python -m bench.rpc")
    connect("rpc")
    paths = prepared()
    with serving() as address:
        for callers in CALLERS:
            show(callers, {path.name: measure(address, path, callers) for path in paths})


@contextmanager
def serving() -> Iterator[str]:
    """The address of a server that writes a log line a call, as in production; they go into a file."""
    environment = {**os.environ, "CQI_LOG_LEVEL": "INFO", "CQI_LOG_FORMAT": "json"}
    command = [sys.executable, "-m", "bench.empty"]
    with (
        TemporaryFile() as log,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True, env=environment) as server,
    ):
        assert server.stdout is not None
        try:
            yield server.stdout.readline().strip()
        finally:
            server.terminate()


def prepared() -> list[Path]:
    """The calls, over a registry that holds what the seed brings."""
    from django.core.management import call_command  # noqa: PLC0415  Django is set up by then

    from registry.models import AssetDeployment, VenueSymbol  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    if not VenueSymbol.objects.exists():
        call_command("seed")
    listing = VenueSymbol.objects.select_related("symbol").get(venue_id="binance", venue_symbol="BTCUSDT")
    place = AssetDeployment.objects.live().filter(chain_id="ethereum", is_native=False).order_by("pk")[0]
    asset_id = str(place.asset_id)
    key = resolution_pb2.AssetKey(address={"chain_id": "ethereum", "address": place.address})
    trade = tradeability_pb2.TradeKey(asset_id=asset_id)
    requests: dict[str, Message] = {
        "GetVenueSymbol": pb.GetVenueSymbolRequest(venue_id="binance", venue_symbol=listing.venue_symbol),
        "GetAsset": pb.GetAssetRequest(asset_id=asset_id),
        "ResolveAsset": resolution_pb2.ResolveAssetRequest(key=key),
        "CheckTradeable": tradeability_pb2.CheckTradeableRequest(keys=[trade]),
        "ListQualityFlags": pb.ListQualityFlagsRequest(asset_id=asset_id),
    }
    empty = Path("empty handler", PATH, Empty().SerializeToString())
    return [empty, *(Path(n, REGISTRY + n, r.SerializeToString()) for n, r in requests.items())]


def measure(address: str, path: Path, callers: int) -> Measured:
    """All callers at once, for SECONDS after a warm-up that begins when the last process is there."""
    processes = min(callers, PROCESSES)
    spawn = multiprocessing.get_context("spawn")
    work = [(address, path, callers // processes)] * processes
    with spawn.Pool(processes, initializer=wait_for_all, initargs=(spawn.Barrier(processes),)) as pool:
        times = [seconds for found in pool.map(call_in_threads, work, chunksize=1) for seconds in found]
    ordered = sorted(times)
    return Measured(
        calls_a_second=len(times) / SECONDS,
        p50_ms=statistics.median(ordered) * 1000,
        p99_ms=ordered[int(len(ordered) * 0.99)] * 1000,
    )


def wait_for_all(barrier: Any) -> None:
    """Nobody starts before the last process has loaded what it needs."""
    barrier.wait()


def call_in_threads(work: tuple[str, Path, int]) -> list[float]:
    """The seconds that each call took after the warm-up, of this many callers on one channel."""
    address, path, callers = work
    start_at = time.monotonic() + WARM_UP_SECONDS
    with grpc.insecure_channel(address) as channel, ThreadPoolExecutor(callers) as pool:
        call: Any = channel.unary_unary(path.method)
        calls = [pool.submit(repeat, call, path.request, start_at) for _ in range(callers)]
        return [seconds for caller in calls for seconds in caller.result()]


def repeat(call: Callable[[bytes], Any], request: bytes, start_at: float) -> list[float]:
    """Raises grpc.RpcError at the first answer that is not OK."""
    times = []
    while (now := time.monotonic()) < start_at + SECONDS:
        begun = time.perf_counter()
        call(request)
        if now >= start_at:
            times.append(time.perf_counter() - begun)
    return times


def show(callers: int, measured: dict[str, Measured]) -> None:
    empty = next(iter(measured.values()))
    print(f"\n{callers} callers, {SECONDS:.0f} s each, every answer OK")
    print(f"{'':18}{'calls/s':>10}{'of empty':>10}{'p50 ms':>10}{'x empty':>9}{'p99 ms':>10}")
    for name, m in measured.items():
        share, times = m.calls_a_second / empty.calls_a_second, m.p50_ms / empty.p50_ms
        print(
            f"{name:18}{m.calls_a_second:10,.0f}{share:10.2f}{m.p50_ms:10.2f}{times:9.1f}{m.p99_ms:10.2f}",
            flush=True,
        )


if __name__ == "__main__":
    main(sys.argv[1:])
