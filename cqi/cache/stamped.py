"""The cache protocol: tombstones before a commit, compare and set by stamp after it.

Whoever changes a row buries its keys before the commit, and puts the new value after it.  A reader that finds a
tombstone, or nothing, reads the database and puts what it found.  Nothing replaces an entry with a newer stamp, so
an old row that a slow reader brings is refused.  A tombstone outlives the longest transaction, and is renewed at
the commit of one that may last longer.  On a rollback nothing is done: the tombstone expires.

What is changed is told to every process by the same script, with keys and stamps: processes keep answers that were
made of entries.
"""

import json
import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar

from redis.exceptions import RedisError

from .availability import Availability
from .entries import ABSENT, ABSENT_SECONDS, entry_of, stamp_of

Answered = TypeVar("Answered")
Item = TypeVar("Item")

TOMBSTONE_SECONDS = 60
LEAST_OF_LIFE = 0.9
KEYS_AT_ONCE = 250
"""A script holds Redis up for everybody: this many keys take it about a millisecond."""

# KEYS: the entries; ARGV: milliseconds to live, a channel and what is said there, then for each key its new entry.
# It is said first, because a Redis that is full still passes it on.  One that lets nobody say it takes the entries.
# A tombstone that is told again leaves the value that was made of the same change.
PUT_UNLESS_NEWER = """
if ARGV[2] ~= '' then
  redis.pcall('PUBLISH', ARGV[2], ARGV[3])
end
local stamp = '^' .. string.rep('%d', 20) .. '$'
for i, key in ipairs(KEYS) do
  local entry = ARGV[i + 3]
  local held = redis.pcall('GETRANGE', key, 0, 19)
  local offered = string.sub(entry, 1, 20)
  local is_kept = false
  if type(held) == 'string' and string.find(held, stamp) then
    is_kept = held > offered or (held == offered and #entry == 20 and redis.call('STRLEN', key) > 20)
  end
  if not is_kept then
    redis.call('SET', key, entry, 'PX', ARGV[1])
  end
end
return 1
"""


class StampedCache:
    """The entries of one service, by a client of Redis.  No method raises for what is wrong with Redis."""

    def __init__(self, client: Any, *, name: str, prefix: str = "") -> None:
        """`name` is the service's; `prefix` stands before each key."""
        self.client, self.prefix = client, prefix
        # Channels know no database numbers, so this one has it in its name.
        self.channel = f"{name}:{client.get_connection_kwargs().get('db', 0)}:changed"
        self.availability = Availability(self._probe)
        self._put = client.register_script(PUT_UNLESS_NEWER)
        self.mark, self._probed = f"{prefix}{name}:run", f"{prefix}{name}:probe"

    def full_names(self, keys: Sequence[str]) -> list[str]:
        """The keys as they are in Redis."""
        return [self.prefix + key for key in keys]

    def read(self, keys: Sequence[str]) -> Sequence[bytes | None] | None:
        """What lies under these keys; None where Redis cannot be asked or believed."""
        if not self._is_readable():
            return None
        return self._ask("get", lambda: self.client.mget(self.full_names(keys)))

    def read_with_ends(self, keys: Sequence[str]) -> Sequence[tuple[bytes | None, float]] | None:
        """The same, each with the moment of time.monotonic() at which it ends."""
        if not self._is_readable():
            return None
        names = self.full_names(keys)
        asked = self.client.pipeline(transaction=False).mget(names)
        for name in names:
            asked.pttl(name)
        now = time.monotonic()
        if (answer := self._ask("get", asked.execute)) is None:
            return None
        entries, *left = answer
        return [(entry, now + ms / 1000) for entry, ms in zip(entries, left, strict=True)]

    def put(
        self,
        entries: Mapping[str, tuple[int, bytes]],
        seconds: float,
        *,
        changed: bool = False,
    ) -> bool:
        """Put (stamp, message) under each key, unless something newer is there; whether Redis took it.

        They live for these seconds or up to a tenth less: what was put together need not end together.  What has
        `changed` is told.
        """
        return self._put_all("fill", entries, seconds, LEAST_OF_LIFE, changed=changed)

    def bury(self, stamps: Mapping[str, int]) -> bool:
        """Put a tombstone under each key, and tell it; whether Redis took it.

        Called before commit, in the transaction that makes the change, and after it where nothing is put back.
        """
        tombstones = {key: (stamp, b"") for key, stamp in stamps.items()}
        return self._put_all("bury", tombstones, TOMBSTONE_SECONDS, 1.0, changed=True)

    def put_absent(self, keys: Iterable[str]) -> bool:
        """Note for a moment that there is nothing of these names, unless anything is there."""
        return self.put(dict.fromkeys(keys, (0, ABSENT)), ABSENT_SECONDS)

    def _put_all(
        self,
        operation: str,
        entries: Mapping[str, tuple[int, bytes]],
        seconds: float,
        least: float,
        *,
        changed: bool,
    ) -> bool:
        made = {key: entry_of(*entry) for key, entry in entries.items()}
        for keys in batches(list(made), KEYS_AT_ONCE):
            if self.availability.is_paused:
                return False
            lifetime = int(seconds * 1000 * random.uniform(least, 1))  # noqa: S311  nothing to guess
            news = json.dumps({key: stamp_of(made[key]) for key in keys}) if changed else ""
            arguments = [lifetime, self.channel if changed else "", news, *(made[key] for key in keys)]
            put = partial(self._put, keys=self.full_names(keys), args=arguments)
            if self._ask(operation, put) is None:
                return False
        return True

    def _is_readable(self) -> bool:
        return self.availability.is_trusted and not self.availability.is_paused

    def _ask(self, operation: str, ask: Callable[[], Answered]) -> Answered | None:
        try:
            return ask()
        except RedisError as error:
            self.availability.failed(operation, error)
            return None

    def _probe(self) -> None:
        """A write, because a Redis that is full, read-only or cannot save answers reads and takes no tombstones."""
        self.client.set(self._probed, b"", ex=10)


def batches(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    return (items[start : start + size] for start in range(0, len(items), size))
