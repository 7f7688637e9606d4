"""A record that begins at revision 1, and the hands of somebody whom no trigger stops."""

from collections.abc import Callable

import pytest
from django.db import connection, transaction

from registry.services.verifying.whole import verify

WITHOUT_TRIGGERS = "SET LOCAL session_replication_role = replica"

Forge = Callable[..., None]


@pytest.fixture
def whole_record(transactional_db: None) -> None:
    """Between two tests the tables are emptied, and the counter of revisions is not."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE history.revision SET head = 0")


@pytest.fixture
def forge(whole_record: None) -> Forge:
    """Runs a statement as a superuser can: no trigger sees it."""

    def run(sql: str, *values: object) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(WITHOUT_TRIGGERS)
            cursor.execute(sql, values)
            assert cursor.rowcount, "the statement forged nothing"

    return run


def findings() -> list[str]:
    """What `verify` finds, as a person reads it; the last line is how many."""
    found = verify(None, lambda _: None)
    return [*found.lines()] if found else []
