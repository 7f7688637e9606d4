"""ListAssetVariants over whole graphs, compared with an independent walk over the rows."""

import random
from collections import Counter, defaultdict
from decimal import Decimal, localcontext
from io import StringIO

import pytest
from cqc.assets.v1 import relationship_pb2 as msg
from cqc.services.v1 import resolution_pb2 as pb
from django.core.management import call_command

from registry.models import Asset, AssetRelationship
from registry.values.choices import DERIVING, RelationshipType
from registry.writing.write import write

pytestmark = pytest.mark.django_db(transaction=True)

RATES = ("1.1832", "0.000000000000000000000007", "3")
DERIVATIVES, ORIGINS = pb.VARIANT_DIRECTION_DERIVATIVES, pb.VARIANT_DIRECTION_ORIGINS
FOLLOWED = {msg.RelationshipType.Value(f"RELATIONSHIP_TYPE_{name}") for name in DERIVING}


def neighbours(direction):
    """Asset -> the assets one deriving relationship away, on this side."""
    found = defaultdict(set)
    for row in AssetRelationship.objects.filter(relationship_type__in=DERIVING):
        pair = str(row.from_asset_id), str(row.to_asset_id)
        source, target = pair if direction == ORIGINS else reversed(pair)
        found[source].add(target)
    return found


def distances(start, ways):
    """By widening the set of what is reached until it stays the same."""
    far, edge, depth = {start: 0}, {start}, 0
    while edge:
        depth += 1
        edge = {target for source in edge for target in ways[source]} - far.keys()
        far |= dict.fromkeys(edge, depth)
    return {asset: depth for asset, depth in far.items() if depth}


def compare(stub, start, direction, ways):
    sent = pb.ListAssetVariantsRequest(asset_id=start, direction=direction)
    variants = stub.ListAssetVariants(sent).variants
    assert {each.asset.asset_id: each.depth for each in variants} == distances(start, ways)
    for each in variants:
        check_path(start, each, direction)
    return len(variants)


def check_path(start, variant, direction):
    """It leads from the one to the other over real rows, and its rates make the rate."""
    here = start
    rate: Decimal | None = Decimal(1)
    for step in variant.path:
        ends = (step.from_asset_id, step.to_asset_id)
        source, here_next = ends if direction == ORIGINS else reversed(ends)
        assert source == here
        assert step.relationship_type in FOLLOWED
        with localcontext(prec=500):
            rate = rate * Decimal(step.conversion_rate) if rate and step.HasField("conversion_rate") else None
        here = here_next
    assert (here, len(variant.path)) == (variant.asset.asset_id, variant.depth)
    assert variant.HasField("conversion_rate") == (rate is not None)
    assert rate is None or Decimal(variant.conversion_rate) == rate


@pytest.fixture
def any_graph(db):
    """300 assets, 700 relationships of every type; those that derive value lead to lower numbers."""
    chance = random.Random(20261120)
    assets = [Asset(symbol=f"T{n}", name=f"Token {n}") for n in range(300)]
    edges = {}
    while len(edges) < 700:
        type_ = chance.choice([*RelationshipType.values, "WRAPS", "LIQUIDITY_PAIR"])
        low, high = sorted(chance.sample(range(300), 2))
        # Nothing keeps forks free of cycles.
        pair = chance.sample([low, high], 2) if type_ == "FORKS_FROM" else [high, low]
        edges[*pair, type_] = chance.choice([None, *(Decimal(rate) for rate in RATES)])
    write(assets)
    write(
        [
            AssetRelationship(
                from_asset=assets[source],
                to_asset=assets[target],
                relationship_type=type_,
                conversion_rate=rate,
            )
            for (source, target, type_), rate in edges.items()
        ]
    )


@pytest.mark.parametrize("direction", [DERIVATIVES, ORIGINS])
def test_any_graph(stub, any_graph, direction):
    ways = neighbours(direction)
    starts = [str(key) for key in Asset.objects.values_list("pk", flat=True)[:300:3]]
    assert sum(compare(stub, start, direction, ways) for start in starts) > 500


def test_the_real_graph(stub, full_size):
    """All forms of every asset that others stand for (the fifty with most of them, but at full size)."""
    call_command("seed", stdout=StringIO())
    for direction, least in ((DERIVATIVES, 500), (ORIGINS, 100)):
        ways = neighbours(direction)
        most = Counter({start: len(distances(start, ways)) for start in list(ways)})
        starts = most.most_common(None if full_size else 50)
        assert sum(compare(stub, start, direction, ways) for start, _ in starts) >= least
