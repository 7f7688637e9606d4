"""A TCP proxy inside the test process, before a server at a socket file: it delays, hangs, cuts and garbles."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class Proxy:
    """What the server answers is passed on as the test has said last."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self.delay_seconds = 0.0
        self.answers = True
        """Whether anything is passed on at all."""
        self.garble = False
        self.requests = 0
        self._writers: list[asyncio.StreamWriter] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        server = asyncio.run_coroutine_threadsafe(
            asyncio.start_server(self._serve, "127.0.0.1", 0), self._loop
        ).result(30)
        self._server = server
        self.port: int = server.sockets[0].getsockname()[1]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        back, forth = await asyncio.open_unix_connection(str(self._target))
        self._writers += [writer, forth]
        await asyncio.gather(
            self._pass(reader, forth, to_client=False), self._pass(back, writer, to_client=True)
        )

    async def _pass(
        self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, *, to_client: bool
    ) -> None:
        with suppress(OSError):
            while data := await source.read(65536):
                self.requests += not to_client
                await asyncio.sleep(self.delay_seconds)
                if self.answers:
                    sink.write(b"\0garbage\r\n" if self.garble and to_client else data)
                    await sink.drain()
        sink.close()

    def cut(self) -> None:
        """End every connection."""
        asyncio.run_coroutine_threadsafe(self._cut(), self._loop).result(30)

    async def _cut(self) -> None:
        for writer in self._writers:
            writer.transport.abort()
        self._writers.clear()
        own = asyncio.current_task()
        await asyncio.gather(*(task for task in asyncio.all_tasks() if task is not own))

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._server.close)
        self.cut()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(30)
        self._loop.close()


@contextmanager
def proxy_of(target: Path) -> Iterator[Proxy]:
    proxy = Proxy(target)
    yield proxy
    proxy.close()
