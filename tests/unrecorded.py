"""Rows that come about without a change: what only time brings, or what an older release left."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from tests.superuser import WITH_TRIGGERS, WITHOUT_TRIGGERS, run_as_superuser


@contextmanager
def unrecorded() -> Iterator[None]:
    """What is written inside is not recorded; the constraints of tables hold, references between them do not."""
    with transaction.atomic():
        run_as_superuser(WITHOUT_TRIGGERS)
        yield
        run_as_superuser(WITH_TRIGGERS)
