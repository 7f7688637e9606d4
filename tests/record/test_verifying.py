"""verify_history: a clean record is clean, and every way to forge one is found and named."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from cqi.context import acting_as
from registry.models import AssetDeployment, Change, HistoryHead
from registry.services.sealing import chained, seal_history
from tests.factories import AssetFactory, DeploymentFactory, FlagFactory, MemberFactory, SourceClaimFactory

from .conftest import Forge, findings

FORGED_ROW = """
INSERT INTO registry_change (revision, entity, entity_id, version, event, actor, channel, assets, keys, stamp, at)
SELECT {revision}, entity, entity_id, 9, event, actor, channel, assets, keys, stamp, at FROM registry_change
WHERE revision = {like}
"""


@pytest.fixture
def deployment(forge: Forge) -> AssetDeployment:
    """One at version 3, in a record that has a removed row and a flag too, and is hashed to its end."""
    row: AssetDeployment = DeploymentFactory(decimals=6)
    for decimals in (8, 18):
        row.decimals = decimals
        row.save()
    FlagFactory(asset=row.asset)
    MemberFactory(asset=row.asset, weight="2.5").delete()
    seal_history()
    assert findings() == []
    return row


def change_of(row: AssetDeployment, version: int) -> Change:
    return Change.objects.get(entity="AssetDeployment", entity_id=row.pk, version=version)


def verified(*args: str) -> tuple[int, str]:
    """The exit code and the output of the command."""
    output = StringIO()
    try:
        call_command("verify_history", *args, stdout=output, stderr=StringIO())
    except SystemExit as ended:
        return int(str(ended.code)), output.getvalue()
    return 0, output.getvalue()


def test_it_works(deployment: AssetDeployment) -> None:
    count = Change.objects.count()
    assert verified() == (0, f"The record is whole: {count:,} changes.\n")


EDITS = {
    # what is edited in the Change of version 2: what is found beside the digest
    "actor = 'nobody'": [],
    "reason = 'never given'": [],
    "keys = '{forged}'": [],
    "assets = '{}'": [],
    """after = '{"decimals": 9}'""": ["a change's after is not that of its version: {row}: decimals"],
    """before = '{"decimals": 6, "is_native": true}'""": [
        "a change's before is not that of its version: {row}: is_native"
    ],
    "before = NULL": ["a change's before is not that of its version: {row}: decimals"],
    "message = ''": ["a change's message is not that of its version: {row}: address"],
    r"message = '\xff'": ["a change's message is not that of its version: {row}: all of it"],
    r"message = message || '\xa03e01'": ["a change's message is not that of its version: {row}: what it has"],
    "before = '[1]'": ["a change's before is not that of its version: {row}: all of it"],
    "event = 'AssetDeploymentDeleted'": ["a change's event is not that of its version: {row}"],
    "stamp = 1": ["a change's stamp is not that of its version: {row}: 1"],
    "at = at + interval '1 microsecond'": [
        "a version has not the moments of its changes: {row}: its beginning"
    ],
    "at = 'infinity'": ["a version has not the moments of its changes: {row}: its beginning"],
    "entity = 'Deployment'": ["a change is of no known kind of row: Deployment"],
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_change(deployment: AssetDeployment, forge: Forge, edit: str) -> None:
    change = change_of(deployment, 2)
    forge(f"UPDATE registry_change SET {edit} WHERE id = %s", change.pk)
    row = f"AssetDeployment {deployment.pk} version 2, revision {change.revision}"
    hashed = f"a change differs from what was hashed: {row}"
    if edit.startswith("entity"):
        hashed = hashed.replace("AssetDeployment", "Deployment")
    found = findings()
    assert hashed in found
    for expected in EDITS[edit]:
        assert any(line.startswith(expected.format(row=row)) for line in found), found


def test_an_edited_change_that_was_not_hashed(deployment: AssetDeployment, forge: Forge) -> None:
    deployment.decimals = 9
    deployment.save()
    change = change_of(deployment, 4)
    forge("""UPDATE registry_change SET after = '{"decimals": 7}' WHERE id = %s""", change.pk)
    where = f"AssetDeployment {deployment.pk} version 4, revision {change.revision}"
    assert findings() == [f"a change's after is not that of its version: {where}: decimals", "Findings: 1."]


def test_a_removed_change(deployment: AssetDeployment, forge: Forge) -> None:
    change = change_of(deployment, 2)
    forge("DELETE FROM registry_change WHERE id = %s", change.pk)
    found = findings()
    assert (
        f"there is no change of a revision: revision {change.revision}: nor up to {change.revision}" in found
    )
    assert f"a version has no change: AssetDeployment {deployment.pk} version 2" in found


def test_an_inserted_change(deployment: AssetDeployment, forge: Forge) -> None:
    last = Change.objects.count()
    like = change_of(deployment, 2).revision
    forge(FORGED_ROW.format(revision=last + 1, like=like))
    where = f"AssetDeployment {deployment.pk} version 9, revision {last + 1}"
    found = findings()
    assert f"a change has no version: {where}: AssetDeploymentUpdated" in found
    assert f"a change stands outside of the order of commits: {where}" in found
    forge("UPDATE history.revision SET head = head + 1")
    assert any(line.startswith("a change has an earlier moment than the one before") for line in findings())


def test_a_change_that_has_no_revision(deployment: AssetDeployment, forge: Forge) -> None:
    forge(FORGED_ROW.format(revision="NULL", like=change_of(deployment, 2).revision))
    assert (
        f"a change stands outside of the order of commits: AssetDeployment {deployment.pk} version 9"
        in findings()
    )


def test_two_changes_that_were_swapped(deployment: AssetDeployment, forge: Forge) -> None:
    first, second = change_of(deployment, 2), change_of(deployment, 3)
    forge("UPDATE registry_change SET revision = -1 WHERE id = %s", first.pk)
    forge("UPDATE registry_change SET revision = %s WHERE id = %s", first.revision, second.pk)
    forge("UPDATE registry_change SET revision = %s WHERE id = %s", second.revision, first.pk)
    found = findings()
    for change, revision in ((first, second.revision), (second, first.revision)):
        where = f"AssetDeployment {deployment.pk} version {change.version}, revision {revision}"
        assert f"a change differs from what was hashed: {where}" in found


def test_an_edited_version(deployment: AssetDeployment, forge: Forge) -> None:
    forge("UPDATE history.registry_assetdeployment SET decimals = 7 WHERE version = 2")
    second, third = (change_of(deployment, version).revision for version in (2, 3))
    row = f"AssetDeployment {deployment.pk}"
    assert findings() == [
        f"a change's after is not that of its version: {row} version 2, revision {second}: decimals",
        f"a change's message is not that of its version: {row} version 2, revision {second}: decimals",
        f"a change's before is not that of its version: {row} version 3, revision {third}: decimals",
        "Findings: 3.",
    ]


def test_a_version_that_is_no_row(deployment: AssetDeployment, forge: Forge) -> None:
    forge("UPDATE history.registry_qualityflag SET flag_type = 'forged'")
    kind = "a change's message is not that of its version"
    assert any(
        line.startswith(f"{kind}: AssetQualityFlag") and line.endswith("all of it") for line in findings()
    )


@pytest.mark.parametrize(
    ("edit", "version"), [("valid_from = valid_from - interval '1 second'", 2), ("valid_to = 'infinity'", 2)]
)
def test_a_version_of_another_time(
    deployment: AssetDeployment, forge: Forge, edit: str, version: int
) -> None:
    forge(f"UPDATE history.registry_assetdeployment SET {edit} WHERE version = 2")
    start = f"a version has not the moments of its changes: AssetDeployment {deployment.pk} version {version}"
    assert any(line.startswith(start) for line in findings())


def test_a_removed_version(deployment: AssetDeployment, forge: Forge) -> None:
    forge("DELETE FROM history.registry_assetdeployment WHERE version = 2")
    where = f"AssetDeployment {deployment.pk} version 2, revision {change_of(deployment, 2).revision}"
    assert f"a change has no version: {where}: AssetDeploymentUpdated" in findings()


def test_a_removed_version_and_its_change(deployment: AssetDeployment, forge: Forge) -> None:
    """The last of a row, with the row put back to the one before."""
    revision = change_of(deployment, 3).revision
    forge("DELETE FROM history.registry_assetdeployment WHERE version = 3")
    forge("DELETE FROM registry_change WHERE revision = %s", revision)
    forge("UPDATE history.registry_assetdeployment SET valid_to = 'infinity' WHERE version = 2")
    forge(
        "UPDATE registry_assetdeployment SET (version, decimals, stamp, updated_at) = "
        "(SELECT version, decimals, stamp, updated_at FROM history.registry_assetdeployment WHERE version = 2)"
    )
    assert findings() == [
        f"there is no change of a revision: revision {revision}: nor up to {revision}",
        "Findings: 1.",
    ]


def test_an_edited_row(deployment: AssetDeployment, forge: Forge) -> None:
    forge("UPDATE registry_assetdeployment SET decimals = 6, is_canonical = true")
    where = f"AssetDeployment {deployment.pk} version 3"
    assert findings() == [f"a row is not its last version: {where}: decimals, is_canonical", "Findings: 1."]


def test_a_removed_row(deployment: AssetDeployment, forge: Forge) -> None:
    forge("DELETE FROM registry_assetdeployment")
    where = f"AssetDeployment {deployment.pk} version 3"
    assert findings() == [f"a row is not its last version: {where}: the row is gone", "Findings: 1."]


def test_a_row_that_came_back(deployment: AssetDeployment, forge: Forge) -> None:
    forge(
        "INSERT INTO registry_assetgroupmember SELECT {} FROM history.registry_assetgroupmember".format(
            ", ".join(column.name for column in columns_of("registry_assetgroupmember"))
        )
    )
    assert any(line.endswith("version 1: it has none") for line in findings())


def columns_of(table: str) -> list[Any]:
    with connection.cursor() as cursor:
        return list(connection.introspection.get_table_description(cursor, table))


def test_a_forged_removal(deployment: AssetDeployment, forge: Forge) -> None:
    """A removed row's Change says something else of what the row was."""
    change = Change.objects.get(event="AssetGroupMemberDeleted")
    forge("""UPDATE registry_change SET before = before || '{"weight": "3"}' WHERE id = %s""", change.pk)
    where = f"AssetGroupMember {change.entity_id} version 2, revision {change.revision}"
    assert f"a change's before is not that of its version: {where}: weight" in findings()


class TestTheHeadThatWasKept:
    def test_it_is_met(self, deployment: AssetDeployment) -> None:
        head = str(HistoryHead.objects.get())
        SourceClaimFactory()
        AssetFactory()
        assert verified("--since", head)[0] == 0

    def test_it_is_printed(self, deployment: AssetDeployment) -> None:
        assert verified("--head") == (0, f"{HistoryHead.objects.get()}\n")

    def test_a_tail_that_was_cut_off_without_a_trace(self, deployment: AssetDeployment, forge: Forge) -> None:
        """Rows, versions, changes, counter and head: all as if the last three had never been."""
        head = str(HistoryHead.objects.get())
        kept = change_of(deployment, 3).revision
        forge("DELETE FROM registry_change WHERE revision > %s", kept)
        for table in ("qualityflag", "assetgroupmember", "assetgroup"):
            forge(f"DELETE FROM history.registry_{table}")
        forge("DELETE FROM registry_qualityflag")
        forge("DELETE FROM registry_assetgroup")
        forge("UPDATE history.revision SET head = %s", kept)
        forge("DELETE FROM registry_historyhead")
        seal_history()
        assert findings() == []
        code, output = verified("--since", head)
        revision = head.partition(":")[0]
        assert (code, output) == (
            1,
            f"the chain ends before the head that was kept: revision {revision}: it ends at {kept}\nFindings: 1.\n",
        )

    def test_a_chain_that_was_made_anew(self, deployment: AssetDeployment, forge: Forge) -> None:
        head = str(HistoryHead.objects.get())
        forge("UPDATE registry_change SET actor = 'nobody' WHERE id = %s", change_of(deployment, 2).pk)
        forge("DELETE FROM registry_historyhead")
        seal_history()
        assert findings() == []
        code, output = verified("--since", head)
        assert code == 1
        assert "the head that was kept has another hash" in output

    def test_another_batch_than_was_kept(self, deployment: AssetDeployment) -> None:
        revision, _, hash_ = str(HistoryHead.objects.get()).partition(":")
        code, output = verified("--since", f"{int(revision) - 1}:{hash_}")
        assert code == 1
        assert "the chain has no such head as was kept" in output

    @pytest.mark.parametrize(
        "text", ["", "12", "0:" + "a" * 64, "12:" + "A" * 64, "12:abc", "9" * 30 + ":" + "a" * 64]
    )
    def test_a_text_that_is_no_head(self, whole_record: None, text: str) -> None:
        with pytest.raises(CommandError, match="--since: must be a revision and a hash"):
            verified("--since", text)

    def test_no_head_yet(self, whole_record: None) -> None:
        with pytest.raises(CommandError, match="seal_history"):
            verified("--head")


def test_a_forged_head(deployment: AssetDeployment, forge: Forge) -> None:
    head = HistoryHead.objects.get()
    forge("UPDATE registry_historyhead SET hash = %s", b"\0" * 32)
    kind = "a head has not the hash of its changes and the head before"
    assert findings() == [f"{kind}: revision {head.last}", "Findings: 1."]


def test_a_head_that_is_missing(deployment: AssetDeployment, forge: Forge) -> None:
    first = HistoryHead.objects.get()
    AssetFactory()
    second = seal_history()
    assert second is not None
    forge("DELETE FROM registry_historyhead WHERE id = %s", first.pk)
    assert f"heads do not follow each other: revision {second.first}" in findings()
    forge(
        "UPDATE registry_historyhead SET hash = %s",
        chained(b"", second.first, second.last, bytes(second.digests)),
    )
    assert findings() == [f"heads do not follow each other: revision {second.first}", "Findings: 1."]


def test_a_field_that_a_release_added(deployment: AssetDeployment, forge: Forge) -> None:
    """What no Change could tell is not asked of those before."""
    forge("UPDATE history.registry_assetdeployment SET decimals = version")
    forge("UPDATE registry_assetdeployment SET decimals = version")
    assert findings() != []
    forge(
        "INSERT INTO history.since SELECT 'registry_assetdeployment', 'decimals', head FROM history.revision"
    )
    assert findings() == []


def test_much_is_found_and_little_shown(whole_record: None, forge: Forge) -> None:
    with acting_as("importer"):
        AssetFactory.create_batch(30)
    forge("UPDATE registry_asset SET name = 'x'")
    *shown, more, count = findings()
    assert len(shown) == 20
    assert (more, count) == ("a row is not its last version: 10 more", "Findings: 30.")
