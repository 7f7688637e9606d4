"""The names of symbols: their own text, what venues call them, and the ids of data sources."""

from registry.models.symbols import SEPARATORS
from registry.reading.belonging import ALL_SYMBOLS, SYMBOL_IDENTIFIERS, VENUE_SYMBOLS, Fitting
from registry.values.text import fold

from .classes import MatchClass
from .pages import Search
from .words import SHORT, words


def symbol_names(query: str) -> list[MatchClass]:
    """Symbols whose own text begins with the query come before those that a venue or a source calls so.

    So each class can be read in the order of an index, and no more is sorted than is asked for.
    """
    name = fold(query)
    exact = [
        Fitting(SYMBOL_IDENTIFIERS, {"external_id_key": name}),
        Fitting(VENUE_SYMBOLS, {"venue_symbol_key": name}),
    ]
    prefix = [
        Fitting(SYMBOL_IDENTIFIERS, {"external_id_key__startswith": name}),
        Fitting(VENUE_SYMBOLS, {"venue_symbol_key__startswith": name}),
    ]
    parts = words(name.translate(str.maketrans(SEPARATORS, " " * len(SEPARATORS))))
    return [
        MatchClass([Fitting(ALL_SYMBOLS, {"symbol_key": name})], exact),
        MatchClass([Fitting(ALL_SYMBOLS, {"symbol_key__startswith": name})]),
        *([MatchClass([], prefix)] if len(name) >= SHORT else []),
        MatchClass([Fitting(ALL_SYMBOLS, {"words": parts})]),
    ]


SYMBOL_SEARCH = Search(symbol_names, ("symbol_key", "symbol_id"))
