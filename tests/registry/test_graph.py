"""The closure over relationships, against rows written one by one and against an independent walk."""

from decimal import Decimal
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.models import Asset, AssetRelationship
from registry.models.fields import new_id
from registry.rules import graph
from registry.values.choices import RelationshipType
from registry.writing.write import write
from tests.factories import AssetFactory, RelationshipFactory

pytestmark = pytest.mark.django_db


def assets(*symbols):
    return [AssetFactory(symbol=symbol) for symbol in symbols]


def edge(source, target, type_=RelationshipType.WRAPS, rate=None):
    return RelationshipFactory(
        from_asset=source, to_asset=target, relationship_type=type_, conversion_rate=rate
    )


def test_it_works():
    eth, steth, wsteth = assets("ETH", "stETH", "wstETH")
    stakes = edge(steth, eth, RelationshipType.STAKES, Decimal(1))
    wraps = edge(wsteth, steth, rate=Decimal("1.1832"))
    near, far = graph.origins([wsteth.pk])[wsteth.pk]
    assert (near.asset_id, near.depth, near.rate) == (steth.pk, 1, Decimal("1.1832"))
    assert (far.asset_id, far.depth, far.rate) == (eth.pk, 2, Decimal("1.1832"))
    assert far.relationship_ids == [wraps.pk, stakes.pk]
    assert far.asset_ids == [wsteth.pk, steth.pk, eth.pk]


def test_derivatives_are_walked_the_other_way():
    eth, steth, wsteth = assets("ETH", "stETH", "wstETH")
    stakes, wraps = edge(steth, eth, rate=Decimal(2)), edge(wsteth, steth, rate=Decimal(3))
    found = graph.derivatives([eth.pk])[eth.pk]
    assert [(reached.asset_id, reached.rate) for reached in found] == [(steth.pk, 2), (wsteth.pk, 6)]
    assert found[1].relationship_ids == [stakes.pk, wraps.pk]
    assert graph.derivatives([wsteth.pk]) == {wsteth.pk: []}


def test_the_rate_is_exact():
    a, b, c = assets("A", "B", "C")
    rates = Decimal("12345678901234567890123456.000000000000000000000001"), Decimal("0.3")
    edge(a, b, rate=rates[0])
    edge(b, c, rate=rates[1])
    expected = Decimal("3703703670370370367037036.8000000000000000000000003")
    assert graph.origins([a.pk])[a.pk][1].rate == expected


def test_an_unknown_rate_makes_the_rest_of_the_path_unknown():
    a, b, c = assets("A", "B", "C")
    edge(a, b)
    edge(b, c, rate=Decimal(2))
    assert [reached.rate for reached in graph.origins([a.pk])[a.pk]] == [None, None]


def test_a_diamond_is_listed_once_by_its_shortest_path():
    top, left, right, far, bottom = assets("TOP", "L", "R", "F", "BOTTOM")
    edge(top, left, rate=Decimal(2))
    edge(left, far, rate=Decimal(2))
    edge(far, bottom, rate=Decimal(2))
    edge(top, right, rate=Decimal(3))
    edge(right, bottom, rate=Decimal(5))
    found = {reached.asset_id: reached for reached in graph.origins([top.pk])[top.pk]}
    assert len(found) == 4
    assert found[bottom.pk].asset_ids == [top.pk, right.pk, bottom.pk]
    assert found[bottom.pk].rate == 15


def test_of_the_shortest_paths_one_with_a_known_rate():
    top, left, right, bottom = assets("TOP", "L", "R", "BOTTOM")
    edge(top, left)
    edge(left, bottom, rate=Decimal(2))
    edge(top, right, rate=Decimal(3))
    edge(right, bottom, rate=Decimal(5))
    *_, last = graph.origins([top.pk])[top.pk]
    assert (last.asset_id, last.rate) == (bottom.pk, 15)


def test_of_the_shortest_paths_the_one_first_registered():
    top, left, right, bottom = assets("TOP", "L", "R", "BOTTOM")
    first = edge(top, right, rate=Decimal(3))
    edge(top, left, rate=Decimal(2))
    edge(left, bottom, rate=Decimal(2))
    edge(right, bottom, rate=Decimal(5))
    *_, last = graph.origins([top.pk])[top.pk]
    assert last.relationship_ids[0] == first.pk


@pytest.mark.parametrize("type_", [RelationshipType.FORKS_FROM, RelationshipType.MIGRATES_TO])
def test_what_is_not_derivation_is_not_followed(type_):
    old, new = assets("OLD", "NEW")
    edge(old, new, type_)
    assert graph.origins([old.pk]) == {old.pk: []}
    assert [reached.asset_id for reached in graph.origins([old.pk], [type_])[old.pk]] == [new.pk]


def chain(length):
    row = assets(*(f"T{n}" for n in range(length)))
    for source, target in pairwise(row):
        edge(source, target, rate=Decimal(2))
    return [asset.pk for asset in row]


@pytest.mark.parametrize(("max_depth", "reached"), [(None, 40), (0, 0), (1, 1), (3, 3), (35, 35), (99, 40)])
def test_max_depth(max_depth, reached):
    start, *rest = chain(41)
    found = graph.origins([start], max_depth=max_depth)[start]
    assert [each.asset_id for each in found] == rest[:reached]
    assert [each.depth for each in found] == list(range(1, reached + 1))


@pytest.mark.parametrize("max_depth", [None, 2, 5, 1000])
def test_a_cycle_in_the_data_ends(max_depth):
    """FORKS_FROM is not kept free of cycles."""
    a, b, c = assets("A", "B", "C")
    for source, target in [(a, b), (b, c), (c, a)]:
        edge(source, target, RelationshipType.FORKS_FROM)
    found = graph.origins([a.pk], ["FORKS_FROM"], max_depth)[a.pk]
    assert [(each.asset_id, each.depth) for each in found] == [(b.pk, 1), (c.pk, 2)]


def test_a_deleted_asset_is_followed():
    eth, steth, wsteth = assets("ETH", "stETH", "wstETH")
    edge(steth, eth)
    edge(wsteth, steth)
    steth.delete()
    assert [each.asset_id for each in graph.origins([wsteth.pk])[wsteth.pk]] == [steth.pk, eth.pk]


def test_many_starts_in_one_query():
    *starts, last = chain(20)
    unknown = new_id()
    with CaptureQueriesContext(connection) as queries:
        found = graph.origins([*starts, last, unknown, last])
    assert len(queries) == 1
    assert [len(found[start]) for start in starts] == list(range(19, 0, -1))
    assert found[last] == found[unknown] == []


def test_no_starts_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert graph.origins([]) == {}


PAIRS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30, unique=True)
RATES = st.lists(st.sampled_from([None, Decimal(2), Decimal("0.1")]), min_size=30, max_size=30)


def distances(start, pairs):
    """How far every node is that can be reached, by repeated relaxation over all pairs."""
    far = {start: 0}
    for _ in range(10):
        for source, target in pairs:
            if source in far:
                far[target] = min(far.get(target, 99), far[source] + 1)
    return far


def well_rated(start, pairs, rates):
    """The nodes with a shortest path whose rates are all known."""
    far = distances(start, pairs)
    good = {start}
    for _ in range(10):
        good |= {
            target
            for (source, target), rate in zip(pairs, rates, strict=False)
            if source in good and rate is not None and far[target] == far[source] + 1
        }
    return good


@given(pairs=PAIRS, rates=RATES, max_depth=st.sampled_from([None, 1, 2, 4]))
@settings(max_examples=60, deadline=None)
def test_any_graph_against_an_independent_walk(pairs, rates, max_depth):
    pairs = [(source, target) for source, target in pairs if source != target]
    nodes = [Asset(symbol=f"N{n}", name=f"Node {n}") for n in range(10)]
    edges = [
        AssetRelationship(
            from_asset=nodes[source],
            to_asset=nodes[target],
            relationship_type=RelationshipType.FORKS_FROM,
            conversion_rate=rate,
        )
        for (source, target), rate in zip(pairs, rates, strict=False)
    ]
    write(nodes)
    write(edges)
    found = graph.origins([node.pk for node in nodes], ["FORKS_FROM"], max_depth)
    by_key = {row.pk: row for row in edges}
    for start, node in enumerate(nodes):
        far = distances(start, pairs)
        expected = {nodes[n].pk: depth for n, depth in far.items() if 0 < depth <= (max_depth or 10)}
        assert {each.asset_id: each.depth for each in found[node.pk]} == expected
        good = {nodes[n].pk for n in well_rated(start, pairs, rates)}
        for each in found[node.pk]:
            agrees_with_rows(each, node, [by_key[key] for key in each.relationship_ids])
            assert (each.rate is not None) == (each.asset_id in good)


def agrees_with_rows(reached, start, rows):
    """The path is one of these rows, in order, and its rate theirs multiplied."""
    assert [row.from_asset_id for row in rows] + [reached.asset_id] == reached.asset_ids
    assert (rows[0].from_asset_id, rows[-1].to_asset_id) == (start.pk, reached.asset_id)
    rates = [row.conversion_rate for row in rows]
    product = None
    if None not in rates:
        product = Decimal(1)
        for rate in rates:
            product *= rate
    assert reached.rate == product
