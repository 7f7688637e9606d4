"""`manage.py repair`: fields of a row that are mended by hand."""

import builtins
import getpass
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from registry import models
from registry.models import Asset, AssetDeployment, Chain, Change, QualityFlag
from registry.models.base import kind_of
from tests.factories import FACTORIES, AssetFactory, ChainFactory, DeploymentFactory, FlagFactory

from .conftest import findings

pytestmark = pytest.mark.usefixtures("whole_record")

NOBODYS = "0193e4a2-7c1f-7d3a-9b52-3f8a6c0d9e11"
"""The key of no row."""


def repair(
    *args: object, reason: str = "the contract says so", answer: str | None = None, **options: object
) -> str:
    """The output; `answer` is what the person types, where it is asked."""
    output = StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(builtins, "input", lambda text: output.write(text) and answer)
        call_command("repair", *map(str, args), reason=reason, stdout=output, **options)
    return output.getvalue()


def refused(*args: object, **options: object) -> str:
    before = Change.objects.count()
    with pytest.raises(CommandError) as caught:
        repair(*args, yes=True, **options)
    assert Change.objects.count() == before
    return str(caught.value)


def test_it_works() -> None:
    row = DeploymentFactory(decimals=18)
    said = repair("AssetDeployment", row.pk, "decimals=6", "is_canonical=true", yes=True)
    user = getpass.getuser()
    assert said == f"decimals: 18 -> 6\nis_canonical: False -> True\nWritten, as version 2, by {user}.\n"
    again = AssetDeployment.objects.get(pk=row.pk)
    assert (again.decimals, again.is_canonical, again.version) == (6, True, 2)
    change = Change.objects.latest("revision")
    assert (change.actor, change.channel, change.reason) == (user, "command", "the contract says so")
    assert change.after == {"decimals": 6, "is_canonical": True}
    assert findings() == []


@pytest.mark.parametrize(("answer", "decimals"), [("y", 6), ("yes", 6), ("", 18), ("n", 18), ("6", 18)])
def test_it_asks(answer: str, decimals: int) -> None:
    row = DeploymentFactory(decimals=18)
    said = repair("AssetDeployment", row.pk, "decimals=6", answer=answer)
    assert said.startswith("decimals: 18 -> 6\nWrite this? [y/N] ")
    assert said.endswith("Nothing was written.\n") == (decimals == 18)
    assert AssetDeployment.objects.get(pk=row.pk).decimals == decimals


def test_what_changed_while_it_asked_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    row = DeploymentFactory(decimals=18)

    def another_change(_: str) -> str:
        row.decimals = 8
        row.save()
        return "y"

    monkeypatch.setattr(builtins, "input", another_change)
    with pytest.raises(CommandError, match="is at version 2, not 1"):
        call_command("repair", "AssetDeployment", str(row.pk), "decimals=6", reason="x", stdout=StringIO())
    assert AssetDeployment.objects.get(pk=row.pk).decimals == 8


def test_a_dry_run_writes_nothing() -> None:
    row = DeploymentFactory(decimals=18)
    said = repair("AssetDeployment", row.pk, "decimals=6", dry_run=True, yes=True)
    assert said == "decimals: 18 -> 6\nNothing was written.\n"
    assert AssetDeployment.objects.get(pk=row.pk).version == 1


def test_nothing_differs() -> None:
    row = DeploymentFactory(decimals=18)
    assert repair("AssetDeployment", row.pk, "decimals=18", yes=True) == "Nothing was written.\n"


def test_who_does_it_can_be_named() -> None:
    row = AssetFactory()
    repair("Asset", row.pk, "name=USD Coin", actor="risk-desk", yes=True)
    assert Change.objects.latest("revision").actor == "risk-desk"


def test_a_deleted_row_is_mended_too() -> None:
    row = AssetFactory()
    row.delete()
    repair("asset", row.pk, "deleted_at=", yes=True)
    assert Asset.objects.get(pk=row.pk).deleted_at is None


def test_values_by_the_type_of_their_field() -> None:
    chain = ChainFactory()
    repair(
        "Chain",
        chain.pk,
        'rpc_urls=["https://rpc.example"]',
        "is_testnet=true",
        'metadata={"a": 1}',
        yes=True,
    )
    again = Chain.objects.get(pk=chain.pk)
    assert (again.rpc_urls, again.is_testnet, again.metadata) == (["https://rpc.example"], True, {"a": 1})
    flag = FlagFactory()
    repair("AssetQualityFlag", flag.pk, "raised_at=2026-11-20T14:03:05Z", "evidence_url=", yes=True)
    again_flag = QualityFlag.objects.get(pk=flag.pk)
    assert (again_flag.raised_at.isoformat(), again_flag.evidence_url) == ("2026-11-20T14:03:05+00:00", None)


class TestRefused:
    def test_an_unknown_model(self) -> None:
        said = refused("Coin", "x", "a=b")
        assert said.startswith("model: there is no 'Coin': there are Asset, AssetDeployment,")

    @pytest.mark.parametrize(
        "name", ["decimal", "version", "stamp", "deployment_id", "address_key", "created_at"]
    )
    def test_a_field_that_cannot_be_set(self, name: str) -> None:
        said = refused("AssetDeployment", NOBODYS, f"{name}=6")
        assert said.startswith(f"{name}: cannot be set: there are address, asset_id, chain_id, decimals,")
        assert "address_key" not in said.partition("there are")[2]

    @pytest.mark.parametrize("key", [NOBODYS, "USDC"])
    def test_a_row_that_is_not_there(self, key: str) -> None:
        assert key in refused("Asset", key, "name=x")

    @pytest.mark.parametrize(
        ("model", "text", "why"),
        [
            ("AssetDeployment", "decimals=six", "decimals: "),
            ("Asset", "name=", "name: must be set"),
            ("QualityFlag", "severity=", "severity: "),
            ("AssetDeployment", "decimals=999", "decimals: "),
            ("AssetDeployment", "asset_id=USDC", "asset_id: "),
            ("AssetDeployment", f"asset_id={NOBODYS}", "asset"),
            ("AssetDeployment", "address=0x12", "address: "),
            ("AssetDeployment", "is_canonical=maybe", "is_canonical: "),
            ("AssetDeployment", "deployed_at=yesterday", "deployed_at: "),
            ("AssetDeployment", "deployed_at=2026-11-20T14:03:05", "deployed_at: has no time zone"),
            ("AssetDeployment", "metadata={", "metadata: is not JSON"),
            ("AssetDeployment", "metadata=[1]", "metadata: "),
        ],
    )
    def test_a_wrong_value(self, model: str, text: str, why: str) -> None:
        row = FACTORIES[getattr(models, model)]()
        assert refused(kind_of(type(row)), row.pk, text).startswith(why)

    @pytest.mark.parametrize(
        ("fields", "why"),
        [
            (["decimals"], "'decimals' is no field=value"),
            (["=6"], "'=6' is no"),
            (["decimals=6", "decimals=8"], "decimals: is there twice"),
        ],
    )
    def test_what_is_no_assignment(self, fields: list[str], why: str) -> None:
        assert refused("AssetDeployment", NOBODYS, *fields).startswith(why)

    def test_without_a_reason(self) -> None:
        assert refused("Asset", AssetFactory().pk, "name=x", reason="  ") == "--reason: must be set"

    @pytest.mark.parametrize("actor", ["   ", "x" * 129])
    def test_an_actor_that_is_none(self, actor: str) -> None:
        assert refused("Asset", AssetFactory().pk, "name=x", actor=actor).startswith("--actor: must ")
