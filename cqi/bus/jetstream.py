"""The bus on NATS JetStream."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error
from nats.errors import TimeoutError as NatsTimeout
from nats.js import JetStreamContext, api
from nats.js.errors import NotFoundError

from .backend import Durable
from .topics import BusUnavailable

REPLY_SECONDS = 5.0


@contextmanager
def bus_errors() -> Iterator[None]:
    """What NATS and its client raise, as ours.

    JetStream says that there is no stream also while it elects a leader, so that is an outage like others.
    """
    try:
        yield
    except (Error, OSError, TimeoutError) as error:
        raise BusUnavailable(str(error) or type(error).__name__) from error


class JetStreamDelivery:
    """A message of JetStream in hand."""

    def __init__(self, message: Msg) -> None:
        self._message = message
        self.subject, self.payload = message.subject, message.data
        self.headers: Mapping[str, str] = message.headers or {}
        self.deliveries = message.metadata.num_delivered
        self.sequence = message.metadata.sequence.stream

    async def ack(self) -> None:
        with bus_errors():
            await self._message.ack_sync(REPLY_SECONDS)

    async def again(self, seconds: float) -> None:
        with bus_errors():
            await self._message.nak(seconds)

    async def working(self) -> None:
        with bus_errors():
            await self._message.in_progress()


class JetStreamFetching:
    """Pulls for one durable consumer, which is made where it is not there, also again."""

    def __init__(self, js: JetStreamContext, durable: Durable) -> None:
        self.js, self.durable = js, durable
        self._pull: JetStreamContext.PullSubscription | None = None

    async def fetch(self, seconds: float) -> JetStreamDelivery | None:
        with bus_errors():
            if self._pull is None:
                self._pull = await self._bind()
            try:
                # The client lets the first of several wait until all are there, or the time is over.
                (message,) = await self._pull.fetch(1, seconds)
                return JetStreamDelivery(message)
            except NatsTimeout:
                return None
            except Error:
                # Perhaps the consumer was lost with its stream.
                pull, self._pull = self._pull, None
                await pull.unsubscribe()
                raise

    async def _bind(self) -> JetStreamContext.PullSubscription:
        durable = self.durable
        stream = await self.js.find_stream_name_by_subject(durable.subjects[0])
        wanted = api.ConsumerConfig(
            durable_name=durable.name,
            description=f"{durable.service}: {', '.join(durable.subjects)}"[:4000],
            filter_subjects=list(durable.subjects),
            ack_policy=api.AckPolicy.EXPLICIT,
            ack_wait=durable.ack_seconds,
            max_ack_pending=durable.in_flight,
        )
        await self.js.add_consumer(stream, wanted)
        return await self.js.pull_subscribe_bind(durable.name, stream)


class JetStreamBus:
    """The bus over a connection, of `cqi.bus.connection.connected`."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.js: JetStreamContext = client.jetstream(timeout=REPLY_SECONDS)

    async def send(self, subject: str, payload: bytes, headers: Mapping[str, str]) -> int:
        with bus_errors():
            return (await self.js.publish(subject, payload, headers=dict(headers))).seq

    def fetching(self, durable: Durable) -> JetStreamFetching:
        return JetStreamFetching(self.js, durable)

    async def keep(self, name: str, subject: str) -> None:
        with bus_errors():
            try:
                await self.js.stream_info(name)
            except NotFoundError:
                await self.js.add_stream(api.StreamConfig(name=name, subjects=[subject]))

    async def kept(self, subject: str) -> tuple[int, int]:
        with bus_errors():
            state = (await self.js.stream_info(await self.js.find_stream_name_by_subject(subject))).state
        return state.first_seq, state.last_seq
