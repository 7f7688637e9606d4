"""The faults: what each does, how long it may last, and by what it is known to have happened."""

import asyncio
import os
import signal
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from .disks import SmallDisk
from .failpoints import NO_LEADER, POINTS_OF, TOLD
from .link import ProgramLink
from .observers import leader
from .programs import KeptProgram
from .verdict import soon
from .world import FaultWorld

RUNS_AGAIN_WITHIN = 10.0
"""Seconds in which what was killed is started again."""

Proof = Callable[[], bool]
"""Whether a fault has happened, asked once, before it is ended."""


@dataclass(frozen=True)
class InjectedFault:
    name: str
    kind: str
    begin: Callable[[], Proof]
    end: Callable[[], None] = lambda: None
    seconds: tuple[float, float] = (0.0, 0.0)
    touches_redis: bool = False


def catalogue(world: FaultWorld) -> list[InjectedFault]:
    """All faults of this world."""
    return [
        *kills(world),
        *freezes(world),
        *links(world),
        *points(world),
        *elections(world),
        *of_postgresql(world),
        *of_redis(world),
        *of_disks(world),
    ]


def in_turn(world: FaultWorld, random: Random, only: Collection[str] = ()) -> Iterator[InjectedFault]:
    """Faults for ever: kinds take turns, so that a short run has some of each.

    `only` has kinds, or how names end; empty: all.
    """
    by_kind: dict[str, list[InjectedFault]] = {}
    for fault in catalogue(world):
        if not only or fault.kind in only or fault.name.endswith(tuple(only)):
            by_kind.setdefault(fault.kind, []).append(fault)
    while True:
        kinds = list(by_kind)
        random.shuffle(kinds)
        for kind in kinds:
            yield random.choice(by_kind[kind])


def kills(world: FaultWorld) -> Iterator[InjectedFault]:
    for program in world.programs:
        yield InjectedFault(f"kill -9 of {program.name}", "kill -9", killing_program(program))
    for name in world.servers:
        yield InjectedFault(
            f"kill -9 of {name}", "kill -9", killing_server(world, name), touches_redis=name == "Redis"
        )


def killing_program(program: KeptProgram) -> Callable[[], Proof]:
    def begin() -> Proof:
        before = len(program.ended)
        program.tell(signal.SIGKILL)
        return lambda: soon(lambda: -signal.SIGKILL in program.ended[before:], RUNS_AGAIN_WITHIN)

    return begin


def killing_server(world: FaultWorld, name: str, number: int = signal.SIGKILL) -> Callable[[], Proof]:
    def begin() -> Proof:
        before = len(world.ended)
        os.kill(world.servers[name].process.pid, number)
        return lambda: soon(lambda: name in world.ended[before:], RUNS_AGAIN_WITHIN)

    return begin


def freezes(world: FaultWorld) -> Iterator[InjectedFault]:
    for program in world.programs:
        yield freezing(program.name, lambda program=program: [pid_of(program)], touches_redis=True)
    for name in world.servers:
        yield freezing(
            name, lambda name=name: family(world.servers[name].process.pid), touches_redis=name == "Redis"
        )


def freezing(name: str, pids: Callable[[], list[int]], *, touches_redis: bool) -> InjectedFault:
    frozen: list[int] = []

    def begin() -> Proof:
        frozen[:] = pids()
        for pid in frozen:
            os.kill(pid, signal.SIGSTOP)
        stands = soon(lambda: state(frozen[0]) == "T", within=1.0)
        return lambda: stands

    def end() -> None:
        for pid in frozen:
            if Path(f"/proc/{pid}").exists():
                os.kill(pid, signal.SIGCONT)

    return InjectedFault(f"SIGSTOP of {name}", "SIGSTOP", begin, end, (0.5, 4.0), touches_redis)


def pid_of(program: KeptProgram) -> int:
    assert program.process is not None
    return program.process.pid


def family(pid: int) -> list[int]:
    """A process and its children."""
    return [pid, *map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]


def state(pid: int) -> str:
    """The letter by which the kernel says what a process does; T: it is stopped."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


def links(world: FaultWorld) -> Iterator[InjectedFault]:
    acts: dict[str, Callable[[ProgramLink], None]] = {
        "delay": ProgramLink.slow,
        "cut": ProgramLink.cut,
        "half-open": ProgramLink.silence,
    }
    for program in world.programs:
        for server, link in program.links.items():
            for kind, act in acts.items():
                yield InjectedFault(
                    f"{kind} from {program.name} to {server}",
                    f"link: {kind}",
                    touching(link, act),
                    link.mend,
                    (0.5, 4.0),
                    server == "Redis",
                )


def touching(link: ProgramLink, act: Callable[[ProgramLink], None]) -> Callable[[], Proof]:
    def begin() -> Proof:
        before = link.touched
        act(link)
        return lambda: link.touched > before

    return begin


def points(world: FaultWorld) -> Iterator[InjectedFault]:
    for program in world.programs:
        for point in POINTS_OF[program.arguments[0]]:
            for side in ("before", "after"):
                yield InjectedFault(
                    f"{program.name} ends {side} {point}",
                    "failpoint",
                    arming(program, f"{side} {point}"),
                    disarming(program, f"{side} {point}"),
                    (2.0, 3.0),
                )


def arming(program: KeptProgram, point: str) -> Callable[[], Proof]:
    def begin() -> Proof:
        before = len(program.ended)
        program.arm(point)
        return lambda: -signal.SIGKILL in program.ended[before:]

    return begin


def disarming(program: KeptProgram, point: str) -> Callable[[], None]:
    """A point that the program has not come to must not end it later."""
    return lambda: (program.points / point).unlink(missing_ok=True)


def elections(world: FaultWorld) -> Iterator[InjectedFault]:
    """JetStream has no leader for a while: of several servers it is killed; of one the answer is injected."""

    def kill_the_leader() -> Proof:
        name = asyncio.run(leader(world.nats_url or ""))
        return killing_server(world, name)() if name else lambda: False

    def begin() -> Proof:
        for relay in world.relays:
            (relay.points / TOLD).unlink(missing_ok=True)
            relay.arm(NO_LEADER)
        return lambda: any((relay.points / TOLD).exists() for relay in world.relays)

    def end() -> None:
        for relay in world.relays:
            (relay.points / NO_LEADER).unlink()

    if world.nats_servers > 1:
        yield InjectedFault("kill -9 of the stream's leader", "leader election", kill_the_leader)
    else:
        yield InjectedFault("JetStream without a leader", "leader election", begin, end, (0.5, 2.0))


def of_postgresql(world: FaultWorld) -> Iterator[InjectedFault]:
    def terminate() -> Proof:
        with world.connect() as session:
            ended = session.execute(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
            ).fetchone()
        return lambda: ended is not None and ended[0] > 0

    yield InjectedFault("termination of all sessions", "backend termination", terminate)
    yield InjectedFault(
        "immediate stop of PostgreSQL",
        "immediate stop",
        killing_server(world, "PostgreSQL", signal.SIGQUIT),
    )


def of_redis(world: FaultWorld) -> Iterator[InjectedFault]:
    def refusals() -> int:
        info = world.redis().info("stats")
        return int(info["total_error_replies"])

    def refusing(*before: tuple[str, ...]) -> Callable[[], Proof]:
        def begin() -> Proof:
            count = refusals()
            for command in before:
                world.redis().execute_command(*command)
            return lambda: refusals() > count

        return begin

    def settings(*after: tuple[str, ...]) -> Callable[[], None]:
        def end() -> None:
            for command in after:
                world.redis().execute_command(*command)

        return end

    yield InjectedFault(
        "Redis full",
        "Redis full",
        refusing(("CONFIG", "SET", "maxmemory", "1")),
        settings(("CONFIG", "SET", "maxmemory", "0")),
        (0.5, 4.0),
        touches_redis=True,
    )
    yield InjectedFault(
        "Redis read-only",
        "Redis read-only",
        # A replica of nobody who answers: it keeps what it has, and takes no write.
        refusing(("REPLICAOF", "127.0.0.1", "1")),
        settings(("REPLICAOF", "NO", "ONE")),
        (0.5, 4.0),
        touches_redis=True,
    )

    def flush() -> Proof:
        world.redis().flushall()
        return lambda: True

    yield InjectedFault("Redis flushed", "Redis flushed", flush, touches_redis=True)


def of_disks(world: FaultWorld) -> Iterator[InjectedFault]:
    """The disks of PostgreSQL and NATS, where this process may make some."""
    for server, disk in world.disks.items():
        yield InjectedFault(
            f"disk of {server} full",
            "disk full",
            filling(disk),
            freeing(world, server, disk),
            (1.0, 4.0),
        )


def filling(disk: SmallDisk) -> Callable[[], Proof]:
    def begin() -> Proof:
        disk.fill()
        full = disk.is_full
        return lambda: full

    return begin


def freeing(world: FaultWorld, server: str, disk: SmallDisk) -> Callable[[], None]:
    """A stream whose write has failed takes none any more until NATS is started again, also when there is space."""

    def end() -> None:
        disk.free()
        if server != "PostgreSQL":
            world.servers[server].process.terminate()

    return end
