"""`python -m tests.faults.program bulk FILE ASSET ...`: many rows in one transaction again and again, as an import.

Its transactions have no time limit.  What was committed it says in the file, a line of JSON for each row.
"""

import json
import os
import time
from pathlib import Path

from django.db import DatabaseError, connection, transaction

from cqi.context import acting_as
from cqi.database import unhurried
from registry.models import Asset
from registry.writing.write import write

EVERY_SECONDS = 1.5
MARK = "mark"


def main(told: str, *assets: str) -> None:
    number = 0
    while True:
        number += 1
        try:
            with unhurried(), acting_as("command:bulk"):
                rows = write_all(assets, f"bulk {os.getpid()} {number}")
        except DatabaseError:
            connection.close()
        else:
            tell(Path(told), rows)
        time.sleep(EVERY_SECONDS)


def write_all(assets: tuple[str, ...], mark: str) -> list[Asset]:
    with transaction.atomic():
        rows = list(Asset.objects.filter(pk__in=assets))
        for row in rows:
            row.metadata = {MARK: mark}
        return write(rows)


def tell(path: Path, rows: list[Asset]) -> None:
    lines = (
        json.dumps({"asset": str(row.pk), "version": row.version, "mark": row.metadata[MARK]}) for row in rows
    )
    with path.open("a") as file:
        file.write("".join(f"{line}\n" for line in lines))
