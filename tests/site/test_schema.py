"""Commands on a database that has another release's schema."""

import pytest

from tests.programs import manage


@pytest.mark.parametrize(
    "command",
    [["seed"], ["import_tokens", "list", "nowhere.json"], ["import_markets", "kraken", "--dry-run"]],
)
def test_what_to_do_first_is_one_sentence(tmp_path, command):
    done = manage(tmp_path / "data", *command)
    assert done.returncode == 1
    assert done.stderr == (
        "CommandError: the schema of the database is not this release's: run `manage.py migrate` first\n"
    )
