"""The registry's entries: one row's serialized message under each key by which the row can be found.

The protocol is cqi.cache's; a message is packed by its mapping, with the shape of this release.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction

from cqi.cache.client import hurried_client
from cqi.cache.entries import is_stamped, message_of_entry, stamp_of
from cqi.cache.stamped import StampedCache
from cqi.config import Config
from registry.values.clock import is_past

from .counts import count_read
from .ingredients import ingredients


def configured(config: Config) -> StampedCache:
    return StampedCache(
        hurried_client(config.cache), name=config.service.name, prefix=config.cache.key_prefix
    )


store = configured(settings.CONFIG)


def key_of(kind: str, *parts: Any) -> str:
    """The key of an entry, such as `venue_symbol:` and the values by which the row is looked up."""
    return ":".join([kind, *map(str, parts)])


def get_many(keys: Sequence[str]) -> dict[str, bytes]:
    """The messages that the cache has, by key.  A tombstone counts as no message, and of the past there is none."""
    if is_past() or (entries := read_entries(keys)) is None:
        return {}
    held = zip(keys, map(message_of_entry, entries), strict=True)
    found = {key: message for key, message in held if message is not None}
    count_read(keys, len(found))
    return found


def read_entries(keys: Sequence[str]) -> Sequence[bytes | None] | None:
    """What lies under these keys; who notes ingredients is also told how long each will lie there."""
    if (noted := ingredients()) is None:
        return store.read(keys)
    if (entries := store.read_with_ends(keys)) is None:
        return None
    for key, (entry, ends_at) in zip(keys, entries, strict=True):
        if is_stamped(entry):
            noted.add(key, stamp_of(entry), ends_at)
    return [entry for entry, _ in entries]


def fill(entries: Mapping[str, tuple[int, bytes]], seconds: int) -> None:
    """Put (stamp, message) under each key, unless something newer is there.

    In a transaction this waits for its commit: what is read there may never be committed.
    """
    if entries and not is_past():
        transaction.on_commit(partial(store.put, entries, seconds))
