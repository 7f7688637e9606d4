"""The bus: the same over NATS and in memory."""

import asyncio

import pytest
from cqc.events.v1 import asset_events_pb2 as events

from cqi.bus.backend import Bus, Durable
from cqi.bus.consumers import Consumer
from cqi.bus.jetstream import JetStreamBus
from cqi.bus.middleware import retried
from cqi.bus.publishing import publish
from cqi.bus.topics import Received
from tests.relaying.conftest import OwnNats

from .buses import CREATED, DELETED, Noting, consuming, send, until


def test_it_works(on_bus):
    """Two topics come in the order in which they were sent; a service goes on where it was."""

    async def test(bus: Bus) -> None:
        handler, again, other = Noting(), Noting(), Noting()
        await send(bus, "1")
        await publish(bus, DELETED, events.AssetDeleted(event_id="2"), headers={"cqar-version": "7"})
        await send(bus, "3", "3")  # the same message once more
        async with consuming(bus, handler):
            await until(lambda: len(handler.seen) == 3)
        assert handler.ids == ["1", "2", "3"]
        assert [received.topic for received in handler.seen] == [CREATED, DELETED, CREATED]
        assert handler.seen[1].headers["cqar-version"] == "7"
        assert [received.deliveries for received in handler.seen] == [1, 1, 1]
        assert await bus.kept(CREATED.subject) == (1, 3)
        await send(bus, "4")
        async with consuming(bus, again), consuming(bus, other, [CREATED], "prices"):
            await until(lambda: len(again.seen) == 1 and len(other.seen) == 3)
        assert (again.ids, other.ids) == (["4"], ["1", "3", "4"])

    on_bus(test)


def test_another_topic_s_message_is_refused(on_bus):
    async def test(bus: Bus) -> None:
        with pytest.raises(TypeError, match="takes cqc"):
            await publish(bus, CREATED, events.AssetDeleted(event_id="1"))

    on_bus(test)


def test_what_fails_comes_again_before_what_follows(on_bus):
    """With one message in flight; the next delivery knows which it is."""

    async def test(bus: Bus) -> None:
        handler = Noting(lambda it: ValueError("no") if it.id == "1" and it.deliveries < 3 else None)
        await send(bus, "1", "2")
        async with consuming(bus, retried(first=0.01)(handler)):
            await until(lambda: len(handler.seen) == 4)
        assert [(it.id, it.deliveries) for it in handler.seen] == [("1", 1), ("1", 2), ("1", 3), ("2", 1)]

    on_bus(test)


def test_what_a_dead_process_had_in_hand_comes_again(on_bus):
    """After the time for an acknowledgement, and not while its process lives, however long a handler takes."""

    async def test(bus: Bus) -> None:
        await send(bus, "1")
        source = bus.fetching(Durable("orders", (CREATED.subject, DELETED.subject), 0.6, 1))
        lost = await source.fetch(5)
        assert lost.deliveries == 1
        began, ended = [], []

        async def slow(received: Received) -> None:
            began.append((received.id, received.deliveries))
            await asyncio.sleep(1.5)
            ended.append(received.id)

        async with consuming(bus, slow, ack_seconds=0.6), consuming(bus, slow, ack_seconds=0.6):
            await until(lambda: bool(ended))
        assert began == [("1", 2)]

    on_bus(test)


def test_no_more_in_flight_than_asked(on_bus):
    async def test(bus: Bus) -> None:
        now, most, done = 0, 0, 0
        full = asyncio.Event()

        async def handle(received: Received) -> None:
            nonlocal now, most, done
            now += 1
            most = max(most, now)
            if now == 3:
                full.set()
            await full.wait()
            await asyncio.sleep(0)
            now, done = now - 1, done + 1

        await send(bus, *map(str, range(9)))
        async with consuming(bus, handle, in_flight=3):
            await until(lambda: done == 9)
        assert most == 3

    on_bus(test)


def test_a_stop_finishes_what_is_in_hand(on_bus):
    """It is acknowledged, and nothing more is fetched."""

    async def test(bus: Bus) -> None:
        began, finish, ended, rest = asyncio.Event(), asyncio.Event(), [], Noting()

        async def handle(received: Received) -> None:
            began.set()
            await finish.wait()
            ended.append(received.id)

        await send(bus, "1", "2")
        consumer = Consumer(bus, "orders", [CREATED], handle)
        task = asyncio.create_task(consumer.run())
        await began.wait()
        consumer.stop()
        assert not (await asyncio.wait([task], timeout=1))[0]
        finish.set()
        await task
        assert ended == ["1"]
        async with consuming(bus, rest, [CREATED]):
            await until(lambda: bool(rest.seen))
        assert [(it.id, it.deliveries) for it in rest.seen] == [("2", 1)]

    on_bus(test)


def test_a_stop_lets_go_what_does_not_end(on_bus):
    async def test(bus: Bus) -> None:
        began, rest = asyncio.Event(), Noting()

        async def handle(received: Received) -> None:
            began.set()
            await asyncio.Event().wait()

        await send(bus, "1")
        async with consuming(bus, handle, ack_seconds=0.5, drain_seconds=0.1):
            await began.wait()
        async with consuming(bus, rest, ack_seconds=0.5):
            await until(lambda: bool(rest.seen))
        assert rest.seen[0].deliveries == 2

    on_bus(test)


def test_an_outage_is_waited_out(on_jetstream, bus_nats: OwnNats):
    """NATS is killed and started again, and once its stream is lost: a consumer goes on by itself."""

    async def test(bus: JetStreamBus) -> None:
        handler = Noting()
        async with consuming(bus, handler, ack_seconds=1):
            await send(bus, "1")
            await until(lambda: "1" in handler.ids)
            bus_nats.kill()
            await until(lambda: not bus.client.is_connected)
            bus_nats.start()  # not in another thread: it would end with it
            await until(lambda: bus.client.is_connected)
            await send(bus, "2")
            await until(lambda: "2" in handler.ids)
            await bus.js.delete_stream("test")
            await bus.keep("test", "bus.test.>")
            await send(bus, "3")
            await until(lambda: "3" in handler.ids)

    on_jetstream(test)
