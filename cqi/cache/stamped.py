"""The cache protocol: tombstones before a commit, compare and set by stamp after it.

Whoever changes a row buries its keys before the commit, and puts the new value after it.  A reader that finds a
tombstone, or nothing, reads the database and puts what it found.  Nothing replaces an entry with a newer stamp, so
an old row that a slow reader brings is refused.  A tombstone outlives the longest transaction, and is renewed at
the commit of one that may last longer.  On a rollback nothing is done: the tombstone expires.

A Redis that is emptied loses tombstones, and a reader that read before a change could fill in the old row after it.
So a mark lies beside the entries, another one in each life of Redis.  Who fills in says which one it saw before it
read the database, and where that has gone nothing is put.

What is changed is told to every process by the same script, with keys and stamps: processes keep answers that were
made of entries.
"""

import json
import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar
from uuid import uuid4

from redis.exceptions import RedisError

from .availability import Availability
from .entries import ABSENT, ABSENT_SECONDS, entry_of, stamp_of

Answered = TypeVar("Answered")
Item = TypeVar("Item")

TOMBSTONE_SECONDS = 60
LEAST_OF_LIFE = 0.9
KEYS_AT_ONCE = 250
"""A script holds Redis up for everybody: this many keys take it about a millisecond."""

# KEYS: the entries, and the mark; ARGV: milliseconds to live, a channel and what is said there, what the mark must
# be, then for each key its new entry.  The channel and the mark may be empty.
# It is said first, because a Redis that is full still passes it on.  One that lets nobody say it takes the entries.
# A tombstone that is told again leaves the value that was made of the same change.
PUT_UNLESS_NEWER = """
if ARGV[2] ~= '' then
  redis.pcall('PUBLISH', ARGV[2], ARGV[3])
end
local mark = table.remove(KEYS)
if ARGV[4] ~= '' and redis.call('GET', mark) ~= ARGV[4] then
  return 0
end
local stamp = '^' .. string.rep('%d', 20) .. '$'
for i, key in ipairs(KEYS) do
  local entry = ARGV[i + 4]
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


@dataclass(frozen=True, slots=True)
class HeldEntries:
    """What Redis holds under some keys, in their order."""

    entries: Sequence[bytes | None]
    life: bytes | None
    """The mark of the life of Redis they are of; None where it cannot be told."""
    ends: Sequence[float] = ()
    """The moments of time.monotonic() at which they end, where that was asked."""


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

    def read(self, keys: Sequence[str]) -> HeldEntries | None:
        """What lies under these keys; None where Redis cannot be asked or believed."""
        if not self._is_readable():
            return None
        answer = self._ask("get", lambda: self.client.mget([*self.full_names(keys), self.mark]))
        if answer is None:
            return None
        *entries, mark = answer
        return HeldEntries(entries, mark or self.life())

    def read_with_ends(self, keys: Sequence[str]) -> HeldEntries | None:
        """The same, with the moments at which they end."""
        if not self._is_readable():
            return None
        names = self.full_names(keys)
        asked = self.client.pipeline(transaction=False).mget([*names, self.mark])
        for name in names:
            asked.pttl(name)
        now = time.monotonic()
        if (answer := self._ask("get", asked.execute)) is None:
            return None
        (*entries, mark), *left = answer
        return HeldEntries(entries, mark or self.life(), [now + ms / 1000 for ms in left])

    def life(self) -> bytes | None:
        """The mark of this life of Redis; None where Redis cannot be asked.

        It begins with the number of Redis's run.  A Redis without one, new or emptied, gets one.
        """
        return None if self.availability.is_paused else self._ask("life", self.begin_life)

    def begin_life(self) -> bytes:
        """The same.  Raises RedisError."""
        run: str = self.client.info("server")["run_id"]
        self.client.set(self.mark, f"{run}:{uuid4().hex}", nx=True)
        mark: bytes | None = self.client.get(self.mark)
        return mark or b""

    def put(
        self,
        entries: Mapping[str, tuple[int, bytes]],
        seconds: float,
        *,
        changed: bool = False,
        life: bytes = b"",
    ) -> bool:
        """Put (stamp, message) under each key, unless something newer is there; whether Redis took it.

        They live for these seconds or up to a tenth less: what was put together need not end together.  What has
        `changed` is told.  With a `life` nothing is put into another one.
        """
        return self._put_all("fill", entries, seconds, LEAST_OF_LIFE, changed=changed, life=life)

    def bury(self, stamps: Mapping[str, int]) -> bool:
        """Put a tombstone under each key, and tell it; whether Redis took it.

        Called before commit, in the transaction that makes the change, and after it where nothing is put back.
        """
        tombstones = {key: (stamp, b"") for key, stamp in stamps.items()}
        return self._put_all("bury", tombstones, TOMBSTONE_SECONDS, 1.0, changed=True)

    def put_absent(self, keys: Iterable[str], life: bytes) -> bool:
        """Note for a moment that there is nothing of these names, unless anything is there."""
        return self.put(dict.fromkeys(keys, (0, ABSENT)), ABSENT_SECONDS, life=life)

    def _put_all(
        self,
        operation: str,
        entries: Mapping[str, tuple[int, bytes]],
        seconds: float,
        least: float,
        *,
        changed: bool,
        life: bytes = b"",
    ) -> bool:
        made = {key: entry_of(*entry) for key, entry in entries.items()}
        for keys in batches(list(made), KEYS_AT_ONCE):
            if self.availability.is_paused:
                return False
            lifetime = int(seconds * 1000 * random.uniform(least, 1))  # noqa: S311  nothing to guess
            news = json.dumps({key: stamp_of(made[key]) for key in keys}) if changed else ""
            arguments = [lifetime, self.channel if changed else "", news, life, *(made[key] for key in keys)]
            put = partial(self._put, keys=[*self.full_names(keys), self.mark], args=arguments)
            if not self._ask(operation, put):
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
