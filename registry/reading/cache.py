"""The cache protocol: entries guarded by stamps, tombstones before commit, compare and set after.

An entry is the stamp of the row it was made from (20 digits) and the row's message as its mapping packs
it, with the shape of this release; a stamp alone is a tombstone.  Nothing replaces an entry with a newer
stamp.  A tombstone outlives the longest transaction of a caller (settings bound it), so a reader that
read before a commit cannot put its old row back after it; one that is longer, such as an import, has its
tombstones renewed at its commit.  On rollback nothing is done: the tombstone expires.  A value in Redis that
does not begin with a stamp was not written by us, and is overwritten.

What a change puts into Redis is told to every process by the same script, with keys and stamps: processes keep
whole answers that were made of entries.

Redis is never the reason for an error: without it reads go to the database.  After a failure it is left alone
for a second, so a Redis that hangs costs one time-out a second and not one a read or a write.

What Redis did not take is owed to it, and told again by whoever reaches it (registry/relaying).  While something
has been owed for long, or nobody knows whether it is, Redis is not trusted, and reads go to the database.
"""

import json
import math
import time
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any, TypeGuard

import structlog
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from prometheus_client import Counter
from redis.exceptions import RedisError

from registry.values.clock import is_past

from .counts import count_read
from .ingredients import ingredients

log = structlog.get_logger(__name__)

TOMBSTONE_SECONDS = 60
STAMP_DIGITS = 20
PAUSE_SECONDS = 1.0

FAILURES = Counter("cqar_cache_failures_total", "Operations that Redis did not answer", ["operation"])

# KEYS: the entries; ARGV: lifetime in seconds, a channel and what is said there, then for each key its new entry.
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
    redis.call('SET', key, entry, 'EX', ARGV[1])
  end
end
"""

_paused_until = 0.0
_trusted_until = math.inf
"""A program in which nobody asks what is owed trusts Redis."""


def trust(until: float) -> None:
    """Believe what Redis answers up to this moment of time.monotonic().  Each call takes the place of the last."""
    global _trusted_until
    _trusted_until = until


def is_trusted() -> bool:
    """Whether Redis, and what was made of its answers, may be believed now."""
    return time.monotonic() < _trusted_until


def is_paused() -> bool:
    """Whether Redis has failed a moment ago, and is left alone."""
    return time.monotonic() < _paused_until


def key_of(kind: str, *parts: Any) -> str:
    """The key of an entry, such as `venue_symbol:` and the values by which the row is looked up."""
    return ":".join([kind, *map(str, parts)])


def get_many(keys: Sequence[str]) -> dict[str, bytes]:
    """The messages that the cache has, by key.  A tombstone counts as no message, and of the past there is none."""
    if is_past() or is_paused() or not is_trusted():
        return {}
    try:
        entries = read_entries(keys)
    except RedisError as error:
        failed("get", error)
        return {}
    found = {
        key: entry[STAMP_DIGITS:]
        for key, entry in zip(keys, entries, strict=True)
        if is_stamped(entry) and len(entry) > STAMP_DIGITS
    }
    count_read(keys, len(found))
    return found


def read_entries(keys: Sequence[str]) -> Sequence[bytes | None]:
    """What lies under these keys; who notes ingredients is also told how long each will lie there."""
    noted, names = ingredients(), full_names(keys)
    if noted is None:
        return client().mget(names)  # type: ignore[no-any-return]  # django-redis has no types
    now = time.monotonic()
    asked = client().pipeline(transaction=False).mget(names)
    for name in names:
        asked.pttl(name)
    entries, *left = asked.execute()
    for key, entry, milliseconds in zip(keys, entries, left, strict=True):
        if is_stamped(entry):
            noted.add(key, stamp_of(entry), now + milliseconds / 1000)
    return entries  # type: ignore[no-any-return]


def fill(entries: Mapping[str, tuple[int, bytes]], seconds: int) -> None:
    """Put (stamp, message) under each key, unless something newer is there.

    In a transaction this waits for its commit: what is read there may never be committed.
    """
    if entries and not is_past():
        transaction.on_commit(partial(put, "fill", entries, seconds))


def put(
    operation: str, entries: Mapping[str, tuple[int, bytes]], seconds: int, *, changed: bool = False
) -> bool:
    """Put them now, and tell those that have `changed`; whether Redis took it."""
    made = {key: entry_of(*entry) for key, entry in entries.items()}
    return set_unless_newer(operation, made, seconds, tell=changed)


def bury(stamps: Mapping[str, int]) -> bool:
    """Put a tombstone under each key, and tell it; whether Redis took it.

    Called before commit, in the transaction that makes the change, and after it where nothing is put back.
    """
    tombstones = {key: entry_of(stamp, b"") for key, stamp in stamps.items()}
    return set_unless_newer("bury", tombstones, TOMBSTONE_SECONDS, tell=True)


def set_unless_newer(
    operation: str, entries: Mapping[str, bytes], seconds: int, *, tell: bool = False
) -> bool:
    """Set each entry under its key, to live for these seconds, unless one with a newer stamp is there.

    Returns whether Redis took it.
    """
    if not entries:
        return True
    if is_paused():
        return False
    try:
        script = client().register_script(PUT_UNLESS_NEWER)
        for keys in batches(list(entries), 1000):
            news = json.dumps({key: stamp_of(entries[key]) for key in keys}) if tell else ""
            told = changes_channel() if tell else ""
            script(keys=full_names(keys), args=[seconds, told, news, *(entries[key] for key in keys)])
    except RedisError as error:
        failed(operation, error)
        return False
    return True


def changes_channel() -> str:
    """Where changes are told: channels know no database numbers, so this one has it in its name."""
    config = settings.CONFIG
    return f"{config.service.name}:{config.cache.db}:changed"


def entry_of(stamp: int, message: bytes) -> bytes:
    """The stamp in 20 digits, then the packed message; a tombstone has no message."""
    return b"%0*d%b" % (STAMP_DIGITS, stamp, message)


def is_stamped(entry: bytes | None) -> TypeGuard[bytes]:
    return entry is not None and entry[:STAMP_DIGITS].isdigit()


def stamp_of(entry: bytes) -> int:
    return int(entry[:STAMP_DIGITS])


def batches(items: Sequence[str], size: int) -> Iterable[Sequence[str]]:
    return (items[start : start + size] for start in range(0, len(items), size))


def full_names(keys: Iterable[str]) -> list[Any]:
    make = cache.make_key  # found once: the proxy looks for its backend at each attribute
    return [make(key) for key in keys]


def client() -> Any:
    """The client of Redis behind Django's cache, for what Django's cache cannot do."""
    return cache.client.get_client(write=True)  # type: ignore[attr-defined]  # django-redis's own


def failed(operation: str, error: RedisError) -> None:
    """Count a failure, and log it once until Redis answers again or a second has passed."""
    global _paused_until
    FAILURES.labels(operation).inc()
    if time.monotonic() >= _paused_until:
        log.warning("cache_unavailable", operation=operation, error=type(error).__name__)
    _paused_until = time.monotonic() + PAUSE_SECONDS
