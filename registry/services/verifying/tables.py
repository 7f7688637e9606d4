"""What the database compares by sets: revisions, and for each table its Changes, its versions and its rows.

Each statement answers with the findings of one kind: entity, key, version, revision, detail.
"""

from typing import Any

from django.db import connection

from registry.models import Row
from registry.models.base import kind_of
from registry.wire.events import mapping_by_kind

from .flaws import KEPT_OF_A_KIND, Flaw, Flaws

REVISIONS = {
    "there is no change of a revision": """
        SELECT '', '', NULL::bigint, coalesce(before, 0) + 1, 'nor up to ' || revision - 1
        FROM (SELECT revision, lag(revision) OVER (ORDER BY revision) AS before FROM registry_change
              WHERE revision IS NOT NULL) AS walked
        WHERE revision > coalesce(before, 0) + 1
        UNION ALL
        SELECT '', '', NULL, last + 1, 'nor up to ' || head
        FROM history.revision, (SELECT coalesce(max(revision), 0) AS last FROM registry_change) AS made
        WHERE last < head""",
    "a change stands outside of the order of commits": """
        SELECT entity, entity_id, version, change.revision, ''
        FROM registry_change AS change, history.revision AS head
        WHERE change.revision IS NULL OR change.at IS NULL OR change.revision > head.head OR change.revision < 1""",
    "two changes have one revision": """
        SELECT '', '', NULL::bigint, revision, count(*)::text FROM registry_change GROUP BY revision
        HAVING revision IS NOT NULL AND count(*) > 1""",
    "two changes are of one version": """
        SELECT entity, entity_id, version, min(revision), count(*)::text FROM registry_change
        GROUP BY entity_id, entity, version HAVING count(*) > 1""",
    "a change has an earlier moment than the one before": """
        SELECT entity, entity_id, version, revision, at::text
        FROM (SELECT *, lag(at) OVER (ORDER BY revision) AS earlier FROM registry_change
              WHERE event <> 'ReasonGiven') AS walked
        WHERE at < earlier""",
    "a change is of no known kind of row": """
        SELECT entity, entity_id, version, revision, '' FROM registry_change WHERE entity <> ALL(%(entities)s)""",
}
"""A reason from before the record has its own moment, and no version (migration 0011)."""

COMPARED = {
    "a version has no change": """
        SELECT %(entity)s, kept.{key}::text, kept.version, NULL::bigint, ''
        FROM history.{table} AS kept
        WHERE NOT EXISTS (SELECT FROM registry_change AS change WHERE change.entity = %(entity)s
                          AND change.entity_id = kept.{key}::text AND change.version = kept.version)""",
    "a change has no version": """
        SELECT change.entity, change.entity_id, change.version, change.revision, change.event
        FROM registry_change AS change
        LEFT JOIN history.{table} AS kept
            ON kept.{key}::text = change.entity_id AND kept.version = change.version
        LEFT JOIN history.{table} AS ended
            ON ended.{key}::text = change.entity_id AND ended.version = change.version - 1
            AND change.before IS NOT NULL AND change.after IS NULL
        LEFT JOIN (
            SELECT {key}::text AS key, min(version) AS first FROM history.{table}
            WHERE {key}::text IN (SELECT entity_id FROM registry_change WHERE event = 'ReasonGiven') GROUP BY {key}
        ) AS began ON began.key = change.entity_id
        WHERE change.entity = %(entity)s AND kept.version IS NULL AND ended.version IS NULL
        AND (change.event <> 'ReasonGiven' OR began.first < change.version)""",
    "a version has not the moments of its changes": """
        SELECT change.entity, change.entity_id, change.version, change.revision,
            CASE WHEN kept.valid_from IS DISTINCT FROM change.at THEN 'its beginning' ELSE 'its end' END
        FROM history.{table} AS kept
        JOIN registry_change AS change ON change.entity = %(entity)s
            AND change.entity_id = kept.{key}::text AND change.version = kept.version
        LEFT JOIN registry_change AS next ON next.entity = %(entity)s
            AND next.entity_id = change.entity_id AND next.version = change.version + 1
        WHERE kept.valid_from IS DISTINCT FROM change.at
        OR kept.valid_to IS DISTINCT FROM coalesce(next.at, 'infinity')""",
    "a row is not its last version": """
        SELECT %(entity)s, coalesce(this.{key}, last.{key})::text, coalesce(this.version, last.version),
            NULL::bigint,
            CASE WHEN this.{key} IS NULL THEN 'the row is gone' WHEN last.{key} IS NULL THEN 'it has none'
                 ELSE concat_ws(', ', {differing}) END
        FROM {table} AS this
        FULL JOIN (SELECT * FROM history.{table} WHERE valid_to = 'infinity') AS last ON last.{key} = this.{key}
        WHERE this.{key} IS NULL OR last.{key} IS NULL OR ROW({these}) IS DISTINCT FROM ROW({lasts})""",
}


def check_revisions(flaws: Flaws) -> None:
    for kind, sql in REVISIONS.items():
        note(flaws, kind, sql, {"entities": list(mapping_by_kind())})


def check_versions(flaws: Flaws, model: type[Row]) -> None:
    quoted = connection.ops.quote_name
    names = [quoted(str(field.column)) for field in model._meta.concrete_fields]
    parts = {
        "table": quoted(model._meta.db_table),
        "key": quoted(str(model._meta.pk.column)),
        "these": ", ".join(f"this.{name}" for name in names),
        "lasts": ", ".join(f"last.{name}" for name in names),
        "differing": ", ".join(
            f"CASE WHEN this.{name} IS DISTINCT FROM last.{name} THEN '{name.strip(chr(34))}' END"
            for name in names
        ),
    }
    for kind, sql in COMPARED.items():
        note(flaws, kind, sql.format(**parts), {"entity": kind_of(model)})


def note(flaws: Flaws, kind: str, sql: str, values: dict[str, Any]) -> None:
    """Note what the statement finds: the first of them, and how many there are."""
    with connection.cursor() as cursor:
        limited = f"SELECT *, count(*) OVER () FROM ({sql}) AS found LIMIT {KEPT_OF_A_KIND}"  # noqa: S608  (constants)
        cursor.execute(limited, values)
        rows = cursor.fetchall()
    if rows:
        flaws.add(*(Flaw(kind, *row) for *row, _ in rows), count=rows[0][-1])
