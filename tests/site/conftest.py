"""A data folder as it is after a first run, without the seed's half minute."""

import pytest

from tests.programs import Serving, manage, running, soon

ONE_ASSET = """
from registry.models import Asset
Asset(symbol="BTC", name="Bitcoin", asset_type="NATIVE").save()
"""


@pytest.fixture(scope="session")
def data(tmp_path_factory):
    """A migrated data folder with one asset in it."""
    folder = tmp_path_factory.mktemp("served") / "data"
    for command in (["migrate", "-v0"], ["shell", "-v0", "-c", ONE_ASSET]):
        done = manage(folder, *command)
        assert done.returncode == 0, done.stdout + done.stderr
    yield folder
    assert soon(lambda: not running(folder)), f"left running: {running(folder)}"


@pytest.fixture
def serve(data):
    """Starts serving programs, and ends what a failed test left."""
    started = []

    def serve_one(*arguments, **keywords) -> Serving:
        started.append(Serving(data, *arguments, **keywords))
        return started[-1]

    yield serve_one
    for program in started:
        program.kill()
