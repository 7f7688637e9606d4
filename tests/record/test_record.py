"""The record of changes: every write leaves it, and what does not is refused at its commit."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, models, transaction

from cqi.context import acting_as, because, for_request
from registry.models import Asset, AssetDeployment, Change, Row
from registry.wire.events import event_message, mapping_by_kind
from registry.wire.mapping import MessageMapping
from registry.writing.write import write
from tests.factories import FACTORIES, AssetFactory, DeploymentFactory, MemberFactory
from tests.superuser import run_as_superuser

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = [model for model in FACTORIES if issubclass(model, Row)]


def raw(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def refused(run: Callable[[], object]) -> str:
    """The SQLSTATE with which the database refuses a transaction."""
    with pytest.raises(DatabaseError) as caught, transaction.atomic():
        run()
    return str(caught.value.__cause__.sqlstate)


def forged(key: object, version: int) -> None:
    raw(
        "INSERT INTO registry_change (entity, entity_id, version, event, actor, channel, assets, keys, stamp)"
        " VALUES ('Asset', %s, %s, 'AssetUpdated', 'x', 'grpc', '{}', '{}', 1)",
        str(key),
        version,
    )


def revision() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT head FROM history.revision")
        return int(cursor.fetchone()[0])


def test_it_works() -> None:
    before = revision()
    with acting_as("risk-desk"), because("listed by mistake"), for_request("r-1"):
        asset = AssetFactory(symbol="USDC")
        asset.name = "USD Coin"
        asset.save()
    created, updated = Change.objects.order_by("revision")
    assert created.before is created.after is None
    assert (created.revision, updated.revision) == (before + 1, before + 2)
    assert created.event == "AssetCreated"
    assert (updated.event, updated.version, updated.entity_id) == ("AssetUpdated", 2, str(asset.pk))
    assert updated.after == {"name": "USD Coin", "name_key": "usd coin", "name_skeleton": asset.name_skeleton}
    assert updated.before is not None
    assert updated.before.keys() == updated.after.keys()
    assert (updated.actor, updated.channel, updated.reason) == ("risk-desk", "command", "listed by mistake")
    assert (updated.request_id, updated.stamp, updated.assets) == ("r-1", asset.stamp, [asset.pk])
    assert created.at < updated.at
    message = MessageMapping.by_model[Asset].message.FromString(bytes(updated.message))
    assert message == MessageMapping.by_model[Asset].own_message(asset)


def test_one_transaction_has_one_moment_and_dense_revisions() -> None:
    before = revision()
    with transaction.atomic():
        write(AssetFactory.build_batch(5))
        DeploymentFactory()
    changes = list(Change.objects.order_by("revision"))
    assert [change.revision for change in changes] == list(range(before + 1, before + 1 + len(changes)))
    assert len({change.at for change in changes}) == 1
    assert before + len(changes) == revision()


def test_what_is_rolled_back_leaves_nothing() -> None:
    before = revision()
    with transaction.atomic():
        AssetFactory()
        transaction.set_rollback(True)
    with transaction.atomic():
        kept = AssetFactory()
        with transaction.atomic():
            AssetFactory()
            transaction.set_rollback(True)
    assert [change.entity_id for change in Change.objects.all()] == [str(kept.pk)]
    assert revision() == before + 1


def test_a_write_that_changes_nothing_leaves_nothing() -> None:
    asset = AssetFactory()
    asset.save()
    assert Change.objects.count() == 1


def test_a_removed_row_is_told_whole() -> None:
    member = MemberFactory()
    pk = member.pk
    member.delete()
    change = Change.objects.get(event="AssetGroupMemberDeleted")
    assert (change.version, change.after) == (2, None)
    assert change.before is not None
    assert change.before["member_id"] == str(pk)
    assert change.before.keys() == {*type(member).own_fields(), "created_at"}


@pytest.mark.parametrize("model", ROWS, ids=lambda model: model.__name__)
def test_every_kind_of_row_is_kept(model: type[Row]) -> None:
    """Each table has its history, each version of a row is there once, and its change is told by an event."""
    row = FACTORIES[model]()
    row.metadata = {"note": "changed"}
    row.save()
    table, key = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT version, valid_to = 'infinity' FROM history.{table} WHERE {key} = %s ORDER BY version",
            [row.pk],
        )
        assert cursor.fetchall() == [(1, False), (2, True)]
    for change in Change.objects.filter(entity_id=row.pk):
        event = event_message(change)
        assert (event.actor_id, bool(event.event_id)) == (change.actor, True)
        assert mapping_by_kind()[change.entity].model is model


class TestUnrecorded:
    """What goes round the write path does not commit."""

    def test_an_update_without_a_record(self) -> None:
        pk = AssetFactory().pk
        sql = "UPDATE registry_asset SET name = 'x', version = version + 1 WHERE asset_id = %s"
        assert refused(lambda: raw(sql, pk)) == "CQ001"

    def test_an_insert_without_a_record(self) -> None:
        rows = AssetFactory.build_batch(2)
        for row in rows:
            row.check_by_itself()
            row.created_at = row.updated_at = "2026-01-01T00:00:00Z"
        assert refused(lambda: models.QuerySet(Asset).bulk_create(rows)) == "CQ001"

    def test_a_removal_without_a_record(self) -> None:
        member = MemberFactory()
        assert (
            refused(lambda: type(member)._base_manager.filter(pk=member.pk)._raw_delete("default")) == "CQ001"
        )

    def test_copy(self) -> None:
        asset = AssetFactory()
        copied = ", ".join(
            field.column
            for field in Asset._meta.concrete_fields
            if not (field.generated or field.primary_key)
        )

        def copy() -> None:
            read = f"SELECT gen_random_uuid(), {copied} FROM registry_asset"
            raw(f"INSERT INTO registry_asset (asset_id, {copied}) {read}")

        assert asset.version == 1
        assert refused(copy) == "CQ001"

    def test_an_update_that_keeps_the_version(self) -> None:
        pk = AssetFactory().pk
        assert refused(lambda: raw("UPDATE registry_asset SET name = 'x' WHERE asset_id = %s", pk)) == "CQ002"

    def test_an_update_of_the_key(self) -> None:
        deployment = DeploymentFactory()
        sql = "UPDATE registry_assetdeployment SET deployment_id = gen_random_uuid(), version = version + 1"
        assert AssetDeployment.objects.count() == 1
        assert refused(lambda: raw(f"{sql} WHERE deployment_id = %s", deployment.pk)) == "CQ002"

    @pytest.mark.parametrize("table", ["registry_assetidentifier", "registry_change"])
    def test_truncate(self, table: str) -> None:
        assert refused(lambda: run_as_superuser(f"TRUNCATE {table}")) == "CQ003"

    def test_a_record_without_a_change(self) -> None:
        assert refused(lambda: forged("0193e4a2-7c1f-7d3a-9b52-3f8a6c0d9e11", 2)) == "CQ004"

    def test_a_second_record_of_a_change(self) -> None:
        asset = AssetFactory()

        def twice() -> None:
            asset.name = "again"
            asset.save()
            forged(asset.pk, 3)

        assert refused(twice) == "CQ004"

    def test_what_comes_after_constraints_were_made_immediate(self) -> None:
        def early() -> None:
            raw("SET CONSTRAINTS ALL IMMEDIATE")
            AssetFactory()

        assert refused(early) == "CQ001"
