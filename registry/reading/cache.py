"""The registry's entries: one row's serialized message under each key by which the row can be found.

The protocol is cqi.cache's; a message is packed by its mapping, with the shape of this release.
"""

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction

from cqi.cache import lives
from cqi.cache.client import hurried_client
from cqi.cache.entries import is_stamped, message_of_entry, stamp_of
from cqi.cache.losses import Losses
from cqi.cache.stamped import LEAST_OF_LIFE, HeldEntries, StampedCache
from cqi.config import Config
from registry.values.clock import is_past
from registry.wire.mapping import MessageMapping

from .counts import count_evicted, count_read
from .ingredients import ingredients
from .uses import uses

SYMBOL_SPEC = "symbol_spec"
"""The kind of the entries that hold what a symbol's listings say together (`symbol_specs`)."""
LONGEST_ABSENT = 200
"""Characters of a key.  A caller can ask for names of any length that are not there; those are not kept."""


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What the cache has of some keys."""

    messages: dict[str, bytes]
    """By key the packed message, or ABSENT."""
    empty: Collection[str]
    """The keys under which nothing lies."""
    life: bytes | None
    """Of the Redis that was asked: for who fills in what he reads from here on.  None where nothing is filled."""


UNASKED = LookedUp({}, (), None)


def configured(config: Config) -> StampedCache:
    return StampedCache(
        hurried_client(config.cache), name=config.service.name, prefix=config.cache.key_prefix
    )


store = configured(settings.CONFIG)
losses = Losses()


def refuse_earlier_lives() -> None:
    """Remove what Redis has carried over from an earlier run of it, and believe none of it."""
    kinds = [mapping.kind for mapping in MessageMapping.by_model.values() if mapping.cached]
    lives.keep_one_life(store, [*kinds, SYMBOL_SPEC])


def key_of(kind: str, *parts: Any) -> str:
    """The key of an entry, such as `venue_symbol:` and the values by which the row is looked up."""
    return ":".join([kind, *map(str, parts)])


def get_many(keys: Sequence[str]) -> dict[str, bytes]:
    """What the cache has of these keys: packed messages, or ABSENT.  Of the past it has nothing."""
    return consult(keys).messages


def consult(keys: Sequence[str]) -> LookedUp:
    """The same, and under which keys Redis has nothing at all, not even a tombstone."""
    if is_past() or not keys:
        return UNASKED
    if (read := read_entries(keys)) is None:
        return LookedUp({}, (), store.life())
    entries = read.entries
    held = zip(keys, map(message_of_entry, entries), strict=True)
    found = {key: message for key, message in held if message is not None}
    empty = {key for key, entry in zip(keys, entries, strict=True) if entry is None}
    count_read(keys, len(found))
    uses.count(found)
    if empty:
        count_evicted(losses.lost(empty))
    return LookedUp(found, empty, read.life)


def read_entries(keys: Sequence[str]) -> HeldEntries | None:
    """What lies under these keys; who notes ingredients is also told how long each will lie there."""
    if (noted := ingredients()) is None:
        return store.read(keys)
    if (held := store.read_with_ends(keys)) is None:
        return None
    ends = {}
    for key, entry, ends_at in zip(keys, held.entries, held.ends, strict=True):
        if is_stamped(entry):
            noted.add(key, stamp_of(entry), ends_at)
            ends[key] = ends_at
    losses.saw(ends)
    return held


def fill(
    entries: Mapping[str, tuple[int, bytes]], seconds: int, life: bytes | None, absent: Collection[str] = ()
) -> None:
    """Put (stamp, message) under each key, unless something newer is there; and note what is absent.

    `life` is that of the Redis that was asked before these rows were read; nothing is put into another.
    In a transaction this waits for its commit: what is read there may never be committed.
    """

    if not life or not (entries or absent) or is_past():
        return

    def put_entries(life: bytes = life) -> None:
        if entries and store.put(entries, seconds, life=life):
            uses.count(entries)
            losses.saw(dict.fromkeys(entries, time.monotonic() + LEAST_OF_LIFE * seconds))
        store.put_absent((key for key in absent if len(key) <= LONGEST_ABSENT), life)

    transaction.on_commit(put_entries)
