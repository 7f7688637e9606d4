"""A CRITICAL flag that is raised while one of the same asset, type and source stands extends that one."""

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from cqc.services.v1 import asset_registry_pb2 as pb
from django.db import connection
from django.utils import timezone
from grpc import StatusCode

from cqi.errors import CqiError
from registry.models import QualityFlag
from registry.services.flagging import flags
from registry.services.flagging.flags import MOST_REASONS
from registry.services.merging.merge import merge
from registry.values.metadata import MAX_CHARACTERS
from tests.factories import AssetFactory, FlagFactory
from tests.grpc_api.helpers import at_once, refused

pytestmark = pytest.mark.django_db(transaction=True)

STANDING = {"flag_type": "EXPLOITED", "severity": 5, "source": "slowmist"}
SAID_BEFORE = {"reason": "drained", "evidence_url": "https://example.com/1", "metadata": {"ticket": "OPS-17"}}


def raised(stub, asset, **fields):
    wanted = {
        "asset_id": str(asset.pk),
        "flag_type": "FLAG_TYPE_EXPLOITED",
        "severity": "FLAG_SEVERITY_CRITICAL",
        "source": "slowmist",
    }
    return stub.RaiseQualityFlag(pb.RaiseQualityFlagRequest(**wanted | fields)).flag


@pytest.fixture
def standing():
    return FlagFactory(**STANDING, **SAID_BEFORE, raised_by="alice")


def stored():
    (flag,) = QualityFlag.objects.all()
    return flag


def test_it_works(stub, standing):
    said = {
        "description": "by its own deployer",
        "raised_by": "bob",
        "metadata": {"ticket": "X", "loss": "9m"},
    }
    flag = raised(stub, standing.asset, evidence_url="https://example.com/2", **said)
    assert (flag.flag_id, flag.version) == (str(standing.pk), 2)
    assert flag.reason == "drained\nby its own deployer"
    assert (flag.evidence_url, flag.raised_by) == ("https://example.com/1", "alice")
    assert dict(flag.metadata) == {"ticket": "OPS-17", "loss": "9m"}
    assert stub.GetQualityFlag(pb.GetQualityFlagRequest(flag_id=flag.flag_id)).flag == flag
    assert stored().raised_at == standing.raised_at


def test_what_it_says_already_changes_nothing(stub, standing):
    for description in (None, "drained", " drained\n"):
        flag = raised(stub, standing.asset, description=description, metadata={"ticket": "OPS-17"})
        assert (flag.version, flag.reason) == (1, "drained")


def test_what_it_has_not_yet_is_taken(stub):
    standing = FlagFactory(**STANDING, reason=None, evidence_url="https://example.com/1")
    assert raised(stub, standing.asset, description="drained").reason == "drained"
    other = FlagFactory(**STANDING, reason="drained")
    proof = "https://example.com/2"
    assert raised(stub, other.asset, evidence_url=proof).evidence_url == proof


@pytest.mark.parametrize(
    "differing",
    [
        {"source": "peckshield"},
        {"flag_type": "SCAM"},
        {"severity": 4},
        {"resolved_at": timezone.now(), "resolution_notes": "paid back"},
    ],
)
def test_another_flag_is_not_extended(stub, differing):
    other = FlagFactory(**STANDING | differing)
    flag = raised(stub, other.asset, description="drained")
    assert flag.flag_id != str(other.pk)
    other.refresh_from_db()
    assert other.version == 1


def test_a_lesser_flag_extends_nothing(stub, standing):
    assert raised(stub, standing.asset, severity=4, description="x").flag_id != str(standing.pk)


def test_the_flag_of_another_asset_is_not_extended(stub, standing):
    assert raised(stub, AssetFactory(), description="drained").flag_id != str(standing.pk)


def test_a_merged_asset_has_the_flag_of_what_it_became(stub, standing):
    source = AssetFactory(merged_into=standing.asset, deleted_at=timezone.now())
    assert raised(stub, source, description="again").flag_id == str(standing.pk)


def test_of_two_that_a_merge_brought_together_the_first_is_extended(stub, standing):
    second = FlagFactory(**STANDING)
    merge(second.asset_id, standing.asset_id, decisions={}, default=0)
    assert QualityFlag.objects.filter(asset=standing.asset).count() == 2
    assert raised(stub, standing.asset, description="again").flag_id == str(standing.pk)


def test_what_finds_no_room_is_left_out_and_nothing_is_refused(stub):
    full = {"text": "x" * (MAX_CHARACTERS - 20)}
    standing = FlagFactory(**STANDING, reason="x" * MOST_REASONS, metadata=full)
    flag = raised(stub, standing.asset, description="y", metadata={"more": "y" * 20})
    assert (flag.flag_id, flag.version, dict(flag.metadata)) == (str(standing.pk), 1, full)


def test_what_is_wrong_is_refused_all_the_same(stub, standing):
    for wrong in ({"evidence_url": "javascript:alert(1)"}, {"source": "slow\0mist"}):
        (name,) = wrong
        refused(lambda w=wrong: raised(stub, standing.asset, **w), StatusCode.INVALID_ARGUMENT, field=name)
    assert stored().version == 1


def test_validate_only_writes_nothing(stub, standing):
    flag = raised(stub, standing.asset, description="again", validate_only=True)
    assert (flag.flag_id, flag.reason) == (str(standing.pk), "drained\nagain")
    assert stored().reason == "drained"


def test_first_raises_that_race_make_one_flag(stub):
    asset = AssetFactory()
    answers = at_once(*[lambda n=n: raised(stub, asset, description=f"seen {n}") for n in range(8)])
    assert {flag.flag_id for flag in answers} == {str(stored().pk)}
    assert sorted(stored().reason.splitlines()) == [f"seen {n}" for n in range(8)]
    assert stored().version == 8


def test_whatever_is_raised_and_resolved_at_once(full_size):
    """Of each asset, type and source at most one CRITICAL flag is active, and every raise stands in its flag."""
    assets, sources = [asset.pk for asset in AssetFactory.create_batch(2)], ["slowmist", "peckshield"]

    def one(number):
        dice = random.Random(number)
        said = {"flag_type": "SCAM", "severity": "CRITICAL", "reason": f"seen {number}"}
        named = {"asset_id": dice.choice(assets), "source": dice.choice(sources)}
        try:
            flag = flags.raise_flag({**said, **named})
            if dice.random() < 0.3:
                flags.resolve_flag(flag.pk, notes="paid back")
        except CqiError as error:
            assert "resolved" in str(error)  # noqa: PT017  another was faster
        finally:
            connection.close()
        return number, flag.pk

    with ThreadPoolExecutor(8) as pool:
        answers = [*pool.map(one, range(400 if full_size else 80))]
    rows = QualityFlag.objects.in_bulk()
    for number, key in answers:
        assert f"seen {number}" in rows[key].reason.splitlines()
    active = [(flag.asset_id, flag.source) for flag in rows.values() if flag.resolved_at is None]
    assert len(active) == len(set(active))
