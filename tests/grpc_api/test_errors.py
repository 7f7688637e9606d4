"""What a caller is told when something fails: status, reason and details, whatever failed."""

import threading
import uuid
from collections.abc import Callable, Iterator
from concurrent import futures
from contextlib import contextmanager
from typing import Any

import grpc
import psycopg
import pytest
from cqc.assets.v1 import asset_pb2
from cqc.services.v1 import asset_registry_pb2 as pb
from cqc.services.v1.asset_registry_pb2_grpc import AssetRegistryStub, add_AssetRegistryServicer_to_server
from django.core.exceptions import ValidationError
from django.db import Error, OperationalError, connection, models, transaction
from google.rpc import error_details_pb2
from grpc import StatusCode

from cqi.errors import LimitExceeded
from grpc_api.errors import constraints, translate
from grpc_api.handler import Handler
from grpc_api.handlers import HANDLERS
from grpc_api.service import asset_registry
from registry.models import Asset, Chain
from tests.factories import AssetFactory, ChainFactory, DeploymentFactory, VenueFactory

from .helpers import detail, refused

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def other_session() -> Iterator[psycopg.Connection[Any]]:
    """A connection of its own to the tests' database."""
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as other:
        yield other


def failing_with(exc: Exception) -> Iterator[AssetRegistryStub]:
    """A client of a server whose GetVenue raises this."""

    def fail(_: Any) -> Any:
        raise exc

    server = grpc.server(futures.ThreadPoolExecutor(1))
    add_AssetRegistryServicer_to_server(
        asset_registry({**HANDLERS, "GetVenue": lambda _: Handler(fail)}), server
    )
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
        yield AssetRegistryStub(channel)
    server.stop(None).wait()


def refusal_of(exc: Exception, code: StatusCode, reason: str | None = None) -> grpc.RpcError:
    """What a caller sees of this exception."""
    with contextmanager(failing_with)(exc) as stub:
        return refused(lambda: stub.GetVenue(pb.GetVenueRequest(venue_id="x")), code, reason)


def raised_by(act: Callable[[], Any]) -> Exception:
    """The database's error, as Django raises it; the transaction it happened in is over."""
    with pytest.raises(Error) as caught, transaction.atomic():
        act()
    return caught.value


def execute(sql: str, *params: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def test_it_works(stub):
    error = refused(
        lambda: stub.GetAsset(pb.GetAssetRequest(asset_id="x")), StatusCode.INVALID_ARGUMENT, "INVALID_FIELD"
    )
    (violation,) = detail(error, error_details_pb2.BadRequest).field_violations
    assert (violation.field, violation.description[:18]) == ("asset_id", "'x' is not a UUID ")


def test_several_fields_at_once(stub):
    request = pb.CreateVenueRequest(name="a\0b", venue_type=99, chain_id="\0")
    error = refused(lambda: stub.CreateVenue(request), StatusCode.INVALID_ARGUMENT)
    named = [v.field for v in detail(error, error_details_pb2.BadRequest).field_violations]
    assert named == ["name", "venue_type", "chain_id"]


def test_what_is_missing_is_named_by_its_resource(stub):
    id_ = str(uuid.uuid4())
    error = refused(
        lambda: stub.GetAsset(pb.GetAssetRequest(asset_id=id_)), StatusCode.NOT_FOUND, "NOT_FOUND"
    )
    resource = detail(error, error_details_pb2.ResourceInfo)
    assert (resource.resource_type, resource.resource_name) == ("Asset", id_)
    assert id_ in resource.description


def test_so_is_a_missing_reference(stub):
    request = pb.CreateAssetIdentifierRequest(
        asset_id=str(uuid.uuid4()), source=asset_pb2.DATA_SOURCE_COINGECKO, external_id="usd-coin"
    )
    error = refused(lambda: stub.CreateAssetIdentifier(request), StatusCode.NOT_FOUND)
    resource = detail(error, error_details_pb2.ResourceInfo)
    assert (resource.resource_type, resource.resource_name) == ("Asset", request.asset_id)


def test_what_is_taken_is_named_by_its_resource_and_what_was_sent(stub):
    there = DeploymentFactory()
    request = pb.CreateAssetDeploymentRequest(
        asset_id=str(AssetFactory().pk), chain_id=there.chain_id, contract_address=there.address
    )
    error = refused(lambda: stub.CreateAssetDeployment(request), StatusCode.ALREADY_EXISTS, "ALREADY_EXISTS")
    resource = detail(error, error_details_pb2.ResourceInfo)
    assert (resource.resource_type, resource.resource_name) == ("AssetDeployment", there.address)
    assert error.details() == "contract_address: another live deployment has it on this chain"


def test_so_is_a_key(stub):
    venue = VenueFactory()
    request = pb.CreateVenueRequest(venue_id=venue.pk, name="Another", venue_type=1)
    error = refused(lambda: stub.CreateVenue(request), StatusCode.ALREADY_EXISTS)
    resource = detail(error, error_details_pb2.ResourceInfo)
    assert (resource.resource_type, resource.resource_name) == ("Venue", venue.pk)


@pytest.mark.parametrize("text", ["币" * 60_000, "x" * 60_000, "%" * 60_000])
def test_a_refusal_of_huge_input_still_arrives(stub, text):
    error = refused(
        lambda: stub.GetChain(pb.GetChainRequest(chain_id=text)), StatusCode.NOT_FOUND, "NOT_FOUND"
    )
    assert detail(error, error_details_pb2.ResourceInfo).resource_name.startswith(text[:100])


def test_so_does_one_with_many_violations(stub):
    request = pb.CreateAssetGroupRequest(name="\0币" * 20_000)
    for _ in range(100):
        request.members.add(asset_id="币\0" * 5_000)
    error = refused(lambda: stub.CreateAssetGroup(request), StatusCode.INVALID_ARGUMENT, "INVALID_FIELD")
    assert len(detail(error, error_details_pb2.BadRequest).field_violations) > 10


def test_an_unknown_exception_says_nothing_of_the_inside(caplog):
    error = refusal_of(RuntimeError("password=hunter2 in /srv/app.py"), StatusCode.INTERNAL, "INTERNAL")
    info = detail(error, error_details_pb2.ErrorInfo)
    assert error.details() == f"internal error, request id {info.metadata['request_id']}"
    assert "hunter2" not in str(error)


def test_each_has_a_request_id_of_its_own():
    ids = {
        detail(refusal_of(KeyError("x"), StatusCode.INTERNAL), error_details_pb2.ErrorInfo).metadata[
            "request_id"
        ]
        for _ in range(2)
    }
    assert len(ids) == 2


def test_a_row_that_the_program_thought_was_there_is_a_bug():
    with pytest.raises(Asset.DoesNotExist) as caught:
        Asset.objects.get(pk=uuid.uuid4())
    refusal_of(caught.value, StatusCode.INTERNAL, "INTERNAL")


def test_too_much_says_when_to_come_again():
    error = refusal_of(LimitExceeded("too many calls"), StatusCode.RESOURCE_EXHAUSTED, "RESOURCE_EXHAUSTED")
    assert detail(error, error_details_pb2.RetryInfo).retry_delay.ToMilliseconds() == 1000


def test_a_lock_that_is_not_given():
    chain = ChainFactory()
    with other_session() as other, other.transaction():
        other.execute("SELECT FROM registry_chain WHERE chain_id = %s FOR UPDATE", [chain.pk])

        def wait() -> None:
            execute("SET LOCAL lock_timeout = 50")
            Chain.locked(chain.pk)

        refusal_of(raised_by(wait), StatusCode.ABORTED, "STALE_VERSION")


def test_a_statement_that_takes_too_long():
    def sleep() -> None:
        execute("SET LOCAL statement_timeout = 50")
        execute("SELECT pg_sleep(30)")

    refusal_of(raised_by(sleep), StatusCode.UNAVAILABLE, "DATABASE_UNAVAILABLE")


def test_a_dead_lock():
    one, two = ChainFactory(), ChainFactory()
    sql = "SELECT FROM registry_chain WHERE chain_id = %s FOR UPDATE"
    with other_session() as other, other.transaction():
        other.execute("SET LOCAL deadlock_timeout = '1h'")  # it is not the one that gives up
        other.execute(sql, [two.pk])
        execute("SELECT 1")
        waiting = threading.Thread(target=other.execute, args=(sql, [one.pk]))

        def meet() -> None:
            execute("SET LOCAL deadlock_timeout = 200")
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
        with other_session() as other:
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
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid NOT IN (pg_backend_pid(), %s)",
                [connection.connection.info.backend_pid],
            )
        answers = list(callers.map(stub.ListChains, [request] * 16))
    assert {answer.chains[0].chain_id for answer in answers} == {chain.pk}


def test_a_constraint_that_speaks_after_the_check():
    there = DeploymentFactory()
    error = raised_by(
        lambda: execute(
            "INSERT INTO registry_chain (chain_id, chain_name, chain_type, rpc_urls, is_testnet, metadata,"
            " version, stamp, created_at, updated_at, caip2)"
            " SELECT 'other', 'Other', 'EVM', '{}', false, '{}', 1, 1, now(), now(), caip2 FROM registry_chain"
        )
    )
    found = refusal_of(error, StatusCode.ALREADY_EXISTS, "ALREADY_EXISTS")
    assert found.details() == "caip2: another chain has it"
    assert detail(found, error_details_pb2.ResourceInfo).resource_type == "Chain"
    assert there.chain.caip2 not in found.details()


def test_a_constraint_that_nobody_named():
    error = raised_by(
        lambda: execute("UPDATE registry_chain SET chain_name = NULL" if ChainFactory() else "")
    )
    refusal_of(error, StatusCode.ABORTED, "STALE_VERSION")


def test_a_value_that_the_database_cannot_hold():
    error = raised_by(lambda: execute("SELECT 100000::smallint"))
    refusal_of(error, StatusCode.INVALID_ARGUMENT, "INVALID_FIELD")


def test_a_statement_that_is_wrong_is_a_bug():
    refusal_of(raised_by(lambda: execute("SELECT nonsense")), StatusCode.INTERNAL, "INTERNAL")


def test_what_others_refer_to():
    protected = models.ProtectedError("cannot delete", set())
    refusal_of(protected, StatusCode.FAILED_PRECONDITION, "FAILED_PRECONDITION")


def test_every_unique_constraint_tells_its_model():
    """Two with one text would be told apart by nothing."""
    messages = [
        c.violation_error_message for m, c in constraints().values() if isinstance(c, models.UniqueConstraint)
    ]
    for message in set(messages) - {"Constraint “%(name)s” is violated."}:  # one that is never validated
        error = translate(ValidationError(message, code="unique"))
        assert error.resource_type, message
        assert messages.count(message) == 1
