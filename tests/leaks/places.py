"""Where secrets are looked for: everything that the servers keep."""

from collections.abc import Callable, Iterator
from typing import Any

import redis

from tests.leaks.world import RunningWorld


def kept_by_postgres(world: RunningWorld) -> Iterator[tuple[str, bytes]]:
    """Every row of every table, as text."""
    with world.connect() as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        for (table,) in tables:
            rows = connection.execute(f'SELECT row::text FROM "{table}" AS row').fetchall()
            yield f"table {table}", "\n".join(text for (text,) in rows).encode()


def kept_by_redis(client: redis.Redis) -> Iterator[tuple[str, bytes]]:
    """Every key and what is under it."""
    readers: dict[Any, Callable[[Any], Any]] = {
        b"string": client.get,
        b"hash": client.hgetall,
        b"list": lambda key: client.lrange(key, 0, -1),
        b"set": client.smembers,
        b"zset": lambda key: client.zrange(key, 0, -1),
        b"stream": client.xrange,
    }
    for key in client.scan_iter():
        yield f"entry {key!r}", key + b" " + repr(readers[client.type(key)](key)).encode()


def kept_in_files(world: RunningWorld) -> Iterator[tuple[str, bytes]]:
    """The streams of NATS, and the logs of the servers."""
    for folder in ("nats", "logs"):
        for path in (world.folder.path / folder).rglob("*"):
            if path.is_file():
                yield f"file {path.relative_to(world.folder.path)}", path.read_bytes()
