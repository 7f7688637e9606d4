"""What a caller is told when the database says no, or nothing at all."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent import futures
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from cqc.services.v1 import asset_registry_pb2 as pb
from django.db import Error, OperationalError, connection, transaction
from google.rpc import error_details_pb2
from grpc import StatusCode

from registry.models import Chain
from tests.factories import AssetFactory, ChainFactory, DeploymentFactory
from tests.superuser import WITHOUT_TRIGGERS, run_as_superuser

from .helpers import detail, refusal_of, refused

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def other_session() -> Iterator[psycopg.Connection[Any]]:
    """A connection of its own to the tests' database."""
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as other:
        yield other


def raised_by(act: Callable[[], Any]) -> Exception:
    """The database's error, as Django raises it; the transaction it happened in is over."""
    with pytest.raises(Error) as caught, transaction.atomic():
        act()
    return caught.value


def execute(sql: str, *params: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def test_a_lock_that_is_not_given():
    chain = ChainFactory()
    with other_session() as other, other.transaction():
        other.execute("SELECT FROM registry_chain WHERE chain_id = %s FOR UPDATE", [chain.pk])

        def wait() -> None:
            execute("SET LOCAL lock_timeout = 50")
            Chain.locked(chain.pk)

        refusal_of(raised_by(wait), StatusCode.ABORTED, "STALE_VERSION")


def test_a_call_that_waits_for_another_change_is_to_be_repeated(stub):
    asset = AssetFactory()
    request = pb.UpdateAssetRequest(asset_id=str(asset.pk), name="New")
    with other_session() as other, other.transaction():
        other.execute("SELECT FROM registry_asset WHERE asset_id = %s FOR UPDATE", [asset.pk])
        refused(lambda: stub.UpdateAsset(request), StatusCode.ABORTED, "STALE_VERSION")
    assert stub.UpdateAsset(request).asset.version == 2


def test_a_statement_that_takes_too_long():
    def sleep() -> None:
        execute("SET LOCAL statement_timeout = 50")
        execute("SELECT pg_sleep(30)")

    error = refusal_of(raised_by(sleep), StatusCode.UNAVAILABLE, "DATABASE_UNAVAILABLE")
    assert "took too long" in error.details()


def test_a_transaction_that_takes_too_long():
    if connection.pg_version < 170_000:
        pytest.skip("PostgreSQL has transaction_timeout from 17 on")

    def dawdle() -> None:
        execute("SET LOCAL transaction_timeout = 0")  # one that runs is not shortened
        execute("SET LOCAL transaction_timeout = 50")
        time.sleep(0.2)
        execute("SELECT 1")

    error = raised_by(dawdle)
    connection.close()
    assert "took too long" in refusal_of(error, StatusCode.UNAVAILABLE, "DATABASE_UNAVAILABLE").details()


def test_a_dead_lock():
    one, two = ChainFactory(), ChainFactory()
    sql = "SELECT FROM registry_chain WHERE chain_id = %s FOR UPDATE"
    with other_session() as other, other.transaction():
        other.execute(
            "SELECT tests.run(%s)", ["SET LOCAL deadlock_timeout = '1h'"]
        )  # it is not the one that gives up
        other.execute(sql, [two.pk])
        execute("SELECT 1")
        waiting = threading.Thread(target=other.execute, args=(sql, [one.pk]))

        def meet() -> None:
            run_as_superuser("SET LOCAL deadlock_timeout = 200")
            execute(sql, one.pk)
            waiting.start()
            execute(sql, two.pk)

        error = raised_by(meet)
        waiting.join()
    refusal_of(error, StatusCode.ABORTED, "STALE_VERSION")


def test_transactions_that_cannot_be_put_in_an_order():
    chain = ChainFactory()

    def both_change_it() -> None:
        execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        execute("SELECT FROM registry_chain")
        with other_session() as other, other.transaction():
            other.execute("SELECT tests.run(%s)", [WITHOUT_TRIGGERS])
            other.execute("UPDATE registry_chain SET version = version + 1 WHERE chain_id = %s", [chain.pk])
        execute("UPDATE registry_chain SET version = version + 1 WHERE chain_id = %s", chain.pk)

    refusal_of(raised_by(both_change_it), StatusCode.ABORTED, "STALE_VERSION")


def test_a_database_that_only_reads():
    def write() -> None:
        execute("SET TRANSACTION READ ONLY")
        ChainFactory()

    refusal_of(raised_by(write), StatusCode.UNAVAILABLE, "DATABASE_UNAVAILABLE")


def test_a_pool_without_a_free_connection():
    pool = connection.pool
    held: list[Any] = []

    def take_all() -> None:
        with connection.wrap_database_errors:
            while True:
                held.append(pool.getconn(timeout=0.3))

    with pytest.raises(OperationalError) as caught:
        take_all()
    for each in held:
        pool.putconn(each)
    refusal_of(caught.value, StatusCode.UNAVAILABLE, "DATABASE_UNAVAILABLE")


def test_a_backend_that_was_ended_in_the_middle():
    def end_own() -> None:
        execute("SELECT 1")
        with other_session() as other:
            other.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])
        execute("SELECT 1")

    error = raised_by(end_own)
    connection.close()
    refusal_of(error, StatusCode.UNAVAILABLE, "DATABASE_UNAVAILABLE")


def test_calls_work_after_every_backend_was_ended(stub):
    chain = ChainFactory()
    request = pb.ListChainsRequest()
    with futures.ThreadPoolExecutor(8) as callers:
        list(callers.map(stub.ListChains, [request] * 16))
        with other_session() as other:
            other.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid NOT IN (pg_backend_pid(), %s)",
                [connection.connection.info.backend_pid],
            )
        answers = list(callers.map(stub.ListChains, [request] * 16))
    assert {answer.chains[0].chain_id for answer in answers} == {chain.pk}


def test_a_constraint_that_speaks_after_the_check():
    there = DeploymentFactory()
    error = raised_by(
        lambda: execute(
            "INSERT INTO registry_chain (chain_id, chain_name, chain_type, rpc_urls, native_aliases, is_testnet,"
            " metadata, version, stamp, created_at, updated_at, caip2)"
            " SELECT 'other', 'Other', 'EVM', '{}', '{}', false, '{}', 1, 1, now(), now(), caip2"
            " FROM registry_chain"
        )
    )
    found = refusal_of(error, StatusCode.ALREADY_EXISTS, "ALREADY_EXISTS")
    assert found.details() == "caip2: another chain has it"
    resource = detail(found, error_details_pb2.ResourceInfo)
    assert (resource.resource_type, resource.resource_name) == ("Chain", there.chain.caip2)
    assert there.chain.caip2 not in found.details()


def test_a_constraint_that_nobody_named():
    error = raised_by(
        lambda: execute("UPDATE registry_chain SET chain_name = NULL, version = 2" if ChainFactory() else "")
    )
    refusal_of(error, StatusCode.ABORTED, "STALE_VERSION")


def test_a_value_that_the_database_cannot_hold():
    error = raised_by(lambda: execute("SELECT 100000::smallint"))
    refusal_of(error, StatusCode.INVALID_ARGUMENT, "INVALID_FIELD")


def test_a_statement_that_is_wrong_is_a_bug():
    refusal_of(raised_by(lambda: execute("SELECT nonsense")), StatusCode.INTERNAL, "INTERNAL")
