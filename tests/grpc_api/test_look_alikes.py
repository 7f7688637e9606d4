"""Look-alikes: on create, on resolve and on the asset, whatever is written by whatever door."""

import itertools
import random

import pytest
from cqc.services.v1 import asset_registry_pb2 as pb
from cqc.services.v1 import resolution_pb2
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.models import Asset
from registry.services.merging.merge import merge
from registry.values.skeletons import disguise, look_alike
from registry.writing.write import write
from tests.factories import AssetFactory

pytestmark = pytest.mark.django_db

FAKES = ["U5DC", "USDС", "ꓴꓢꓓС", "$USDC", "ÚSDC", "USD\u200aC", "USD\u00a0C", "USDC.", "USDC™", "ᵁˢᴰᶜ"]


def stored(asset):
    return Asset.objects.get(pk=asset.pk)


def original(asset):
    return stored(asset).look_alike_of


def usdc(rank=7, **values):
    return AssetFactory(symbol="USDC", name="USD Coin", market_cap_rank=rank, **values)


def expected():
    """What each asset must say, by comparing all with all."""
    live = [asset for asset in Asset.objects.all() if asset.deleted_at is None]
    found = {asset.pk: [] for asset in Asset.objects.all()}
    for one, other, kind in itertools.product(live, live, ("symbol", "name")):
        first, second = ((*place(each, kind), each.pk) for each in (other, one))
        if other.market_cap_rank and first < second and passes(one, other, kind):
            found[one.pk].append(first)
    return {key: min(originals)[-1] if originals else None for key, originals in found.items()}


def text(asset, kind):
    return asset.symbol if kind == "symbol" else asset.name.replace(" ", "")


def place(asset, kind):
    return disguise(text(asset, kind)), not asset.market_cap_rank


def passes(one, other, kind):
    alike = getattr(one, f"{kind}_skeleton") == getattr(other, f"{kind}_skeleton") != ""
    return alike and look_alike(text(one, kind), text(other, kind))


def said():
    return dict(Asset.objects.values_list("pk", "look_alike_of_id"))


@pytest.mark.django_db(transaction=True)
def test_it_works(stub):
    real = stub.CreateAsset(pb.CreateAssetRequest(symbol="USDC", name="USD Coin", market_cap_rank=7))
    fake = stub.CreateAsset(pb.CreateAssetRequest(symbol="U5DC", name="Another"))
    assert [asset.asset_id for asset in fake.look_alikes] == [real.asset.asset_id]
    assert fake.asset.look_alike_of == real.asset.asset_id
    assert (fake.asset.version, list(fake.collisions)) == (1, [])
    assert not real.asset.HasField("look_alike_of")
    found = stub.ResolveAsset(
        resolution_pb2.ResolveAssetRequest(key=resolution_pb2.AssetKey(asset_id=fake.asset.asset_id))
    )
    assert list(found.look_alike_of) == [real.asset]
    got = stub.GetAsset(pb.GetAssetRequest(asset_id=fake.asset.asset_id)).asset
    assert got.look_alike_of == real.asset.asset_id


@pytest.mark.django_db(transaction=True)
def test_a_namesake_is_a_collision(stub):
    real = usdc()
    made = stub.CreateAsset(pb.CreateAssetRequest(symbol="usdc", name="Another"))
    assert [asset.asset_id for asset in made.collisions] == [str(real.pk)]
    assert list(made.look_alikes) == []
    assert not made.asset.HasField("look_alike_of")


@pytest.mark.django_db(transaction=True)
def test_a_namesake_with_a_name_that_deceives_is_both(stub):
    real = usdc()
    made = stub.CreateAsset(pb.CreateAssetRequest(symbol="USDC", name="USD Сoin"))
    assert [asset.asset_id for asset in made.collisions] == [str(real.pk)]
    assert [asset.asset_id for asset in made.look_alikes] == [str(real.pk)]


@pytest.mark.django_db(transaction=True)
def test_several_are_imitated(stub):
    by_name = AssetFactory(symbol="USDT", name="Tether", market_cap_rank=3)
    by_symbol, less = usdc(), AssetFactory(symbol="USDС", name="Third", market_cap_rank=900)
    made = stub.CreateAsset(pb.CreateAssetRequest(symbol="U5DC", name="Теther"))
    ids = [str(asset.pk) for asset in (by_name, by_symbol, less)]
    assert [asset.asset_id for asset in made.look_alikes] == ids
    assert made.asset.look_alike_of == ids[0]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("rank", [1, 7])
@pytest.mark.parametrize("symbol", ["USDС", "$USDC", "USDC.", "USD\u2009C", "U5DC"])
def test_a_claimed_rank_makes_no_original(stub, symbol, rank):
    real = usdc()
    made = stub.CreateAsset(pb.CreateAssetRequest(symbol=symbol, name="Another", market_cap_rank=rank))
    assert [asset.asset_id for asset in made.look_alikes] == [str(real.pk)]
    assert made.asset.look_alike_of == str(real.pk)
    assert original(real) is None


@pytest.mark.django_db(transaction=True)
def test_all_that_is_resembled_is_reported(stub):
    real = usdc()
    unknown = AssetFactory(symbol="USDС")
    made = stub.CreateAsset(pb.CreateAssetRequest(symbol="U5DC", name="Another", market_cap_rank=1))
    assert [asset.asset_id for asset in made.look_alikes] == [str(real.pk)]
    assert original(unknown).pk != unknown.pk
    plain = stub.CreateAsset(pb.CreateAssetRequest(symbol="USDCoin", name="Another"))
    assert list(plain.look_alikes) == []


@pytest.mark.parametrize(("symbol", "other"), [("ISK", "LSK"), ("GMD", "GRND"), ("W", "VV")])
def test_capital_letters_do_not_imitate_one_another(symbol, other):
    AssetFactory(symbol=other, market_cap_rank=9)
    assert original(AssetFactory(symbol=symbol)) is None


@pytest.mark.parametrize("symbol", FAKES)
def test_what_imitates(symbol):
    real = usdc()
    assert original(AssetFactory(symbol=symbol)) == real


@pytest.mark.parametrize("name", ["Тether USD", "Teth\u200aer USD", "Tether\u2009USD", "Tether USD™"])
def test_the_name_imitates(name):
    real = AssetFactory(symbol="USDT", name="Tether USD", market_cap_rank=3)
    assert original(AssetFactory(name=name)) == real


@pytest.mark.parametrize("name", ["TetherUSD", "tether usd", "Tether USD2"])
def test_a_name_of_the_same_words_does_not(name):
    AssetFactory(symbol="USDT", name="Tether USD", market_cap_rank=3)
    assert original(AssetFactory(name=name)) is None


def test_a_name_is_not_compared_with_a_symbol():
    usdc()
    assert original(AssetFactory(symbol="X", name="U5DC")) is None


def test_an_unranked_asset_is_not_imitated():
    usdc(rank=None)
    assert original(AssetFactory(symbol="U5DC")) is None


@pytest.mark.parametrize("rank", [1, 7, 90])
def test_of_two_that_are_ranked_the_first_registered_is_imitated(rank):
    real = usdc()
    fake = AssetFactory(symbol="U5DC", market_cap_rank=rank)
    assert (original(fake), original(real)) == (real, None)


def test_an_empty_skeleton_matches_nothing():
    AssetFactory(symbol="\u0301", market_cap_rank=1)
    fake = AssetFactory(symbol="\u0300")
    assert (stored(fake).symbol_skeleton, original(fake)) == ("", None)


def test_the_original_comes_later():
    fake, other = AssetFactory(symbol="U5DC"), AssetFactory(symbol="BTC")
    real = usdc()
    assert (original(fake), stored(fake).version) == (real, 2)
    assert stored(other).version == 1
    better = AssetFactory(symbol="UЅDC", name="USD Coin", market_cap_rank=2)
    assert (original(fake), original(real), original(better)) == (real, None, real)


@pytest.mark.parametrize(
    ("change", "still"),
    [
        ({"symbol": "USDQ"}, False),
        ({"market_cap_rank": None}, False),
        ({"market_cap_rank": 50}, True),
        ({"symbol": "USDĆ"}, False),
        ({"description": "changed"}, True),
    ],
)
def test_the_original_changes(change, still):
    real = usdc()
    fake = AssetFactory(symbol="U5DC", market_cap_rank=40)
    for name, value in change.items():
        setattr(real, name, value)
    real.save()
    assert original(fake) == (real if still else None)
    assert said() == expected()


@pytest.mark.parametrize("change", [{"symbol": "USDC"}, {"symbol": "ABC"}, {"market_cap_rank": 2}], ids=str)
def test_the_fake_changes(change):
    real = usdc()
    fake = AssetFactory(symbol="U5DC")
    for name, value in change.items():
        setattr(fake, name, value)
    fake.save()
    assert original(fake) == (real if "market_cap_rank" in change else None)
    assert original(real) is None


def test_the_original_goes_and_comes_back():
    real, second = usdc(), AssetFactory(symbol="U5DC", market_cap_rank=800)
    fake = AssetFactory(symbol="USDС")
    real.delete()
    assert (original(fake), original(second)) == (second, None)
    real.deleted_at = None
    real.save()
    assert original(fake) == original(second) == real


def test_the_fake_goes_and_comes_back():
    real = usdc()
    fake = AssetFactory(symbol="U5DC")
    fake.delete()
    assert original(fake) is None
    fake.deleted_at = None
    fake.save()
    assert original(fake) == real


def test_the_original_is_merged():
    real, fake = usdc(), AssetFactory(symbol="USDС")
    target = AssetFactory(symbol="U5DC", market_cap_rank=9)
    merge(real.pk, target.pk, decisions={}, default=0)
    assert original(fake) == target
    other = AssetFactory(symbol="USDC coin", market_cap_rank=9)
    merge(target.pk, other.pk, decisions={}, default=0)
    assert original(fake) is None
    assert said() == expected()


def test_a_batch_ends_with_right_columns():
    fake = AssetFactory(symbol="U5DC")
    rows = [
        Asset(symbol="USDС", name="in the batch"),
        Asset(symbol="USDC", name="USD Coin", market_cap_rank=7),
        Asset(symbol="usdc", name="namesake"),
    ]
    write(rows)
    assert original(fake) == original(rows[0]) == rows[1]
    assert said() == expected()
    rows[1].market_cap_rank, rows[2].market_cap_rank = None, 8
    write(rows)
    assert original(fake) == original(rows[0]) == rows[2]
    assert said() == expected()


def test_any_sequence_of_writes():
    draw = random.Random(20261120)
    texts = ["USDC", "usdc", "U5DC", "USDС", "$USDC", "BTC", "8TC", "₿TC", "BIT", "BLT", "bit", "\u0301"]
    assets = []
    for _ in range(120):
        values = {
            "symbol": draw.choice(texts),
            "name": draw.choice(texts),
            "market_cap_rank": draw.choice([None, None, 1, 2, 3, 4, 5]),
        }
        if len(assets) < 12:
            assets.append(AssetFactory(**values))
        else:
            asset = stored(draw.choice(assets))
            asset.deleted_at = asset.created_at if draw.random() < 0.3 else None
            for name in draw.sample(list(values), 2):
                setattr(asset, name, values[name])
            asset.save()
        assert said() == expected()


def queries_of(rows):
    with CaptureQueriesContext(connection) as caught:
        write(rows)
    return len(caught)


def test_a_batch_has_a_fixed_number_of_queries():
    def batch(size, at):
        return [
            Asset(symbol=f"T{at}x{n}", name=f"Token {at} {n}", market_cap_rank=n + 1) for n in range(size)
        ]

    assert queries_of(batch(3, "a")) == queries_of(batch(900, "b"))
