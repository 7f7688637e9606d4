"""The reasons by which importers refuse: one word for each, and none that nobody gives."""

import ast
from collections.abc import Iterator
from pathlib import Path

import registry.importers
from registry.importers.engine.reasons import Reason

FILES = [path for path in Path(registry.importers.__file__).parent.rglob("*.py") if path.name != "reasons.py"]
GIVEN_AT = {"RecordRefused": 0, "conflict": 1, "refuse": 1, "note_mended": 1}
"""Which argument is the reason."""


def given() -> Iterator[ast.expr]:
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", None) or getattr(node.func, "id", None)
                if name in GIVEN_AT:
                    yield node.args[GIVEN_AT[name]]


def test_every_reason_is_a_member():
    """A reason that is handed on was given somewhere else."""
    strange = [ast.unparse(reason) for reason in given() if not ast.unparse(reason).startswith("Reason.")]
    assert set(strange) == {"refused.reason"}
    assert {ast.unparse(reason).removeprefix("Reason.") for reason in given()} <= {
        *Reason.__members__,
        *strange,
    }


def test_every_member_is_given():
    assert {ast.unparse(reason).removeprefix("Reason.") for reason in given()} >= set(Reason.__members__)


def test_reasons_are_told_apart():
    assert len({reason.lower().replace("_", " ") for reason in Reason}) == len(Reason)
