"""`python -m bench.rpc`: AssetRegistry's hot paths beside an empty handler of the same server, in one run.

The server is a process of its own, and so are its callers: in Python, and in Go where this machine has it.
"""

import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from tempfile import TemporaryFile

from cqc.services.v1 import asset_registry_pb2 as pb
from cqc.services.v1 import resolution_pb2, tradeability_pb2
from google.protobuf.empty_pb2 import Empty
from google.protobuf.message import Message

from bench.callers import REGISTRY_PATH, Load, Made, MeasuredCall, call_from_python
from bench.empty import EMPTY_PATH
from bench.go import NoGo, build, call_from_go
from bench.keys import new_key
from bench.servers import connect

MEASURED_SECONDS, WARM_UP_SECONDS = 5.0, 1.0
CALLERS = (1, 16, 64)


@dataclass(frozen=True)
class Measured:
    """What the callers of one call saw."""

    calls_a_second: float
    cpu_ms: float
    """The server's processor time for a call, without PostgreSQL's and Redis's."""
    p50_ms: float
    p99_ms: float
    refused: float
    """The share of calls that were too many at once."""


def main(arguments: Sequence[str]) -> None:
    if arguments:
        sys.exit("usage: python -m bench.rpc")
    connect("rpc")
    calls, key = prepared(), new_key()
    languages = languages_here()
    with serving() as server:
        for callers, (language, make) in product(CALLERS, languages.items()):
            measured = {call.name: measure_call(server, call, callers, key, make) for call in calls}
            show(f"{callers} callers in {language}", measured)


def languages_here() -> dict[str, Callable[[Load], Made]]:
    """What callers are written in, and how they call."""
    languages: dict[str, Callable[[Load], Made]] = {"Python": call_from_python}
    try:
        build()
    except NoGo as reason:
        print(f"No callers in Go: {reason}.")
    else:
        languages["Go"] = call_from_go
    return languages


@dataclass(frozen=True)
class ServerProcess:
    """A server process."""

    address: str
    pid: int

    def cpu_seconds(self) -> float:
        """The processor time that it has used; 0 where /proc does not tell."""
        stat = Path(f"/proc/{self.pid}/stat")
        if not stat.exists():
            return 0.0
        user, system = stat.read_text().rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving() -> Iterator[ServerProcess]:
    """A server that writes a log line a call, as in production; they go into a file."""
    environment = {**os.environ, "CQI_LOG_LEVEL": "INFO", "CQI_LOG_FORMAT": "json"}
    command = [sys.executable, "-m", "bench.empty"]
    with (
        TemporaryFile() as log,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True, env=environment) as server,
    ):
        assert server.stdout is not None
        try:
            yield ServerProcess(server.stdout.readline().strip(), server.pid)
        finally:
            server.terminate()


def prepared() -> list[MeasuredCall]:
    """The calls, over a registry that holds what the seed brings."""
    from django.core.management import call_command  # noqa: PLC0415  Django is set up by then

    from registry.models import AssetDeployment, VenueSymbol  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    if not VenueSymbol.objects.exists():
        call_command("seed")
    listing = VenueSymbol.objects.select_related("symbol").get(venue_id="binance", venue_symbol="BTCUSDT")
    place = AssetDeployment.objects.live().filter(chain_id="ethereum", is_native=False).order_by("pk")[0]
    asset_id = str(place.asset_id)
    name = resolution_pb2.VenueName(venue_id="binance", venue_symbol=listing.venue_symbol)
    address = resolution_pb2.ChainAddress(chain_id="ethereum", address=place.address)
    coin = resolution_pb2.ExternalId(source="DATA_SOURCE_COINGECKO", external_id="usd-coin")
    requests: dict[str, Message] = {
        "GetVenueSymbol": pb.GetVenueSymbolRequest(venue_id="binance", venue_symbol=listing.venue_symbol),
        "GetAsset": pb.GetAssetRequest(asset_id=asset_id),
        "GetSymbol": pb.GetSymbolRequest(symbol_id=str(listing.symbol_id)),
        "ResolveAsset address": resolution_pb2.ResolveAssetRequest(key={"address": address}),
        "ResolveAsset coin id": resolution_pb2.ResolveAssetRequest(key={"identifier": coin}),
        "ResolveAsset venue": resolution_pb2.ResolveAssetRequest(key={"venue": name}),
        "CheckTradeable asset": tradeability_pb2.CheckTradeableRequest(keys=[{"asset_id": asset_id}]),
        "CheckTradeable venue": tradeability_pb2.CheckTradeableRequest(keys=[{"venue_symbol": name}]),
        "ListQualityFlags": pb.ListQualityFlagsRequest(asset_id=asset_id),
    }
    empty = MeasuredCall("empty handler", EMPTY_PATH, Empty().SerializeToString())
    methods = {name: REGISTRY_PATH + name.split()[0] for name in requests}
    return [empty, *(MeasuredCall(n, methods[n], r.SerializeToString()) for n, r in requests.items())]


def measure_call(
    server: ServerProcess, call: MeasuredCall, callers: int, key: str, make: Callable[[Load], Made]
) -> Measured:
    """What these callers saw at once, and what the server worked for it."""
    worked = server.cpu_seconds()
    made = make(Load(server.address, call, callers, MEASURED_SECONDS, WARM_UP_SECONDS, key))
    ordered = sorted(made.times)
    return Measured(
        cpu_ms=(server.cpu_seconds() - worked) / made.answered * 1000,
        refused=made.refused / (made.answered + made.refused),
        calls_a_second=len(ordered) / MEASURED_SECONDS,
        p50_ms=statistics.median(ordered) * 1000,
        p99_ms=ordered[int(len(ordered) * 0.99)] * 1000,
    )


def show(who: str, measured: dict[str, Measured]) -> None:
    empty = next(iter(measured.values()))
    print(f"\n{who}, {MEASURED_SECONDS:.0f} s each, no answer an error")
    columns = f"{'':21}{'calls/s':>10}{'of empty':>10}{'p50 ms':>10}{'x empty':>9}{'p99 ms':>10}"
    print(f"{columns}{'cpu ms':>10}{'refused':>9}")
    for name, m in measured.items():
        share, times = m.calls_a_second / empty.calls_a_second, m.p50_ms / empty.p50_ms
        print(
            f"{name:21}{m.calls_a_second:10,.0f}{share:10.2f}{m.p50_ms:10.2f}{times:9.1f}{m.p99_ms:10.2f}"
            f"{m.cpu_ms:10.2f}{m.refused:9.0%}",
            flush=True,
        )


if __name__ == "__main__":
    main(sys.argv[1:])
