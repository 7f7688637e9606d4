"""The hands of somebody whom no rights and no triggers stop, in the middle of what the application does.

Tests run as the application.  What only they do, such as forging a record, goes through a function that the test
database has beside the product's schema (tests/postgresql/superuser.sql), in the transaction of the test.
"""

from django.db import connection

WITHOUT_TRIGGERS = "SET LOCAL session_replication_role = replica"
WITH_TRIGGERS = "SET LOCAL session_replication_role = origin"


def run_as_superuser(statement: str, *values: object) -> int:
    """Run a statement, and say how many rows it was about."""
    with connection.cursor() as cursor:
        said = cursor.mogrify(statement, values) if values else statement
        cursor.execute("SELECT tests.run(%s)", [said])
        return int(cursor.fetchone()[0])
