"""What an import would do: rows that are new or changed, and why the rest is not written.

Every row is checked by its model's rules when it is planned.  So one bad record is refused, and the rest is
written.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.db import transaction

from registry.models import Row, SourceClaim
from registry.models.conditions import column_value, refuse_broken_checks
from registry.writing.write import write

from .claims import Claim, is_said
from .memory import write_claims
from .reasons import Reason
from .tables import WRITE_ORDER, Tables

Differences = dict[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Finding:
    """Why a record, or a part of it, was not written."""

    record: str
    reason: Reason
    detail: str
    about: str = ""
    """The field or the code that the reason is about, where it has one."""
    candidate: str = ""
    """The candidate that it is a finding about: of several findings about one, the report counts one."""

    @property
    def title(self) -> str:
        """What a report counts by."""
        return f"{self.reason} {self.about}".strip()


class RecordRefused(Exception):
    """A record cannot be taken.  The detail is a sentence; `about` names a field or a code."""

    def __init__(self, reason: Reason, detail: str, about: str = "") -> None:
        super().__init__(f"{reason} {about}: {detail}" if about else f"{reason}: {detail}")
        self.reason, self.detail, self.about = reason, detail, about


def check_row(row: Row) -> None:
    """Check a row by its model's rules.  Raises ValidationError.

    The check constraints too: a row that breaks one in the database takes all others of the transaction with it.
    """
    row.check_by_itself()
    refuse_broken_checks(row)


class Candidate(Protocol):
    """What one record of a source says, in the registry's terms."""

    @property
    def record(self) -> str:
        """What the source calls it; conflicts and refusals are listed under this name."""

    def plan(self, plan: "Plan") -> None:
        """Put its rows into the plan.  Raises RecordRefused where there can be none."""


class Plan:
    """What one importer found.  Candidates put their rows here; `apply` writes them."""

    def __init__(self, source: str, tables: Tables) -> None:
        self.source, self.tables = source, tables
        self.new: dict[Row, None] = {}
        self.changed: dict[Row, Differences] = {}
        self.seen: dict[Row, None] = {}
        self.conflicts: dict[Finding, None] = {}
        self.refused: dict[Finding, None] = {}
        self.mended: dict[Finding, None] = {}
        self.claims: dict[tuple[str, str, str, str], SourceClaim] = {}
        self._candidate: str | None = None

    @property
    def is_empty(self) -> bool:
        return not self.new and not self.changed

    @property
    def unchanged(self) -> int:
        return len(self.seen.keys() - self.new.keys() - self.changed.keys())

    def conflict(self, record: str, reason: Reason, detail: str, about: str = "") -> None:
        """The source contradicts what is stored: what is stored stays."""
        self.conflicts[self._finding(record, reason, detail, about)] = None

    def refuse(self, record: str, reason: Reason, detail: str, about: str = "") -> None:
        """The registry cannot hold what the source says, or cannot tell what it means."""
        self.refused[self._finding(record, reason, detail, about)] = None

    def note_mended(self, record: str, reason: Reason, detail: str, about: str = "") -> None:
        """The source is taken, but not as it wrote it."""
        self.mended[self._finding(record, reason, detail, about)] = None

    def take(self, candidate: "Candidate") -> None:
        """Let a candidate plan its rows, or list why it cannot."""
        self._candidate = candidate.record
        try:
            candidate.plan(self)
        except RecordRefused as refused:
            self.refuse(candidate.record, refused.reason, refused.detail, refused.about)
        finally:
            self._candidate = None

    def _finding(self, record: str, reason: Reason, detail: str, about: str) -> Finding:
        return Finding(record, reason, detail, about, self._candidate or record)

    def put(
        self,
        record: str,
        model: type[Row],
        values: Mapping[str, Any],
        *,
        found: Any = None,
        initial: Mapping[str, Any] | None = None,
        derived: Mapping[str, str] | None = None,
        refresh: Collection[str] = (),
        observed: date | None = None,
        origin: str = "",
    ) -> Any:
        """The row that a record is about: a new one, or the found one with what it did not know filled in.

        Only a new row gets what is in `initial`: labels, which every source words in its own way.  See `Claim` for
        the rest.  Returns None where the row was refused, has the key of another row, or was
        deleted; the plan lists why.
        """
        if found is None:
            values = {**(initial or {}), **values}
        values = {name: self._trimmed(record, model, name, value) for name, value in values.items()}
        claim = Claim(self.source, model, values, derived or {}, refresh, observed, origin)
        if found is None:
            return self._create(record, claim)
        if found.is_gone:
            self.conflict(record, Reason.DELETED, f"{model.__name__} {found} was deleted and stays so")
            return None
        self.seen[found] = None
        result = claim.compare(found, self.tables.memory)
        for name, detail in result.conflicts.items():
            self.conflict(record, Reason.CONTRADICTION, detail, f"{model.__name__}.{name}")
        if not result.fills or self._fill(record, found, result.fills):
            self._remember(claim, found, result.fills)
        return found

    def change(self, record: str, row: Any, values: Mapping[str, Any]) -> None:
        """Set what no source claims: that an expiry has passed, that a venue no longer lists a market."""
        self.seen[row] = None
        self._fill(record, row, values)

    def apply(self) -> None:
        """Write all of it in one transaction.

        Raises StaleVersion or IntegrityError when the registry changed since the plan was made.
        """
        with transaction.atomic():
            for model in WRITE_ORDER:
                changed = [row for row in self.changed if type(row) is model]
                new = [row for row in self.new if type(row) is model]
                write([*changed, *new])
            write_claims(self.claims.values())

    def _trimmed(self, record: str, model: type[Row], name: str, value: Any) -> Any:
        """The value; of a text without the white space around it, which nobody can see and no text may have."""
        if not isinstance(value, str) or value == value.strip():
            return value
        detail = f"{value!r} is kept without the white space at its ends"
        self.note_mended(record, Reason.TRIMMED, detail, f"{model.__name__}.{name}")
        return value.strip()

    def _create(self, record: str, claim: Claim) -> Any:
        row = claim.new_row()
        if not self._is_acceptable(record, row):
            return None
        self.tables[claim.model].add(row)
        self.new[row] = None
        self._remember(claim, row, {name for name, value in claim.values.items() if is_said(value)})
        return row

    def _remember(self, claim: Claim, row: Row, filled: Collection[str]) -> None:
        for kept in list(claim.to_remember(row, filled, self.tables.memory)):
            if self.tables.memory.add(kept):
                self.claims[kept.entity, kept.entity_id, kept.field, kept.source] = kept

    def _fill(self, record: str, row: Any, new: Mapping[str, Any]) -> bool:
        """Set these fields of a row; whether it may have them."""
        table = self.tables[type(row)]
        old_keys = table.keys_of(row)
        old = {name: column_value(row, name) for name in new}
        for name, value in new.items():
            setattr(row, name, value)
        if not self._is_acceptable(record, row):
            for name, value in old.items():
                setattr(row, row._meta.get_field(name).attname, value)
            row.normalize()
            return False
        table.move(row, old_keys)
        if row not in self.new:
            differences = {name: (old[name], value) for name, value in new.items() if old[name] != value}
            if differences:
                self.changed.setdefault(row, {}).update(differences)
        return True

    def _is_acceptable(self, record: str, row: Row) -> bool:
        """Whether the row keeps its model's rules and takes no key of another row; if not, that is listed."""
        try:
            check_row(row)
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                self.refuse(record, Reason.INVALID, " ".join(messages), f"{type(row).__name__}.{name}")
            return False
        if rival := self.tables[type(row)].rival(row):
            self.conflict(record, Reason.TAKEN, f"{rival[1]} has it", f"{type(row).__name__}.{rival[0]}")
            return False
        return True
