"""What is compared when all has calmed down: the record, the rows, the stream, and what observers were told."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from cqc.assets.v1.asset_pb2 import Asset

from .ledger import AnswerLedger
from .observers import RevisionWatcher, StreamConsumer, Table, parse, whole_stream
from .world import FaultWorld

CALM_WITHIN = 120.0
"""Seconds in which everything that was committed must have been told."""
REFUSED = "event_refused"
"""What a relay logs of an event that the stream will not have; nothing here is such an event."""

CHANGES = "SELECT entity, entity_id, version, revision, message FROM registry_change ORDER BY revision"
WAITING = "SELECT count(*) FROM registry_waitingevent"


def judge(
    world: FaultWorld,
    ledger: AnswerLedger,
    watchers: Sequence[RevisionWatcher],
    consumer: StreamConsumer,
    within: float,
) -> None:
    """Blame in the ledger what differs.  What was committed must have been told within these seconds."""
    with world.connect() as session:
        if not soon(lambda: session.execute(WAITING).fetchone() == (0,), within):
            ledger.blame(f"{session.execute(WAITING).fetchone()} changes wait to be published")
        changes = session.execute(CHANGES).fetchall()
    stored: Table = {}
    for entity, key, version, _, _ in changes:
        stored[entity, key] = max(version, stored.get((entity, key), 0))
    messages = {(key, version): message for entity, key, version, _, message in changes if entity == "Asset"}
    judge_writes(ledger, messages)
    judge_stream(ledger, asyncio.run(whole_stream(world.nats_url or "")), changes)
    for observer in (*watchers, consumer):
        if not soon(lambda observer=observer: observer.table == stored, within):
            ledger.blame(f"{observer.name} differs in {differing(observer.table, stored)}")
    for relay in world.relays:
        if refused := relay.log.read_text().count(REFUSED):
            ledger.blame(f"{refused} times an event was refused by {relay.name}")
    ledger.counts["changes"] = len(changes)


def judge_writes(ledger: AnswerLedger, messages: dict[tuple[str, int], bytes]) -> None:
    """Every acknowledged write is recorded as it was answered, and every request made one asset."""
    symbols = Counter[str]()
    for (_, version), message in messages.items():
        symbols[Asset.FromString(message).symbol] += version == 1
    for (asset, version), mark in ledger.marks.items():
        kept = messages.get((asset, version))
        if kept is None or Asset.FromString(kept).metadata["mark"] != mark:
            ledger.blame(f"lost: version {version} of {asset}, acknowledged as {mark}")
    for key in ledger.created:
        if symbols[key.upper()] != 1:
            ledger.blame(f"the request {key} made {symbols[key.upper()]} assets")


def judge_stream(ledger: AnswerLedger, ids: Sequence[str], changes: Sequence[tuple[Any, ...]]) -> None:
    """The stream has each change once, and those of a row in the order of their versions."""
    wanted = {f"{entity}/{key}/{version}" for entity, key, version, *_ in changes}
    for id_, count in Counter(ids).items():
        if count > 1:
            ledger.blame(f"{id_} stands {count} times in the stream")
    for id_ in wanted - set(ids):
        ledger.blame(f"{id_} is not in the stream")
    for id_ in set(ids) - wanted:
        ledger.blame(f"{id_} is in the stream and was never changed")
    told: Table = {}
    for id_ in dict.fromkeys(ids):
        row, version = parse(id_)
        if version != told.get(row, 0) + 1:
            ledger.blame(f"{id_} stands in the stream after version {told.get(row, 0)}")
        told[row] = version
    ledger.counts["events in the stream"] = len(ids)


def differing(table: Table, stored: Table) -> str:
    rows = [row for row in stored | table if stored.get(row) != table.get(row)]
    return ", ".join(f"{row}: {table.get(row)} of {stored.get(row)}" for row in rows[:5])


def soon(condition: Callable[[], bool], within: float) -> bool:
    """Whether something comes true within these seconds."""
    until = time.monotonic() + within
    while not condition() and time.monotonic() < until:
        time.sleep(0.1)
    return condition()
