"""Words of names, as PostgreSQL's text search matches them."""

from django.contrib.postgres.search import SearchQuery

SHORT = 3
"""Names that begin with fewer letters are too many to sort: for these only symbols are looked at."""


def words(text: str) -> SearchQuery:
    """Every word is there, in any order; one of three letters or more may be the beginning of a longer one."""
    return SearchQuery(" & ".join(map(lexeme, text.split())), search_type="raw", config="simple")


def lexeme(word: str) -> str:
    """A word as to_tsquery reads it, whatever signs it holds."""
    quoted = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{quoted}':*" if len(word) >= SHORT else f"'{quoted}'"
