"""The shape of every importer, and how one runs."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, OperationalError
from tqdm import tqdm

from cqi.database import IN_THE_WAY, sqlstate
from cqi.errors import NotFound, StaleVersion

from .plan import Candidate, Plan, RecordRefused
from .reasons import Reason
from .tables import Tables

ATTEMPTS = 3

MALFORMED = (KeyError, TypeError, ValueError, AttributeError)
"""What reading a record raises that is not as its source's records are."""


@dataclass(frozen=True)
class Importer:
    """A source, how it is read, and what each of its records says."""

    name: str
    source: str
    """What a new row keeps as the one who said it."""
    read: Callable[[], Sequence[Any]]
    candidates: Callable[[Any], Iterable[Candidate]]
    """The candidates of one record.  Raises RecordRefused for a record that says nothing usable."""

    prepare: Callable[[Tables], None] | None = None
    """Reads what it needs of the registry.  Without it, each table that is asked for is read whole."""

    def plan(self, tables: Tables) -> Plan:
        if self.prepare:
            self.prepare(tables)
        plan = Plan(self.source, tables)
        # disable=None: a bar on a terminal, silence in a log.
        for record in tqdm(self.read(), desc=self.name, unit=" records", disable=None, leave=False):
            self._consider(record, plan)
        return plan

    def run(self, tables: Tables, *, dry_run: bool = False) -> Plan:
        """Plan, and unless it is a dry run apply.

        If somebody changes the same rows meanwhile, or holds their locks, nothing is written.  Then everything is
        planned again, from what is stored by then.
        """
        for _ in range(ATTEMPTS - 1):
            try:
                return self._run_once(tables, dry_run=dry_run)
            except (NotFound, StaleVersion, IntegrityError, OperationalError) as error:
                if isinstance(error, OperationalError) and sqlstate(error) not in IN_THE_WAY:
                    raise
        return self._run_once(tables, dry_run=dry_run)

    def _run_once(self, tables: Tables, *, dry_run: bool) -> Plan:
        plan = self.plan(tables)
        if not dry_run and (not plan.is_empty or plan.claims):
            try:
                plan.apply()
            finally:
                # Writing one row can change others: which assets look alike is decided anew.
                tables.forget()
        return plan

    def _consider(self, record: Any, plan: Plan) -> None:
        try:
            candidates = list(self.candidates(record))
        except RecordRefused as refused:
            plan.refuse(excerpt(record), refused.reason, refused.detail, refused.about)
        except MALFORMED as error:
            plan.refuse(excerpt(record), Reason.MALFORMED, f"{type(error).__name__}: {error}")
        else:
            for candidate in candidates:
                plan.take(candidate)


def excerpt(record: Any) -> str:
    text = str(record)
    return text if len(text) <= 120 else f"{text[:119]}…"
