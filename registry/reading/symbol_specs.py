"""The numbers that a symbol's message has from its live listings, where the symbol has none of its own.

They are derived when they are read, and kept in the cache in an entry of their own, which every change of a listing
touches.  An entry's stamp is the greatest of the symbol's listings.  That it rises in the order of commits, as a
row's does, is what `VenueSymbol.hold_batch` is for.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from cqc.markets.v1.market_spec_pb2 import MarketSpec

from registry.models import Row, VenueSymbol
from registry.models.symbols import SPEC
from registry.rules.derived_specs import LOOKED_AT, derived_spec
from registry.wire.convert import decimal_text
from registry.wire.mapping import SHAPE_SIZE, shape_of

from . import cache

SPEC_SECONDS = 900

LISTED_NUMBERS = (*SPEC, *LOOKED_AT)
SPEC_SHAPE = shape_of(MarketSpec.DESCRIPTOR)


def spec_keys(row: Row) -> list[str]:
    """The entries that follow from this row beside its own."""
    return [cache.key_of(cache.SYMBOL_SPEC, row.symbol_id)] if isinstance(row, VenueSymbol) else []


def derive_specs(symbols: Sequence[Any]) -> None:
    """Fill in what these Symbol messages lack: in one read of the cache, and at most one query."""
    lacking = [symbol for symbol in symbols if any(not symbol.exact.HasField(name) for name in SPEC)]
    found = specs_of({symbol.symbol_id for symbol in lacking})
    for symbol in lacking:
        own = MarketSpec()
        own.CopyFrom(symbol.exact)
        spec = found[symbol.symbol_id]
        spec.MergeFrom(own)
        take_numbers(symbol, spec)


def take_numbers(symbol: Any, spec: Any) -> None:
    """Put the numbers of a spec into a Symbol message, and note where they are not the symbol's own."""
    if symbol.exact == spec:
        return
    symbol.exact.CopyFrom(spec)
    symbol.spec_is_derived = True
    for name in SPEC:
        if spec.HasField(name):
            setattr(symbol, name, float(getattr(spec, name)))


def specs_of(ids: Collection[str]) -> dict[str, Any]:
    """The MarketSpec that the live listings of each symbol make together."""
    names = {cache.key_of(cache.SYMBOL_SPEC, id_): id_ for id_ in ids}
    held = cache.consult(list(names))
    found = {
        names[key]: MarketSpec.FromString(packed[SHAPE_SIZE:])
        for key, packed in held.messages.items()
        if packed[:SHAPE_SIZE] == SPEC_SHAPE
    }
    if missing := ids - found.keys():
        read = read_specs(missing)
        entries = {
            cache.key_of(cache.SYMBOL_SPEC, id_): (stamp, SPEC_SHAPE + spec.SerializeToString())
            for id_, (stamp, spec) in read.items()
        }
        cache.fill(entries, SPEC_SECONDS, held.life)
        found |= {id_: spec for id_, (_, spec) in read.items()}
    return found


def read_specs(ids: Iterable[str]) -> dict[str, tuple[int, Any]]:
    """The same as the database has it, each with its stamp."""
    listings: dict[str, list[dict[str, Any]]] = defaultdict(list)
    wanted = {UUID(id_): id_ for id_ in ids}
    for row in VenueSymbol.objects.filter(symbol__in=wanted).values(
        "symbol_id", "stamp", "delisted_at", *LISTED_NUMBERS
    ):
        listings[wanted[row["symbol_id"]]].append(row)
    return {
        id_: (
            max((row["stamp"] for row in listings[id_]), default=0),
            spec_message(derived_spec(row for row in listings[id_] if row["delisted_at"] is None)),
        )
        for id_ in wanted.values()
    }


def spec_message(numbers: dict[str, Decimal]) -> Any:
    return MarketSpec(**{name: decimal_text(number) for name, number in numbers.items()})
