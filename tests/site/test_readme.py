"""What the documents tell a reader to type exists."""

import re
import shlex
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

from cqi.config.variables import BY_VARIABLE, FILE_VARIABLE
from tests.programs import ROOT

DOCUMENTS = [ROOT / "README.md", *ROOT.glob("C*.md"), *ROOT.glob("docs/*.md")]
BLOCK = re.compile(r"^```(?:sh|console|bash)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def commands(document: Path) -> list[str]:
    """The lines of a document's shell blocks, without the prompt."""
    blocks = BLOCK.findall(document.read_text())
    return [line.strip().removeprefix("$ ") for block in blocks for line in block.splitlines()]


def test_it_works():
    assert "make run" in commands(ROOT / "README.md")
    assert any("manage.py call GetVenueSymbol" in line for line in commands(ROOT / "README.md"))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_make_target_exists(document):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {
        word
        for line in commands(document)
        if line.startswith("make ")
        for word in line.split("#")[0].split()[1:]
    }
    assert {word for word in named if "=" not in word} <= targets


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_management_command_exists(document):
    named = set(re.findall(r"manage\.py ([a-z_]+)", document.read_text()))
    assert named <= set(get_commands())


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_management_command_takes_its_arguments(document):
    for line in commands(document):
        if found := re.search(r"manage\.py ([a-z_]+)(.*)", line):
            name, rest = found.groups()
            command = load_command_class(get_commands()[name], name)
            told = re.split(r" (?:>>|\||&&) ", rest)[0]
            command.create_parser("manage.py", name).parse_args(shlex.split(told, comments=True))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_variable_exists(document):
    named = set(re.findall(r"\bCQI_[A-Z_]*[A-Z]\b", document.read_text()))
    assert named <= {*BY_VARIABLE, FILE_VARIABLE}
