"""What stands round a handler: dead letters, waits, and doing a message once."""

import asyncio
from contextlib import suppress

import pytest
from cqc.events.v1 import asset_events_pb2 as events
from prometheus_client import REGISTRY

from cqi.bus.backend import Bus
from cqi.bus.middleware import once, retried, usual
from cqi.bus.publishing import publish
from cqi.bus.topics import PermanentError, Received, RetryLater, Topic

from .buses import CREATED, Noting, consuming, send, until


def dead_of(service: str) -> Topic:
    return Topic(f"dead.{service}.{CREATED.subject}", events.AssetCreated)


def handled(outcome: str) -> float:
    labels = {"service": "orders", "subject": CREATED.subject, "outcome": outcome}
    return REGISTRY.get_sample_value("cqi_bus_handled_total", labels) or 0.0


def test_dead_letters(on_bus):
    """What no repetition helps, and what is no message at all, is set aside by each service for itself."""

    async def test(bus: Bus) -> None:
        before = {outcome: handled(outcome) for outcome in ("done", "permanent", "failed")}
        handler = Noting(lambda it: PermanentError("no such\nasset") if it.message.event_id == "1" else None)
        failing = Noting(lambda _: PermanentError("not mine"))
        await send(bus, "3")
        expected = {"Nats-Expected-Last-Subject-Sequence": "1"}  # is not true of the dead letters
        await publish(bus, CREATED, events.AssetCreated(event_id="1"), id_="1", headers=expected)
        await bus.send(CREATED.subject, b"\xff", {"Nats-Msg-Id": "2"})
        async with (
            consuming(bus, usual(bus, "orders", handler), [CREATED]),
            consuming(bus, usual(bus, "prices", failing), [CREATED], "prices"),
        ):
            await until(lambda: len(handler.seen) == len(failing.seen) == 3)
        dead, others = Noting(), Noting()
        async with (
            consuming(bus, dead, [dead_of("orders")], "dead"),
            consuming(bus, others, [dead_of("prices")], "dead"),
        ):
            await until(lambda: len(dead.seen) == 2 and len(others.seen) == 3)
        reasons = [it.headers["cqi-reason"] for it in dead.seen]
        assert reasons == ["no such asset", "its 1 bytes are no cqc.events.v1.AssetCreated"]
        assert [it.payload for it in dead.seen] == [it.payload for it in handler.seen[1:]]
        counted = {outcome: handled(outcome) - number for outcome, number in before.items()}
        assert counted == {"done": 1, "permanent": 2, "failed": 0}

    on_bus(test)


def test_a_message_is_done_once():
    """By its id, among the last so many; what failed was not done."""

    async def test() -> None:
        handler = Noting(lambda it: ValueError("no") if it.deliveries == 1 and it.id == "a" else None)
        wrapped = once(remembered=2)(handler)
        for id_, deliveries in [("a", 1), ("a", 2), ("a", 3), ("b", 1), ("c", 1), ("a", 4), ("", 1), ("", 1)]:
            with suppress(ValueError):
                await wrapped(Received(CREATED, b"", {"Nats-Msg-Id": id_}, deliveries, 1))
        assert [(it.id, it.deliveries) for it in handler.seen] == [
            *[("a", 1), ("a", 2), ("b", 1), ("c", 1), ("a", 4), ("", 1), ("", 1)]
        ]

    asyncio.run(test())


def test_the_waits_grow_and_differ():
    async def seconds(deliveries: int) -> float:
        handler = retried(first=1, most=60)(Noting(lambda _: ValueError("no")))
        with pytest.raises(RetryLater) as raised:
            await handler(Received(CREATED, b"", {}, deliveries, 1))
        return raised.value.seconds

    waits = {deliveries: [asyncio.run(seconds(deliveries)) for _ in range(20)] for deliveries in (1, 4, 5000)}
    for deliveries, most in {1: 1, 4: 8, 5000: 60}.items():
        assert 0.66 * most < min(waits[deliveries]) < max(waits[deliveries]) <= most
