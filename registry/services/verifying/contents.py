"""What each Change says of its row, worked out anew from the versions before and after it.

`assets`, `keys` and the message's fields that come from other rows are left to the hash chain: they follow the
release, or cannot be worked out from the versions of this row alone.
"""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from google.protobuf.message import DecodeError

from registry.models import Change, Row
from registry.models.base import kind_of
from registry.wire.events import event_of
from registry.wire.mapping import MessageMapping

from .flaws import Flaw, Flaws

VERSIONS_AT_ONCE = 1_000
TOLD_EVERY = 50_000

NEXT_VERSIONS = """
SELECT {columns} FROM history.{table} WHERE ({key}, version) > (%s, %s) ORDER BY {key}, version LIMIT %s
"""
FIRST_VERSIONS = "SELECT {columns} FROM history.{table} ORDER BY {key}, version LIMIT %s"
CHANGES_OF_VERSIONS = """
SELECT id, revision, entity, entity_id, change.version, event, before, after, message, stamp
FROM registry_change AS change
JOIN unnest(%s::text[], %s::bigint[]) AS wanted (key, version)
ON change.entity_id = wanted.key AND change.version = wanted.version WHERE change.entity = %s
"""
SINCE = "SELECT field, revision FROM history.since WHERE kept = %s"

Key = tuple[str, int]


def check_contents(flaws: Flaws, model: type[Row], progress: Callable[[str], None]) -> None:
    """Compare each Change of a table with its versions; a Change or a version that is missing is told elsewhere."""
    since, seen, last = since_when(model), 0, None
    for page in pages(model):
        changes = changes_of(model, page)
        for before, row in pairwise([last, *page]):
            assert row is not None
            if before is not None and (before.pk, before.version + 1) == (row.pk, row.version):
                row.before = before
            if (change := changes.get((str(row.pk), row.version))) is not None:
                compare_with_versions(flaws, change, row, since)
            if (change := removal_of(row, changes)) is not None:
                compare_removal(flaws, change, row, since)
        last = page[-1]
        last.before = None  # else the whole chain of versions would stay in memory
        seen += len(page)
        if seen % TOLD_EVERY < VERSIONS_AT_ONCE:
            progress(f"{kind_of(model)}: {seen:,} versions")


def since_when(model: type[Row]) -> dict[str, int]:
    """The revisions up to which fields of this model were not recorded: a migration has added them."""
    with connection.cursor() as cursor:
        cursor.execute(SINCE, [model._meta.db_table])
        return dict(cursor.fetchall())


def pages(model: type[Row]) -> Iterator[list[Row]]:
    """All versions, in the order of keys and versions."""
    quoted = connection.ops.quote_name
    names = {
        "columns": ", ".join(quoted(str(field.column)) for field in model._meta.concrete_fields),
        "table": quoted(model._meta.db_table),
        "key": quoted(str(model._meta.pk.column)),
    }
    page = list(model._base_manager.raw(FIRST_VERSIONS.format(**names), [VERSIONS_AT_ONCE]))
    while page:
        yield page
        page = list(
            model._base_manager.raw(
                NEXT_VERSIONS.format(**names), [page[-1].pk, page[-1].version, VERSIONS_AT_ONCE]
            )
        )


def changes_of(model: type[Row], page: list[Row]) -> dict[Key, Change]:
    """The changes by which these versions came, and those by which they may have ended."""
    wanted = {(str(row.pk), version) for row in page for version in (row.version, row.version + 1)}
    keys, versions = zip(*wanted, strict=True)
    found = Change.objects.raw(CHANGES_OF_VERSIONS, [list(keys), list(versions), kind_of(model)])
    return {(change.entity_id, change.version): change for change in found}


def removal_of(row: Row, changes: dict[Key, Change]) -> Change | None:
    """The change that removed the row at this version."""
    change = changes.get((str(row.pk), row.version + 1))
    return change if change and change.after is None and change.before is not None else None


def compare_with_versions(flaws: Flaws, change: Change, row: Row, since: dict[str, int]) -> None:
    if change.event == "RecordBegan" and row.before is None:
        said = [name for name in ("before", "after", "message") if getattr(change, name) is not None]
        tell(flaws, change, "beginning", said)
        return
    new = unrecorded(since, change)
    names = set(row.changed_fields()) - new if row.before is not None else set()
    tell(flaws, change, "before", differing(row.before, change.before, names, new))
    tell(flaws, change, "after", differing(row, change.after, names, new))
    tell(flaws, change, "message", message_differs(change, row, new))
    tell(flaws, change, "event", [] if change.event == event_of(row) else [change.event])
    tell(flaws, change, "stamp", [] if change.stamp == row.stamp else [str(change.stamp)])


def compare_removal(flaws: Flaws, change: Change, row: Row, since: dict[str, int]) -> None:
    """A removal's Change holds the whole row, at the version that never was."""
    new = unrecorded(since, change)
    names = {*row.own_fields(), "created_at"} - new
    tell(flaws, change, "before", differing(row, change.before, names, new))
    removed = type(row)(**{field.attname: getattr(row, field.attname) for field in written(row)})
    removed.version, removed.before = row.version + 1, row
    tell(flaws, change, "message", message_differs(change, removed, {*new, "updated_at"}))
    tell(flaws, change, "event", [] if change.event == event_of(removed, removed=True) else [change.event])


def written(row: Row) -> list[Any]:
    return [field for field in row._meta.concrete_fields if not field.generated]


def unrecorded(since: dict[str, int], change: Change) -> set[str]:
    return {name for name, revision in since.items() if (change.revision or 0) <= revision}


def tell(flaws: Flaws, change: Change, part: str, wrong: list[str]) -> None:
    if wrong:
        where = (change.entity, change.entity_id, change.version, change.revision)
        flaws.add(Flaw(f"a change's {part} is not that of its version", *where, ", ".join(sorted(wrong))))


def differing(row: Row | None, said: Any, names: set[str], new: set[str]) -> list[str]:
    """The fields in which a Change says something else than the version; what is no column is left."""
    if not isinstance(said, dict | None):
        return ["all of it"]
    columns = {field.attname: field for field in row._meta.concrete_fields} if row is not None else {}
    told = {name: value for name, value in (said or {}).items() if row is None or name in columns}
    return [
        name
        for name in (told.keys() | names) - new
        if name not in told or name not in names or not same(columns[name], told[name], getattr(row, name))
    ]


def same(column: Any, told: Any, value: Any) -> bool:
    try:
        return bool(column.to_python(told) == value)
    except (ValidationError, ValueError, TypeError):
        return False


def message_differs(change: Change, row: Row, new: set[str]) -> list[str]:
    """The fields of the message that are not what the version's columns make."""
    mapping = MessageMapping.by_model[type(row)]
    try:
        said, made = mapping.message.FromString(bytes(change.message or b"")), mapping.message_of_columns(row)
    except (DecodeError, KeyError, ValueError, TypeError):  # what was forged need not even be readable
        return ["all of it"]
    for name in mapping.writers:
        if name not in mapping.attributes or (new and mapping.attributes[name] in {*new, None}):
            said.ClearField(name)
            made.ClearField(name)
    if said == made:
        return []
    wrong = [field.name for field in said.DESCRIPTOR.fields if only(said, field) != only(made, field)]
    return wrong or ["what it has no field for"]


def only(message: Any, field: Any) -> Any:
    """A field's value, and whether it is set."""
    return getattr(message, field.name), field.has_presence and message.HasField(field.name)
