"""The chains that addresses are read by, kept in memory.

An address can be looked up only after it was read, and how it is read says its chain.  Memory may be out of date,
so it is checked by what the database says in the same call: what is found comes with the stamp of its chain, and
where nothing is found the chain is read again (`Chains.outdated`).  So no answer is older than its call.

In a transaction nothing is taken from memory and nothing is put there: what a transaction reads may never be
committed, or may be out of date already.
"""

from collections.abc import Collection, Iterable

from django.db import connection
from django.db.models import Q

from cqi.errors import NotFound
from registry.models import Chain

_known: dict[str, Chain] = {}
"""By slug and by CAIP-2.  Threads may overwrite each other's: an older chain is noticed by its stamp."""


class Chains:
    """The chains that some keys name, by slug or by CAIP-2.  One query at most."""

    def __init__(self, remembered: Iterable[str], others: Iterable[str] = ()) -> None:
        """Take the remembered ones from memory, where it has them, and read the others."""
        self._by_name: dict[str, Chain] = {}
        self._from_memory: set[str] = set()
        missing = {*others}
        for name in remembered:
            if connection.in_atomic_block or name not in _known:
                missing.add(name)
            else:
                self._by_name[name] = _known[name]
                self._from_memory.add(name)
        self._read(missing)

    def _read(self, names: Collection[str]) -> None:
        if not names:
            return
        for chain in Chain.objects.filter(Q(pk__in=names) | Q(caip2__in=names)):
            self._by_name |= {name: chain for name in (chain.pk, chain.caip2) if name in names}
        if not connection.in_atomic_block:
            _known.update((name, self._by_name[name]) for name in names if name in self._by_name)

    def get(self, name: str) -> Chain:
        """The chain with this slug or CAIP-2 name.  Raises NotFound."""
        if name not in self._by_name:
            raise NotFound("Chain", name)
        return self._by_name[name]

    def outdated(self, doubtful: Iterable[str]) -> bool:
        """Read these chains again.  Returns whether one of them had come from memory and is another now."""
        names = {*doubtful} & self._from_memory
        held = {name: self._by_name.pop(name).stamp for name in names}
        for name in names:
            _known.pop(name, None)
        self._read(names)
        self._from_memory -= names
        return held != {name: self._by_name[name].stamp for name in names if name in self._by_name}
