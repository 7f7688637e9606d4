"""What a release reads in the cache that another release with other fields has put there."""

import pytest
from cqc.assets.v1 import asset_pb2
from cqc.services.v1 import asset_registry_pb2 as pb
from google.protobuf import descriptor_pb2, descriptor_pool

from registry.reading import cache
from registry.reading.resources import ASSET, VENUE_SYMBOL
from registry.wire.mapping import declarations
from tests.factories import AssetFactory


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("shape", [b"", b"01234567"], ids=["without a shape", "of another shape"])
def test_it_works(stub, shape):
    asset = AssetFactory(market_cap_rank=5)
    old = ASSET.own_message(asset)
    old.ClearField("market_cap_rank")
    entry = (asset.stamp, shape + old.SerializeToString())
    cache.store.put({f"asset:{asset.pk}": entry}, 60)
    answer = stub.GetAsset(pb.GetAssetRequest(asset_id=str(asset.pk))).asset
    assert answer.market_cap_rank == 5
    (held,) = cache.get_many([f"asset:{asset.pk}"]).values()
    assert ASSET.unpack(held) == answer


def declared(*fields):
    """The declarations of a message with these fields and one inside it."""
    file = descriptor_pb2.FileDescriptorProto(name="a.proto", package="a", syntax="proto3")
    outer = file.message_type.add(name="Outer")
    outer.field.add(name="inner", number=1, type=11, type_name=".a.Inner", label=1)
    inner = file.message_type.add(name="Inner")
    for number, name in enumerate(fields, 1):
        inner.field.add(name=name, number=number, type=9, label=1)
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return declarations(pool.FindMessageTypeByName("a.Outer"))


def test_a_field_more_is_another_shape():
    assert declared("x") == declared("x")
    assert declared("x") != declared("x", "y")


def test_each_message_has_its_own():
    assert ASSET.shape != VENUE_SYMBOL.shape
    assert len(ASSET.shape) == 8
    assert ASSET.unpack(ASSET.pack(asset_pb2.Asset(name="A"))) == asset_pb2.Asset(name="A")
    assert ASSET.unpack(VENUE_SYMBOL.pack(VENUE_SYMBOL.message())) is None
