"""Deployments get the key that their address has now that all spellings of one token have one.

Of two live deployments that are one token now the one that has the key keeps it, else the older gets it; the
other keeps its old key, and `manage.py spelling_conflicts` lists it.  Each change is recorded.  On the way back what
this has given is taken back, by that record, where the key has not changed since.
"""

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator
from typing import Any

import structlog
from django.db import migrations

from registry.models import Asset, AssetDeployment, Chain
from registry.rules.spellings import Spelled, as_spelled, settle_keys
from registry.wire.mapping import MessageMapping

log = structlog.get_logger(__name__)

REASON = "all spellings of one token have one key"
REASON_BACK = "each spelling of a token has a key of its own"
AT_ONCE = 10_000

UPDATE = """
UPDATE registry_assetdeployment AS kept
SET address_key = said.address_key, version = said.version, stamp = said.stamp, updated_at = said.updated_at
FROM json_to_recordset(%s) AS said (
    deployment_id uuid, address_key text, version bigint, stamp bigint, updated_at timestamptz)
WHERE kept.deployment_id = said.deployment_id
"""
CHANGES = """
INSERT INTO registry_change (entity, entity_id, version, event, actor, channel, reason, before, after, message,
    assets, keys, stamp)
SELECT 'AssetDeployment', deployment_id, version, event, 'migration', 'command', %s, before, after,
    decode(message, 'base64'), ARRAY[asset_id], '{}', stamp
FROM json_to_recordset(%s) AS said (
    deployment_id text, version bigint, event text, before jsonb, after jsonb, message text, asset_id uuid,
    stamp bigint)
"""
GIVEN = """
SELECT kept.deployment_id, change.before ->> 'address_key'
FROM registry_change AS change
JOIN registry_assetdeployment AS kept
ON kept.deployment_id::text = change.entity_id AND kept.address_key = change.after ->> 'address_key'
WHERE change.entity = 'AssetDeployment' AND change.actor = 'migration' AND change.reason = %s
ORDER BY change.revision DESC
"""


def give_keys(apps: Any, schema_editor: Any) -> None:
    chains = {row.pk: as_row(Chain, row) for row in stored(apps, schema_editor, "Chain")}

    def read() -> Iterator[Spelled]:
        rows = stored(apps, schema_editor, "AssetDeployment").order_by("pk")
        for row in rows.iterator(AT_ONCE):
            yield as_spelled(row, chains[row.chain_id])

    steps, clashes = settle_keys(read)
    for keys in steps:
        write_keys(apps, schema_editor, keys, REASON)
    for clash in clashes:
        log.warning("spelling_conflict", conflict=str(clash))


def take_keys_back(apps: Any, schema_editor: Any) -> None:
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(GIVEN, [REASON])
        # The oldest change comes last: its key is the one from before all of them.
        keys = dict(cursor.fetchall())
    write_keys(apps, schema_editor, keys, REASON_BACK)


def write_keys(apps: Any, schema_editor: Any, keys: dict[Any, str], reason: str) -> None:
    """Give these deployments these keys, with a Change of each."""
    ids = sorted(keys)
    for start in range(0, len(ids), AT_ONCE):
        found = stored(apps, schema_editor, "AssetDeployment").filter(pk__in=ids[start : start + AT_ONCE])
        rows = [with_key(row, keys[row.pk]) for row in found.select_related("asset", "chain")]
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("SELECT nextval('registry_stamp'), now() FROM generate_series(1, %s)", [len(rows)])
            for (row, _), (stamp, now) in zip(rows, cursor.fetchall(), strict=True):
                row.stamp, row.updated_at = stamp, now
            cursor.execute(UPDATE, [as_json(written(row) for row, _ in rows)])
            cursor.execute(CHANGES, [reason, as_json(told(row, old) for row, old in rows)])


def stored(apps: Any, schema_editor: Any, model: str) -> Any:
    return apps.get_model("registry", model)._base_manager.using(schema_editor.connection.alias)


def as_row(model: Any, old: Any) -> Any:
    """The row of this release with the columns that it has at this migration."""
    known = {field.attname for field in model._meta.concrete_fields}
    columns = [field.attname for field in old._meta.concrete_fields if not field.generated]
    return model(**{name: getattr(old, name) for name in columns if name in known})


def with_key(old: Any, key: str) -> tuple[Any, str]:
    """The next version of a deployment with this key, and the key that it had."""
    row = as_row(AssetDeployment, old)
    row.asset, row.chain = as_row(Asset, old.asset), as_row(Chain, old.chain)
    row.address_key, row.version = key, old.version + 1
    return row, old.address_key


def written(row: Any) -> dict[str, Any]:
    return {
        name: getattr(row, name) for name in ("deployment_id", "address_key", "version", "stamp", "updated_at")
    }


def told(row: Any, old_key: str) -> dict[str, Any]:
    message = MessageMapping.by_model[AssetDeployment].own_message(row)
    return {
        **{name: getattr(row, name) for name in ("deployment_id", "version", "asset_id", "stamp")},
        "event": "AssetDeploymentUpdated",
        "before": {"address_key": old_key},
        "after": {"address_key": row.address_key},
        "message": b64encode(message.SerializeToString()).decode(),
    }


def as_json(rows: Iterable[dict[str, Any]]) -> str:
    return json.dumps([*rows], default=str)


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0018_symbols_searched_by_quote"),
    ]

    operations = [
        migrations.RunPython(give_keys, take_keys_back),
    ]
