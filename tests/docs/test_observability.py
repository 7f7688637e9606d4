"""docs/OBSERVABILITY.md names every metric and every log line that there is, and no other."""

import ast
import importlib
from collections import defaultdict
from collections.abc import Iterator

from django_prometheus.middleware import Metrics as HttpMetrics
from prometheus_client import REGISTRY, Counter

from registry.relaying.metrics import RELAY_METRICS
from tests.structure import ROOT, modules, tree

DOCUMENT = (ROOT / "docs" / "OBSERVABILITY.md").read_text()
LEVELS = {"exception": "error"} | {name: name for name in ("debug", "info", "warning", "error", "critical")}
OF_ALL_LINES = {"timestamp", "caller", "request_id"}
OF_LIBRARIES = ("python_", "process_", "django_model_", "django_migrations_")
"""Metrics that the document names by what they begin with."""


def table(*header: str) -> list[list[str]]:
    """The rows of the tables with this header."""
    rows, lines = [], DOCUMENT.splitlines()
    for number, line in enumerate(lines):
        if cells(line) == list(header):
            for row in lines[number + 2 :]:
                if not row.startswith("|"):
                    break
                rows.append(cells(row))
    assert rows, f"no table of {', '.join(header)}"
    return rows


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def names_in(cell: str) -> set[str]:
    return {name.strip() for name in cell.split(",")} - {"", "-"}


def test_metrics():
    for name in modules():
        if ".migrations" not in name and not name.endswith(".wsgi"):
            importlib.import_module(name)
    HttpMetrics.get_instance()
    found = {}
    for metric, names in (REGISTRY._collector_to_names | RELAY_METRICS._collector_to_names).items():
        if not names[0].startswith(OF_LIBRARIES):
            suffix = "_total" if isinstance(metric, Counter) else ""
            found[f"{metric._name}{suffix}"] = {*metric._labelnames}
    ours = table("metric", "labels", "meaning", "alert on")
    assert {row[0]: names_in(row[1]) for row in [*ours, *table("metric", "labels", "meaning")]} == found
    assert all(prefix + "*" in DOCUMENT for prefix in OF_LIBRARIES)


def logged() -> Iterator[tuple[str, ast.Call]]:
    """Each call of a module's logger, with the method of it that is called."""
    for name in modules():
        for node in ast.walk(tree(name)):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id="log"), attr=method)) if method in LEVELS:
                    yield method, node


def test_log_lines():
    """A call that unpacks a mapping has more fields than are seen here."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    is_open = set()
    for method, call in logged():
        message = getattr(call.args[0], "value", None)
        assert isinstance(message, str), f"no literal: {ast.unparse(call)}"
        key = message, LEVELS[method]
        names = {keyword.arg for keyword in call.keywords}
        found[key] |= {name.removeprefix("_") for name in names - {None, "exc_info"}} - OF_ALL_LINES
        if None in names:
            is_open.add(key)
    told = {(row[0], row[1]): names_in(row[2]) for row in table("message", "level", "fields", "meaning")}
    assert told.keys() == found.keys()
    assert {key: names for key, names in told.items() if key not in is_open} == {
        key: names for key, names in found.items() if key not in is_open
    }
    assert all(found[key] <= told[key] for key in is_open)
