"""Verify the whole record, as one snapshot of the database has it."""

from collections.abc import Callable

from django.db import connection, transaction

from cqi.database import unhurried
from registry.models.base import kind_of
from registry.services.sealing import KeptHead
from registry.wire.events import mapping_by_kind

from .contents import check_contents
from .flaws import Flaws
from .heads import check_heads
from .tables import check_revisions, check_versions

SNAPSHOT = (
    "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
    "SET LOCAL work_mem = '64MB'",
)


def verify(kept: KeptHead | None, progress: Callable[[str], None]) -> Flaws:
    """What is wrong with the record; `kept` is the last head that was kept elsewhere, where there is one."""
    flaws = Flaws()
    with unhurried(), transaction.atomic():
        with connection.cursor() as cursor:
            for statement in SNAPSHOT:
                cursor.execute(statement)
        progress("The order of revisions")
        check_revisions(flaws)
        check_heads(flaws, kept, progress)
        for mapping in mapping_by_kind().values():
            progress(kind_of(mapping.model))
            check_versions(flaws, mapping.model)
            check_contents(flaws, mapping.model, progress)
    return flaws
