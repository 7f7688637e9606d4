"""The Makefile as a newcomer meets it."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from tests.programs import ROOT


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    # As a person starts it: a make within `make test` would say which folder it enters.
    plain = {
        name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")
    }
    return subprocess.run(
        ["make", *arguments], cwd=folder, env=plain, capture_output=True, text=True, check=False
    )


def test_it_works():
    listed = make(ROOT).stdout
    targets = re.findall(r"^\.PHONY: (.*)", (ROOT / "Makefile").read_text(), re.MULTILINE)[0].split()
    assert [line.split()[1] for line in listed.splitlines()] == targets
    assert all(len(line.split()) > 3 for line in listed.splitlines()), "each says what it does"


def test_without_a_python_that_will_do_it_says_so(tmp_path):
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "contracts").mkdir()
    for name in ("requirements-dev.txt", "contracts/pyproject.toml"):
        (tmp_path / name).touch()
    too_old = tmp_path / "old-python"
    too_old.write_text("#!/bin/sh\nexit 1\n")
    too_old.chmod(0o755)
    done = make(tmp_path, "install", f"PYTHONS=no-such-python {too_old}")
    assert done.returncode != 0
    assert done.stderr.splitlines()[0] == (
        f"CQAR needs Python 3.11 or later, and found none (looked for: no-such-python {too_old})."
    )
    assert not (tmp_path / ".venv").exists()


def test_clean_does_not_touch_data_in_use(tmp_path):
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / ".data").mkdir()
    lock = tmp_path / ".data" / "lock"
    lock.touch()
    with subprocess.Popen(
        ["flock", str(lock), "sh", "-c", "echo held; read _"], stdin=-1, stdout=-1, text=True
    ) as held:
        assert held.stdout.readline() == "held\n"
        done = make(tmp_path, "clean")
        assert done.returncode != 0
        assert done.stderr.splitlines()[0] == "A program uses .data: stop it first."
        assert lock.exists()
        held.stdin.close()
    assert make(tmp_path, "clean").returncode == 0
    assert not (tmp_path / ".data").exists()
