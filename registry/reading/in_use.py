"""The values that a column has: read from its index, one step a value, however many rows have each."""

from django.db import connection
from django.db.models import Model

MOST_VALUES = 200

_VALUES = """
WITH RECURSIVE used(value) AS (
    (SELECT {column} FROM {table} WHERE {column} IS NOT NULL ORDER BY {column} LIMIT 1)
  UNION ALL
    SELECT (SELECT {column} FROM {table} WHERE {column} > used.value ORDER BY {column} LIMIT 1)
    FROM used WHERE used.value IS NOT NULL
)
SELECT value FROM used WHERE value IS NOT NULL LIMIT %s
"""


def values_in_use(model: type[Model], column: str, most: int = MOST_VALUES) -> list[str]:
    """The first values of a column that an index begins with, in its order."""
    with connection.cursor() as cursor:
        quoted = connection.ops.quote_name
        statement = _VALUES.format(column=quoted(column), table=quoted(model._meta.db_table))
        cursor.execute(statement, [most])
        return [value for (value,) in cursor.fetchall()]
