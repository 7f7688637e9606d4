"""The record: each change of a row leaves one Change, in the same transaction.

The application says what happened and who did it.  Revision, moment and transaction are the database's
(migrations/sql/record.sql).
"""

import json
from base64 import b64encode
from collections.abc import Sequence
from typing import Any

from django.db import connection

from cqi.context import actor, channel, reason, request_id
from cqi.tracing import traceparent
from registry.models import (
    Asset,
    AssetDeployment,
    AssetGroupMember,
    AssetIdentifier,
    AssetRelationship,
    QualityFlag,
    Row,
)
from registry.models.base import kind_of
from registry.reading import reads
from registry.reading.symbol_specs import spec_keys
from registry.wire.events import event_of
from registry.wire.mapping import MessageMapping

from .store import as_json
from .telling import WrittenChange, flag_facts, tell_on_commit

INSERT_CHANGES = """
INSERT INTO registry_change (
    entity, actor, channel, request_id, reason, trace,
    entity_id, version, event, before, after, message, assets, keys, stamp
)
SELECT %s, %s, %s, %s, %s, %s,
    entity_id, version, event, before, after, decode(message, 'base64'), assets, keys, stamp
FROM json_to_recordset(%s) AS said (
    entity_id text, version bigint, event text, before jsonb, after jsonb, message text, assets uuid[], keys text[],
    stamp bigint
)
"""
"""The columns are named, because the application may not write those that are the database's."""


OF_ASSET: dict[type[Row], tuple[str, ...]] = {
    Asset: ("asset_id", "merged_into_id"),
    AssetDeployment: ("asset_id",),
    AssetIdentifier: ("asset_id",),
    AssetRelationship: ("from_asset_id", "to_asset_id"),
    AssetGroupMember: ("asset_id",),
    QualityFlag: ("asset_id",),
}
"""What is an asset's, and by which of its fields."""


def record(rows: Sequence[Row], *, removed: bool) -> None:
    """Record the change of these rows of one model, which are written or removed already."""
    model = type(rows[0])
    mapping = MessageMapping.by_model[model]
    who = (actor(), channel(), request_id() or None, reason() or None, traceparent() or None)
    said = [as_change(mapping, row, removed=removed) for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(INSERT_CHANGES, [kind_of(model), *who, json.dumps(said, default=str)])
    tell_on_commit(
        [
            WrittenChange(
                kind_of(model),
                change["entity_id"],
                change["version"],
                change["event"],
                actor(),
                channel(),
                flag_facts(row),
            )
            for row, change in zip(rows, said, strict=True)
        ]
    )


def as_change(mapping: MessageMapping, row: Row, *, removed: bool) -> dict[str, Any]:
    """What a Change says of its row; of a removed row all that it was, at the version that never was."""
    differing = row.changed_fields() if row.before is not None and not removed else ()
    owners = OF_ASSET.get(type(row), ())
    return {
        "entity_id": str(row.pk),
        "version": row.version,
        "event": event_of(row, removed=removed),
        "before": fields_of(row.before, [*row.own_fields(), "created_at"] if removed else differing),
        "after": fields_of(row, differing),
        "message": b64encode(mapping.own_message(row).SerializeToString()).decode(),
        "assets": list({getattr(known, name) for known in as_it_was_and_is(row) for name in owners} - {None}),
        "keys": sorted(keys_touched(row)),
        "stamp": row.stamp,
    }


def fields_of(row: Row | None, names: Sequence[str]) -> dict[str, Any] | None:
    return {name: as_json(getattr(row, name)) for name in names} if names else None


def keys_touched(row: Row) -> set[str]:
    """The cache keys under which the row can be found or that follow from it, by what it is and by what it was."""
    return {key for known in as_it_was_and_is(row) for key in (*reads.cache_keys(known), *spec_keys(known))}


def as_it_was_and_is(row: Row) -> list[Row]:
    return [known for known in (row.before, row) if known is not None]
