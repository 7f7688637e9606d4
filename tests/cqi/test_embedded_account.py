"""What root keeps for the account that runs the servers: to pass folders that only root may enter."""

import pwd
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from cqi.embedded.entering import entering
from tests.programs import ROOT


def may_set_securebits() -> bool:
    """Whether this process has CAP_SETPCAP, which root of a container can be without."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return bool(int(status["CapEff"], 16) & 1 << 8)


pytestmark = pytest.mark.skipif(not may_set_securebits(), reason="only CAP_SETPCAP lets root set securebits")


def test_the_account_reads_below_such_a_folder_without_securebits(tmp_path):
    """A container can be without CAP_SETPCAP."""
    tmp_path.chmod(0o700)
    (tmp_path / "data").write_text("kept")
    code = f"""
        import pwd, subprocess
        from pathlib import Path
        from cqi.embedded.entering import entering
        data = Path({str(tmp_path / "data")!r})
        subprocess.run(entering(pwd.getpwnam("nobody"), [data], ["cat", data]), check=True)
    """
    command = ["setpriv", "--bounding-set", "-setpcap", sys.executable, "-c", textwrap.dedent(code)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "kept"


def test_the_account_finds_the_servers_programs_below_such_a_folder(tmp_path):
    """PostgreSQL asks access(2) where its programs are, as in a clone below /root."""
    tmp_path.chmod(0o700)
    program = tmp_path / "program"
    shutil.copy("/bin/sh", program)
    code = f"import os; print(os.getuid(), os.access({str(program)!r}, os.R_OK | os.X_OK))"
    nobody = pwd.getpwnam("nobody")
    found = subprocess.run(
        entering(nobody, [program], [sys.executable, "-c", code]),
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout == f"{nobody.pw_uid} True\n"
