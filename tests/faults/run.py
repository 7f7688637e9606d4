"""One run: the load goes on, the faults come one after another, and at the end everything is judged."""

import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from typing import Any

from cqc.services.v1 import asset_registry_pb2 as pb
from cqc.services.v1.asset_registry_pb2_grpc import AssetRegistryStub

from .catalogue import InjectedFault, in_turn
from .ledger import AnswerLedger
from .load import (
    BATCHES_A_SECOND,
    CHECKS_A_SECOND,
    READS_A_SECOND,
    WRITES_A_SECOND,
    AssetReader,
    AssetWriter,
    BatchReader,
    Checker,
    Flagger,
    Worker,
)
from .observers import BulkListener, RevisionWatcher, StreamConsumer
from .programs import KeptProgram
from .verdict import CALM_WITHIN, judge
from .world import FaultWorld

WRITERS, READERS, BATCH_READERS, CHECKERS, WATCHERS = 18, 2, 2, 1, 2
ASSETS_OF_WRITER, FLAGGED_ASSETS, FLAGS_A_SECOND, IN_BULK = 3, 12, 5.0, 40
LEAST = {"writes": 50.0, "reads": 200.0}
"""A fault counts where before and after it at least so many were answered in a second."""
Rates = dict[str, float]
WINDOW_SECONDS, USUAL_SECONDS = 0.5, 3.0
PATIENCE_SECONDS, RECOVERED_WITHIN = 5.0, 60.0
LONG_SECONDS, CLUSTER, FAULT_EACH_SECONDS = 600.0, 3, 7.0
"""A long run has so many NATS servers, and no more faults than one in so many seconds."""
FOREVER = float("inf")
NOTICED_WITHIN = 1.0
"""Seconds after which a program has noticed that Redis does not answer."""
REDIS_IS_BACK = ("cache_available_again", "cache_warmed", "cache_not_warmed")
"""What a program says when it reaches Redis again, or has just begun."""


@dataclass
class FaultReport:
    """What a run has shown."""

    seed: int
    seconds: float = 0.0
    faults: Counter[str] = field(default_factory=Counter)
    """Those that happened, by kind."""
    idle: Counter[str] = field(default_factory=Counter)
    """Those that did not happen, such as a failpoint that was not come to."""
    ledger: AnswerLedger = field(default_factory=AnswerLedger)
    slow: Counter[str] = field(default_factory=Counter)
    """Those that do not count, because before or after them too little was answered for a busy machine."""

    @property
    def fired(self) -> int:
        return self.faults.total()

    def lines(self) -> Iterator[str]:
        counts = self.ledger.counts
        left = f"{self.idle.total()} did not happen, {self.slow.total()} did not count"
        yield f"seed {self.seed}, {self.seconds:.0f} s, {self.fired} faults; {left}"
        for kind, number in sorted(self.faults.items()):
            yield f"  {number:5} {kind}"
        for what, number in sorted(counts.items()):
            yield f"  {number:9,} {what}"
        bound = 3 / max(1, counts["reads"])
        yield f"wrong: {len(self.ledger.wrong)} of {counts['reads']:,} reads (under {bound:.1e}) and others"
        yield from self.ledger.wrong[:20]


@contextmanager
def loaded(world: FaultWorld, ledger: AnswerLedger, seed: int, calm_within: float) -> Iterator[None]:
    """All workers work meanwhile; then those that write and read stop, and all is judged that was told."""
    with ExitStack() as kept:
        stubs = [AssetRegistryStub(kept.enter_context(world.channel(each))) for each in world.grpc_servers]
        assets = [make_asset(stubs[0], f"asset {n}") for n in range(WRITERS * ASSETS_OF_WRITER)]
        in_bulk = [make_asset(stubs[0], f"in bulk {n}") for n in range(IN_BULK)]
        flagged = [make_asset(stubs[0], f"flagged {n}") for n in range(FLAGGED_ASSETS)]
        seeds = count(seed * 1000)

        def worker(kind: type[Worker], name: str, rate: float, *of: object) -> Worker:
            return kind(*of, name, stubs, ledger, rate, next(seeds))

        workers = [
            worker(AssetWriter, f"writer {n}", WRITES_A_SECOND, assets[n::WRITERS]) for n in range(WRITERS)
        ]
        read = [*assets, *in_bulk]
        workers += [worker(AssetReader, f"reader {n}", READS_A_SECOND, read) for n in range(READERS)]
        workers += [
            worker(BatchReader, f"batch reader {n}", BATCHES_A_SECOND, read) for n in range(BATCH_READERS)
        ]
        workers += [worker(Checker, f"checker {n}", CHECKS_A_SECOND) for n in range(CHECKERS)]
        workers.append(worker(Flagger, "flagger", FLAGS_A_SECOND, flagged))
        watchers = [RevisionWatcher(n, stubs, ledger, after=0) for n in range(WATCHERS)]
        consumer = StreamConsumer(world.nats_url or "", ledger)
        listener = BulkListener(world.start_bulk(in_bulk), ledger)
        for thread in (*watchers, consumer, listener, *workers):
            thread.start()
        try:
            yield
            world.stop_bulk()
            for busy in workers:
                busy.stop()
            judge_reads(world, ledger)
            judge(world, ledger, watchers, consumer, calm_within)
        finally:
            for each in (*workers, *watchers, consumer, listener):
                each.stop()


def make_asset(stub: AssetRegistryStub, name: str) -> str:
    answer = stub.CreateAsset(pb.CreateAssetRequest(symbol=name, name=name), timeout=30)
    return str(answer.asset.asset_id)


def run(
    folder: Path,
    seconds: float,
    seed: int,
    *,
    plant: str = "",
    faults: Collection[str] = (),
    calm_within: float = CALM_WITHIN,
    nats_servers: int = 1,
    fault_each: float = 0.0,
) -> FaultReport:
    """A run of this length, with a fault each so many seconds at most; of these kinds, empty for all.

    A bug can be planted.
    """
    report, random = FaultReport(seed), Random(seed)
    world = FaultWorld(folder, plant, nats_servers)
    try:
        world.start()
        with loaded(world, report.ledger, seed, calm_within):
            began = time.monotonic()
            is_busy = recover(report, "the start", dict.fromkeys(LEAST, 0.0))
            usual = rates_of(report.ledger, USUAL_SECONDS)
            for fault in in_turn(world, random, faults):
                judge_reads(world, report.ledger)
                if time.monotonic() - began > seconds or (plant and report.ledger.wrong):
                    break
                next_at = time.monotonic() + fault_each
                is_busy = inject(report, fault, random, usual, after_enough=is_busy)
                if (rest := next_at - time.monotonic()) > 0:
                    time.sleep(rest)
            report.seconds = time.monotonic() - began
    finally:
        world.stop()
    return report


def judge_reads(world: FaultWorld, ledger: AnswerLedger) -> None:
    """Judge old answers, by what links and programs say of Redis: a busy machine makes it slow by itself."""
    for program in (*world.grpc_servers, *world.bulk):
        note_outages(program, ledger)
    for began, ended in world.links.late():
        ledger.count("moments when links were late by themselves")
        ledger.redis_is_ill(began, ended)
    ledger.judge_old()


def note_outages(program: KeptProgram, ledger: AnswerLedger) -> None:
    """Note when this program could not reach Redis, as its log says: from each loss to what it says next of it."""
    monotonic_of_day = time.monotonic() - time.time()
    for line in program.lines():
        moment = datetime.fromisoformat(line["timestamp"]).timestamp() + monotonic_of_day
        if program.lost_redis_at and line["message"] in REDIS_IS_BACK:
            ledger.redis_is_ill(program.lost_redis_at, moment)
            program.lost_redis_at = 0.0
        if line["message"] == "cache_unavailable":
            ledger.count("times a program did not reach Redis")
            program.lost_redis_at = moment - NOTICED_WITHIN
            ledger.redis_is_ill(program.lost_redis_at, FOREVER)


def inject(
    report: FaultReport, fault: InjectedFault, random: Random, usual: Rates, *, after_enough: bool
) -> bool:
    """Let one fault happen, and wait until the load is what it was; whether it came back."""
    ledger, began = report.ledger, time.monotonic()
    ledger.fault = f"during {fault.name}"
    if fault.touches_redis:
        ledger.redis_is_ill(began, FOREVER)
    happened = fault.begin()
    time.sleep(random.uniform(*fault.seconds))
    has_happened = happened()
    fault.end()
    ledger.fault = f"after {fault.name}"
    if fault.touches_redis:
        ledger.redis_is_ill(began, time.monotonic())
    is_enough = recover(report, fault.name, usual)
    if not has_happened:
        report.idle[fault.name] += 1
    elif after_enough and is_enough:
        report.faults[fault.kind] += 1
    else:
        report.slow[fault.name] += 1
    return is_enough


def recover(report: FaultReport, what: str, usual: Rates) -> bool:
    """Wait until as much is written and read as must be for a fault to count; whether that came in time.

    A machine that is too busy for it does half of the usual, and then the run goes on.  Where nothing at all is
    answered any more, something is wrong.
    """
    began = time.monotonic()
    while True:
        rates, waited = rates_of(report.ledger, WINDOW_SECONDS), time.monotonic() - began
        if all(rates[kind] >= least for kind, least in LEAST.items()):
            return True
        if waited > PATIENCE_SECONDS and all(rates[kind] >= rate / 2 for kind, rate in usual.items()):
            return False
        if waited > RECOVERED_WITHIN:
            if not all(rates.values()):
                report.ledger.blame(f"{RECOVERED_WITHIN:.0f} s after {what} there are {rates} a second")
            return False


def rates_of(ledger: AnswerLedger, seconds: float) -> Rates:
    """What is answered in a second, over so many from now on, of each kind of LEAST."""
    before, since = ledger.counts.copy(), time.monotonic()
    time.sleep(seconds)
    passed = time.monotonic() - since
    return {kind: (ledger.counts[kind] - before[kind]) / passed for kind in LEAST}


def main(seconds: str, seed: str) -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # the world is left as by Ctrl-C
    is_long = float(seconds) >= LONG_SECONDS
    sizes: dict[str, Any] = {"nats_servers": CLUSTER, "fault_each": FAULT_EACH_SECONDS} if is_long else {}
    folder = Path(mkdtemp())
    report = run(folder, float(seconds), int(seed), **sizes)
    print("\n".join(report.lines()))
    if report.ledger.wrong:
        sys.exit(f"What the programs said is kept in {folder}.")
    shutil.rmtree(folder)
