"""What an import would do: rows that are new or changed, and why the rest is not written.

Every row is checked by its model's rules when it is planned.  So one bad record is refused, and the rest is
written.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, Protocol

from django.core.exceptions import ValidationError

from registry.models import Row, SourceClaim
from registry.models.conditions import column_value, refuse_broken_checks

from .claims import Claim, is_said
from .pieces import MOST_AT_ONCE, Differences, Unit, add_differences, pieces, write_piece
from .reasons import Finding, Reason
from .tables import Tables


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


def stored_fields(row: Row) -> dict[str, Any]:
    """What the row has in the fields that are stored of it."""
    return {name: getattr(row, name) for name in row.own_fields()}


class Candidate(Protocol):
    """What one record of a source says, in the registry's terms."""

    @property
    def record(self) -> str:
        """What the source calls it; conflicts and refusals are listed under this name."""

    def plan(self, plan: "Plan") -> None:
        """Put its rows into the plan.  Raises RecordRefused where there can be none."""


class Plan:
    """What one importer found.  Candidates put their rows here; `apply` writes them.

    What an earlier attempt of the same run has written is counted with it, and not written again.
    """

    def __init__(self, source: str, tables: Tables, earlier: Iterable[Unit] = ()) -> None:
        self.source, self.tables = source, tables
        self.new: dict[Row, None] = {}
        self.changed: dict[Row, Differences] = {}
        self.seen: dict[Row, None] = {}
        self.conflicts: dict[Finding, None] = {}
        self.refused: dict[Finding, None] = {}
        self.mended: dict[Finding, None] = {}
        self.units = [Unit()]
        """What each candidate planned.  What no candidate plans goes with the one before it."""
        self.written: list[Unit] = []
        """Those that are committed."""
        self._candidate: str | None = None
        for unit in earlier:
            self._count(unit)

    @property
    def is_empty(self) -> bool:
        """Whether it has no rows to write."""
        return not any(unit.rows for unit in self.units)

    @property
    def claims(self) -> dict[tuple[str, str, str, str], SourceClaim]:
        """What it has to keep of what the source says."""
        return {key: claim for unit in self.units for key, claim in unit.claims.items()}

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
        finding = self._finding(record, reason, detail, about)
        self.mended[finding] = self.units[-1].mended[finding] = None

    def take(self, candidate: "Candidate") -> None:
        """Let a candidate plan its rows, or list why it cannot."""
        self._candidate = candidate.record
        self.units.append(Unit())
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

    def apply(self, at_once: int = MOST_AT_ONCE) -> None:
        """Write all of it in pieces of at most so many rows, each in one transaction.

        Raises StaleVersion, NotFound, RuleViolated, ValidationError or IntegrityError when the registry changed
        since the plan was made.  The pieces before stay, and `written` has their units.
        """
        for unit in reversed(self.units):
            unit.take_back()
        for piece in pieces(self.units, at_once):
            for unit in piece:
                unit.repeat()
            write_piece(piece)
            self.written += piece

    def _count(self, unit: Unit) -> None:
        """Count what a unit says to the whole."""
        self.new |= unit.new
        self.mended |= unit.mended
        for row, differences in unit.changed.items():
            if row not in self.new:
                add_differences(self.changed.setdefault(row, {}), differences)

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
        self.new[row] = self.units[-1].new[row] = None
        self._remember(claim, row, {name for name, value in claim.values.items() if is_said(value)})
        return row

    def _remember(self, claim: Claim, row: Row, filled: Collection[str]) -> None:
        for kept in list(claim.to_remember(row, filled, self.tables.memory)):
            if self.tables.memory.add(kept):
                self.units[-1].claims[kept.entity, kept.entity_id, kept.field, kept.source] = kept

    def _fill(self, record: str, row: Any, new: Mapping[str, Any]) -> bool:
        """Set these fields of a row; whether it may have them."""
        table = self.tables[type(row)]
        old_keys, before = table.keys_of(row), stored_fields(row)
        old = {name: column_value(row, name) for name in new}
        for name, value in new.items():
            setattr(row, name, value)
        if not self._is_acceptable(record, row):
            for name, value in before.items():
                setattr(row, name, value)
            return False
        table.move(row, old_keys)
        differences = {name: (old[name], value) for name, value in new.items() if old[name] != value}
        if differences:
            self._note(row, differences, before)
        return True

    def _note(self, row: Row, differences: Differences, before: Mapping[str, Any]) -> None:
        """Note the change of a row that was so before."""
        unit, now = self.units[-1], stored_fields(row)
        add_differences(unit.changed.setdefault(row, {}), differences)
        columns = {name: (before[name], now[name]) for name in now if before[name] != now[name]}
        add_differences(unit.columns.setdefault(row, {}), columns)
        if row not in self.new:
            add_differences(self.changed.setdefault(row, {}), differences)

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
