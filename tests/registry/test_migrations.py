"""Migrations: they go forward and back on a database of their own, and the models have all of theirs."""

import json
from contextlib import contextmanager
from io import StringIO
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.postgresql.base import DatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from registry.services.verifying.whole import verify

SCRATCH = "scratch_migrations"

SCHEMA = """
SELECT 'column', table_name, column_name,
       concat_ws(' ', data_type, is_nullable, column_default, collation_name, generation_expression)
FROM information_schema.columns WHERE table_name LIKE 'registry%%'
UNION ALL
SELECT 'index', tablename, indexname, indexdef FROM pg_indexes WHERE tablename LIKE 'registry%%'
UNION ALL
SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid)
FROM pg_constraint WHERE conrelid::regclass::text LIKE 'registry%%'
UNION ALL
SELECT 'sequence', sequencename, '', '' FROM pg_sequences WHERE sequencename LIKE 'registry%%'
UNION ALL
SELECT 'function', proname, '', prosrc FROM pg_proc WHERE proname LIKE 'registry%%'
"""


ANNOUNCED = """
WITH venue AS (
  INSERT INTO registry_venue (
    venue_id, name, venue_type, is_active, metadata, version, stamp, created_at, updated_at)
  VALUES ('okx', 'OKX', 'CEX', true, '{}', 1, 1, now(), now()) RETURNING venue_id
), asset AS (
  INSERT INTO registry_asset (
    asset_id, symbol, symbol_key, name, name_key, asset_type, symbol_skeleton, name_skeleton,
    metadata, version, stamp, created_at, updated_at)
  VALUES (gen_random_uuid(), 'A', 'a', 'A', 'a', 'ERC20', 'a', 'a', '{}', 1, 2, now(), now()) RETURNING asset_id
)
INSERT INTO registry_venueasset (
  venue_asset_id, venue_id, asset_id, venue_asset_symbol, venue_asset_symbol_key, is_active,
  listed_at, delisted_at, metadata, version, stamp, created_at, updated_at)
SELECT gen_random_uuid(), venue_id, asset_id, 'A', 'a', false, '2027-01-01', '2026-11-20', '{}', 1, 3, now(), now()
FROM venue, asset
"""


@pytest.fixture
def scratch(db):
    """The owner's connection to an empty database."""
    name = f"{SCRATCH}_{connection.settings_dict['NAME']}"
    owner = connection.settings_dict["OWNER"]
    with connection.as_superuser("postgres") as server:
        server.execute(f"DROP DATABASE IF EXISTS {name}")
        server.execute(f"CREATE DATABASE {name} OWNER {owner['USER']}")
        options = {key: value for key, value in connection.settings_dict["OPTIONS"].items() if key != "pool"}
        settings = {**connection.settings_dict, **owner, "NAME": name, "OPTIONS": options}
        wrapper = DatabaseWrapper(settings, SCRATCH)
        connections[SCRATCH] = wrapper
        yield wrapper
        wrapper.close()
        del connections[SCRATCH]
        server.execute(f"DROP DATABASE {name}")


def schema(wrapper):
    with wrapper.cursor() as cursor:
        cursor.execute(SCHEMA)
        return set(cursor.fetchall())


def migrate(wrapper, target=None):
    """To the last migration, or to this one."""
    executor = MigrationExecutor(wrapper)
    executor.migrate(target or executor.loader.graph.leaf_nodes("registry"))
    return schema(wrapper)


def test_it_works(scratch):
    """Forward, back to nothing, and forward again to the same."""
    whole = migrate(scratch)
    assert {"registry_asset", "registry_venuesymbol", "registry_stamp"} <= {row[1] for row in whole}
    assert migrate(scratch, [("registry", None)]) == set()
    assert migrate(scratch) == whole


def test_what_was_announced_and_never_listed(scratch):
    """A listing that was delisted before the time it was announced for does not stop the migration."""
    migrate(scratch, [("registry", "0004_change_reason")])
    with scratch.cursor() as cursor:
        cursor.execute(ANNOUNCED)
        migrate(scratch)
        cursor.execute("SELECT listed_at, version FROM registry_venueasset")
        assert cursor.fetchall() == [(None, 2)]


REMEMBERED = """
UPDATE registry_venueasset SET metadata = '{"observed": "2026-01-02", "origin": "an API", "note": "mine"}';
UPDATE registry_asset SET source = 'web3icons',
    metadata = '{"derived": {"symbol": "in capitals"}, "said": {"web3icons": {"market_cap_rank": "7"}}, "a": 1}'
"""


def test_what_importers_remembered_in_metadata_becomes_claims(scratch):
    migrate(scratch, [("registry", "0006_list_indexes")])
    with scratch.cursor() as cursor:
        cursor.execute(ANNOUNCED.replace("'2026-11-20'", "NULL"))
        cursor.execute(REMEMBERED)
        migrate(scratch)
        cursor.execute(
            "SELECT entity, field, source, said, derivation, observed::text, origin FROM registry_sourceclaim"
            " ORDER BY entity, field"
        )
        assert cursor.fetchall() == [
            ("Asset", "market_cap_rank", "web3icons", "7", "", None, ""),
            ("Asset", "symbol", "web3icons", "A", "in capitals", None, ""),
            ("VenueAsset", "venue_asset_symbol", "venue", "A", "", "2026-01-02", "an API"),
        ]
        for table, left in (("asset", {"a": 1}), ("venueasset", {"note": "mine"})):
            cursor.execute(f"SELECT metadata, version FROM registry_{table}")
            assert [(json.loads(metadata), version) for metadata, version in cursor.fetchall()] == [(left, 2)]


@pytest.mark.django_db
def test_the_models_have_all_their_migrations():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


GIVEN = """
INSERT INTO registry_changereason (entity, entity_id, version, actor, reason, created_at)
SELECT 'Asset', asset_id::text, given.version, 'ops', given.reason, '2026-11-21T12:00:00Z'
FROM registry_asset, (VALUES (0, 'long ago'), (1, 'as it is')) AS given (version, reason)
"""
KEPT = """
SELECT revision, entity, version, event, actor, reason, stamp FROM registry_change ORDER BY revision
"""


def test_what_was_there_begins_the_record(scratch):
    """Each row has one Change and one version; a reason that was given stays with the version it was given for."""
    migrate(scratch, [("registry", "0010_permissions")])
    with scratch.cursor() as cursor:
        cursor.execute(ANNOUNCED.replace("'2026-11-20'", "NULL"))
        cursor.execute(GIVEN)
        migrate(scratch)
        cursor.execute(KEPT)
        assert cursor.fetchall() == [
            (1, "Asset", 1, "RecordBegan", "ops", "as it is", 2),
            (2, "Venue", 1, "RecordBegan", "migration", None, 1),
            (3, "VenueAsset", 1, "RecordBegan", "migration", None, 3),
            (4, "Asset", 0, "ReasonGiven", "ops", "long ago", 0),
        ]
        cursor.execute("SELECT head, began = at FROM history.revision")
        assert cursor.fetchone() == (4, True)
        cursor.execute("SELECT set_config('cqar.as_of', at::text, false) FROM history.revision")
        cursor.execute("SELECT symbol FROM as_of.registry_asset")
        assert cursor.fetchall() == [("A",)]
        migrate(scratch, [("registry", "0010_permissions")])
        cursor.execute("SELECT version, reason FROM registry_changereason ORDER BY version")
        assert cursor.fetchall() == [(0, "long ago"), (1, "as it is")]


FINGERPRINT = "asset15f3ymkjafxxeunv5gtdl54g5qs8ty9k84tq94x"
POLICY_AND_NAME = "8db269c3ec630e06ae29f74bc39edd1f87c819f1056206e879a1cd61446a65644d6963726f555344"
ALICE = {
    0: "15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5",
    42: "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY",
}
ISSUER = "GBNZILSTVQZ4R7IKQDGHYGY2QXL5QOFJYQMXPKWRRM5PAV7Y4M67AQUA"
AS_STORED = [
    # kind of chain, address, key of the release before, whether it is deleted
    ("CARDANO", POLICY_AND_NAME, POLICY_AND_NAME, False),
    ("CARDANO", FINGERPRINT, FINGERPRINT, False),
    ("SUBSTRATE", ALICE[0], ALICE[0], False),
    ("SUBSTRATE", ALICE[42], ALICE[42], False),
    ("SUBSTRATE", "01984", "01984", True),
    ("STELLAR", ISSUER, ISSUER, False),
    ("EVM", None, None, False),
    ("EVM", "0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE", "0x" + "e" * 40, False),
    ("BITCOIN", "A•BCD", "A•BCD", False),
    ("BITCOIN", "ABCD", "ABCD", False),
]
SETTLED = [
    POLICY_AND_NAME,  # the other has the key already
    FINGERPRINT,
    "0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d",  # the older of two without it
    ALICE[42],
    "1984",
    ISSUER,
    None,
    "0x" + "e" * 40,
    "ABCD",  # which the last one gave up before
    "abcd",
]


def store_as_before(apps):
    """The rows of an earlier release, the oldest first; their ids in that order."""
    chain, asset, deployment = (
        apps.get_model("registry", name)._base_manager.using(SCRATCH)
        for name in ("Chain", "Asset", "AssetDeployment")
    )
    kept = {"version": 1, "created_at": "2026-01-01T00:00Z", "updated_at": "2026-01-01T00:00Z"}
    ids = []
    for number, (kind, address, key, is_gone) in enumerate(AS_STORED):
        place, _ = chain.get_or_create(
            chain_id=kind.lower(), defaults={"chain_name": kind, "chain_type": kind, **kept}
        )
        made = asset.create(
            asset_id=UUID(int=number), symbol="A", name="A", asset_type="CRYPTOCURRENCY", **kept
        )
        gone = {"deleted_at": "2026-01-02T00:00Z"} if is_gone else {}
        where = {"address": address, "address_key": key, "is_native": address is None}
        ids.append(UUID(int=100 + number))
        deployment.create(deployment_id=ids[-1], asset=made, chain=place, **where, **gone, **kept)
    return ids


def test_spellings_of_one_token_get_one_key_and_back(scratch):
    """Each change is recorded; who cannot have its key is listed and keeps its old one; the way back is exact."""
    executor = MigrationExecutor(scratch)
    before_the_record = [("registry", "0010_permissions")]
    executor.migrate(before_the_record)
    ids = store_as_before(executor.loader.project_state(before_the_record).apps)

    def stored_keys(target):
        migrate(scratch, [("registry", target)])
        with scratch.cursor() as cursor:
            cursor.execute("SELECT deployment_id, address_key FROM registry_assetdeployment")
            keys = dict(cursor.fetchall())
        return [keys[each] for each in ids]

    before = [key for _, _, key, _ in AS_STORED]
    ((_, newest),) = executor.loader.graph.leaf_nodes("registry")
    assert stored_keys("0016_native_aliases") == before
    assert stored_keys(newest) == SETTLED
    with as_default(scratch):
        assert not verify(None, lambda _: None)
        output = StringIO()
        with pytest.raises(CommandError, match="4 cannot be written"):
            call_command("spelling_conflicts", stdout=output)
    listed = output.getvalue().splitlines()
    assert [line.split()[0] for line in listed] == [str(ids[each]) for each in (0, 3, 5, 7)]
    for line, holder in zip(listed, (1, 2, None, 6), strict=True):
        assert holder is None or str(ids[holder]) in line
    assert stored_keys("0016_native_aliases") == before
    assert stored_keys(newest) == SETTLED
    with as_default(scratch):
        assert not verify(None, lambda _: None)


@contextmanager
def as_default(wrapper):
    """The product asks this database."""
    default = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = wrapper
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = default
