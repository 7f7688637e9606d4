"""A record that begins at revision 1, and the hands of somebody whom no trigger stops."""

from collections.abc import Callable

import pytest
from django.db import transaction

from registry.services.verifying.whole import verify
from tests.superuser import WITHOUT_TRIGGERS, run_as_superuser

Forge = Callable[..., None]


@pytest.fixture
def whole_record(transactional_db: None) -> None:
    """Between two tests the tables are emptied, and the counter of revisions is not."""
    run_as_superuser("UPDATE history.revision SET head = 0")


@pytest.fixture
def forge(whole_record: None) -> Forge:
    """Runs a statement as a superuser can: no trigger sees it."""

    def run(sql: str, *values: object) -> None:
        with transaction.atomic():
            run_as_superuser(WITHOUT_TRIGGERS)
            assert run_as_superuser(sql, *values), "the statement forged nothing"

    return run


def findings() -> list[str]:
    """What `verify` finds, as a person reads it; the last line is how many."""
    found = verify(None, lambda _: None)
    return [*found.lines()] if found else []
