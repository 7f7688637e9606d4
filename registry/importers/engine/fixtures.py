"""The committed data the registry starts with: `fixtures/`, described in its README and in NOTICE."""

import csv
import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[3] / "fixtures"


def read_json(name: str) -> Any:
    return read_file(FOLDER / name)


def read_file(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def read_csv(name: str) -> list[dict[str, str]]:
    """The rows of a table, each by the names of its columns; an empty cell says nothing."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
