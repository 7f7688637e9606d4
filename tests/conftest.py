"""What all tests share: `--long` for full sizes, a seeded registry, and a server with a client of it."""

from collections.abc import Iterator
from io import StringIO

import grpc
import pytest
from cqc.services.v1.asset_registry_pb2_grpc import AssetRegistryStub
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.commands import flush
from django.db import connection, transaction
from psycopg.pq import TransactionStatus

from cqi.database import unhurried
from cqi.roles import as_owner
from grpc_api import server
from tests.superuser import run_as_superuser


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--long", action="store_true", help="also run tests marked long, and others at full size"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--long"):
        return
    skip = pytest.mark.skip(reason="make test-long runs it")
    for item in items:
        if item.get_closest_marker("long"):
            item.add_marker(skip)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown() -> None:
    """Close a connection whose statement a test's time limit cut off: else each later test fails on it."""
    session = connection.connection
    if session is not None and session.info.transaction_status is TransactionStatus.ACTIVE:
        connection.close()


@pytest.fixture(scope="session", autouse=True)
def no_work_of_migrate() -> Iterator[None]:
    """Emptying the tables after a test puts back what `migrate` has put there, so nobody works it out again."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flush, "emit_post_migrate_signal", lambda *_, **__: None)
        yield


@pytest.fixture(scope="session")
def full_size(request: pytest.FixtureRequest) -> bool:
    """Whether this run has the time for full sizes."""
    return bool(request.config.getoption("--long"))


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker):
    """What `manage.py seed` says; the rows are there for one module, however long it takes, and gone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        output = StringIO()
        call_command("seed", stdout=output)
        with unhurried():
            # A statement that was prepared while the tables were empty keeps its plan for empty tables until then.
            run_as_superuser("ANALYZE")
            # What a commit would do, done once: else each test does it at its end, and takes it back.
            connection.check_constraints()
            yield output.getvalue()
        transaction.set_rollback(True)


@pytest.fixture
def owner(django_db_setup, django_db_blocker):
    """The test asks as the owner of the schema, as a migration does; what it has done is taken back."""
    with django_db_blocker.unblock(), as_owner(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def grpc_address(django_db_setup: None) -> Iterator[str]:
    """Where the server of this test session listens; it stops before its database is removed."""
    running = server.RunningServer("127.0.0.1:0")
    yield f"127.0.0.1:{running.port}"
    running.stop()


@pytest.fixture(scope="session")
def grpc_channel(grpc_address: str) -> Iterator[grpc.Channel]:
    with grpc.insecure_channel(grpc_address) as channel:
        yield channel


@pytest.fixture
def stub(grpc_channel: grpc.Channel) -> Iterator[AssetRegistryStub]:
    """A client of the server.

    The server's threads have connections of their own, so a test that uses this needs
    `pytest.mark.django_db(transaction=True)`.  The database is emptied after each test, and so is
    the cache: chains and venues have the same keys in every test.
    """
    cache.clear()
    yield AssetRegistryStub(grpc_channel)
    cache.clear()
