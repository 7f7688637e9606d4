"""What PostgreSQL is asked by a search, as far as its plan depends on it."""

import pytest
from django.db import connection

from registry.models import Symbol
from registry.reading.belonging import SYMBOL_IDENTIFIERS, VENUE_SYMBOLS, Fitting
from registry.reading.search.classes import MatchClass, every
from tests.factories import SymbolFactory, SymbolIdentifierFactory, VenueSymbolFactory

pytestmark = pytest.mark.django_db

NAMES = [
    Fitting(SYMBOL_IDENTIFIERS, {"external_id_key__startswith": "reru"}),
    Fitting(VENUE_SYMBOLS, {"venue_symbol_key__startswith": "reru"}),
]


def test_rows_that_are_found_by_their_names_are_named_once():
    """PostgreSQL expects 200 keys of those that may come twice, and looks each of 20,000 up in turn."""
    symbol = SymbolFactory()
    SymbolIdentifierFactory(symbol=symbol, external_id="reru-1")
    VenueSymbolFactory(symbol=symbol, venue_symbol="RERUX")
    assert [key for row in every(NAMES) for key in row.values()] == [symbol.pk] * 2
    assert [key for row in every(NAMES, once=True) for key in row.values()] == [symbol.pk]
    found, walked = (
        Symbol.objects.filter(*MatchClass([], NAMES, many=many).conditions) for many in (False, True)
    )
    assert [*found] == [*walked] == [symbol]
    assert "UNION ALL" not in str(found.query)
    assert "UNION ALL" in str(walked.query)


@pytest.mark.parametrize(
    ("index", "of"), [("symbol_by_quote", "quote_asset"), ("symbol_by_type", "symbol_type")]
)
def test_what_a_search_asks_of_many_symbols_is_in_their_index(index, of):
    symbol = SymbolFactory()
    rows = Symbol.objects.live().filter(**{of: getattr(symbol, of)}).order_by("symbol_id")
    sql, params = rows.values_list("symbol_key")[:5].query.sql_with_params()
    with connection.cursor() as cursor:
        for other in ("seqscan", "bitmapscan", "sort"):
            cursor.execute(f"SET LOCAL enable_{other} = off")
        cursor.execute(f"EXPLAIN {sql}", params)
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert f"Index Only Scan using {index} " in plan, plan
