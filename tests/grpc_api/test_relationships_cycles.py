"""No asset stands for itself, through whatever door and however many writers."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from cqc.assets.v1 import relationship_pb2 as msg
from cqc.services.v1 import asset_registry_pb2 as pb
from cqc.services.v1 import resolution_pb2
from django.db import connection, transaction
from google.rpc import error_details_pb2
from grpc import RpcError, StatusCode
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cqi.errors import RuleViolated
from registry.models import Asset, AssetRelationship
from registry.writing.write import write
from tests.factories import AssetFactory, RelationshipFactory
from tests.grpc_api.helpers import detail, refused

pytestmark = pytest.mark.django_db(transaction=True)

WRAPS, STAKES = "WRAPS", "STAKES"


@pytest.fixture
def trio(db):
    return [AssetFactory(symbol=symbol) for symbol in ("ETH", "WETH", "aWETH")]


def edge(source, target, type_=WRAPS):
    return AssetRelationship(from_asset=source, to_asset=target, relationship_type=type_)


def create(stub, source, target, type_=WRAPS):
    return stub.CreateAssetRelationship(
        pb.CreateAssetRelationshipRequest(
            source_asset_id=str(source.pk),
            target_asset_id=str(target.pk),
            relationship_type=msg.RelationshipType.Value(f"RELATIONSHIP_TYPE_{type_}"),
        )
    )


def test_it_works(stub, trio):
    """A diamond is no cycle."""
    eth, weth, aweth = trio
    create(stub, weth, eth)
    create(stub, aweth, weth)
    create(stub, aweth, eth)


def test_the_refusal_names_the_path(stub, trio):
    eth, weth, aweth = trio
    create(stub, weth, eth)
    create(stub, aweth, weth)
    error = refused(lambda: create(stub, eth, aweth), StatusCode.FAILED_PRECONDITION, "RELATIONSHIP_CYCLE")
    assert "ETH -> aWETH -> WETH -> ETH" in error.details()
    path = detail(error, error_details_pb2.ErrorInfo).metadata["path"]
    assert path == ",".join(str(asset.pk) for asset in (eth, aweth, weth, eth))


def test_the_types_that_derive_value_count_together(stub, trio):
    eth, weth, _ = trio
    create(stub, weth, eth, WRAPS)
    refused(
        lambda: create(stub, eth, weth, "LIQUIDITY_PAIR"),
        StatusCode.FAILED_PRECONDITION,
        "RELATIONSHIP_CYCLE",
    )


def test_migrations_count_alone(stub, trio):
    old, new, _ = trio
    create(stub, old, new, "MIGRATES_TO")
    create(stub, new, old, WRAPS)
    refused(
        lambda: create(stub, new, old, "MIGRATES_TO"), StatusCode.FAILED_PRECONDITION, "RELATIONSHIP_CYCLE"
    )


def test_forks_are_not_checked(stub, trio):
    one, other, _ = trio
    create(stub, one, other, "FORKS_FROM")
    create(stub, other, one, "FORKS_FROM")


def test_a_change_that_closes_a_cycle(trio):
    """The admin can turn an edge round or give it another type."""
    eth, weth, _ = trio
    RelationshipFactory(from_asset=weth, to_asset=eth)
    fork = RelationshipFactory(from_asset=eth, to_asset=weth, relationship_type="FORKS_FROM")
    fork.relationship_type = STAKES
    with pytest.raises(RuleViolated, match="ETH -> WETH -> ETH"):
        fork.save()
    fork.refresh_from_db()
    assert fork.relationship_type == "FORKS_FROM"


def test_an_edge_can_be_turned_round(trio):
    eth, weth, _ = trio
    wrong = RelationshipFactory(from_asset=eth, to_asset=weth)
    wrong.from_asset, wrong.to_asset = weth, eth
    wrong.save()
    assert wrong.version == 2


def test_a_merge_that_closes_a_cycle(stub, trio):
    eth, weth, _ = trio
    twin = AssetFactory(symbol="ETH2")
    create(stub, weth, eth)
    create(stub, twin, weth)
    sent = resolution_pb2.MergeAssetsRequest(source_asset_id=str(twin.pk), target_asset_id=str(eth.pk))
    refused(lambda: stub.MergeAssets(sent), StatusCode.FAILED_PRECONDITION, "RELATIONSHIP_CYCLE")
    assert AssetRelationship.objects.filter(from_asset=twin).exists()


def test_a_cycle_within_a_batch(trio):
    eth, weth, aweth = trio
    with pytest.raises(
        RuleViolated,
        match="stand for itself",
    ):
        write([edge(weth, eth), edge(aweth, weth, STAKES), edge(eth, aweth)])
    assert not AssetRelationship.objects.exists()


def test_a_cycle_through_what_is_stored_and_a_batch(trio):
    eth, weth, aweth = trio
    RelationshipFactory(from_asset=weth, to_asset=eth)
    other = AssetFactory(symbol="OTHER")
    with pytest.raises(RuleViolated, match="stand for itself"):
        write([edge(eth, aweth), edge(aweth, weth), edge(other, eth)])


def test_a_batch_turns_edges_round(trio):
    """What a batch replaces does not count; what it makes does."""
    eth, weth, aweth = trio
    edges = [
        RelationshipFactory(from_asset=eth, to_asset=weth),
        RelationshipFactory(from_asset=weth, to_asset=aweth),
    ]
    for row in edges:
        turn(row)
    assert len(write(edges)) == 2
    RelationshipFactory(from_asset=aweth, to_asset=eth)
    for row in edges:
        turn(row)
    with pytest.raises(RuleViolated, match="stand for itself"):
        write(edges)


def turn(row):
    row.from_asset, row.to_asset = row.to_asset, row.from_asset


@pytest.mark.parametrize("size", [1, 40])
def test_a_batch_is_checked_by_two_queries(trio, django_assert_num_queries, size):
    """The lock, and the graph as far as the batch leads."""
    rows = [edge(AssetFactory(), trio[0]) for _ in range(size)]
    with transaction.atomic(), django_assert_num_queries(2):
        AssetRelationship.check_batch(rows)


def test_a_change_of_rate_takes_no_lock(trio, django_assert_num_queries):
    row = RelationshipFactory(from_asset=trio[1], to_asset=trio[0])
    row.before = AssetRelationship.objects.get(pk=row.pk)
    with django_assert_num_queries(0):
        AssetRelationship.check_batch([row])


@given(
    batches=st.lists(
        st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=4), max_size=8
    )
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_batches_against_reachability(db, batches):
    """A batch is refused exactly when some asset could then be reached from itself."""
    nodes = [Asset(symbol=f"N{n}", name=f"Node {n}") for n in range(7)]
    write(nodes)
    stored = set()
    for batch in batches:
        pairs = {(source, target) for source, target in batch if source != target} - stored
        rows = [edge(nodes[source], nodes[target]) for source, target in sorted(pairs)]
        try:
            write(rows)
        except RuleViolated:
            assert is_cyclic(stored | pairs)
        else:
            stored |= pairs
            assert not is_cyclic(stored)


def is_cyclic(pairs):
    """By taking away what nothing leads to, until nothing is left or nothing can be taken."""
    left = set(pairs)
    while left:
        entered = {target for _, target in left}
        kept = {pair for pair in left if pair[0] in entered}
        if kept == left:
            return True
        left = kept
    return False


def test_two_halves_of_a_cycle_at_once(stub, trio):
    """Both start from a graph in which neither closes a cycle; one of them must be refused."""
    for _ in range(10):
        one, other = AssetFactory(), AssetFactory()
        ready = Barrier(2)

        def half(pair, ready=ready):
            ready.wait()
            try:
                create(stub, *pair)
            except RpcError as error:
                return error.code()
            return StatusCode.OK

        with ThreadPoolExecutor(2) as pool:
            codes = list(pool.map(half, [(one, other), (other, one)]))
        assert sorted(code.name for code in codes) == ["FAILED_PRECONDITION", "OK"]


def test_the_second_half_waits_for_the_first_to_commit(trio):
    eth, weth, _ = trio
    inserted, may_commit = Barrier(2), Barrier(2)

    def first():
        with transaction.atomic():
            edge(weth, eth).save()
            inserted.wait(10)
            may_commit.wait(10)
        connection.close()

    def second():
        try:
            with pytest.raises(RuleViolated):
                edge(eth, weth).save()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        writing = pool.submit(first)
        inserted.wait(10)
        waiting = pool.submit(second)
        while not lock_is_waited_for():
            assert not waiting.done()
        may_commit.wait(10)
        writing.result(10)
        waiting.result(10)
    assert AssetRelationship.objects.count() == 1


def lock_is_waited_for():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        return cursor.fetchone() is not None
