"""The shape of every importer, and how one runs."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError
from tqdm import tqdm

from cqi.database import IN_THE_WAY, sqlstate
from cqi.errors import NotFound, RuleViolated, StaleVersion

from .pieces import MOST_AT_ONCE, Unit
from .plan import Candidate, Plan, RecordRefused
from .reasons import Reason
from .tables import Tables

ATTEMPTS = 3

MALFORMED = (KeyError, TypeError, ValueError, AttributeError)
"""What reading a record raises that is not as its source's records are."""


MEANWHILE = (NotFound, RuleViolated, StaleVersion, ValidationError, IntegrityError, OperationalError)
"""What writing a plan raises where somebody else's change came between: each row was right when it was planned."""


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

    def plan(self, tables: Tables, earlier: Iterable[Unit] = ()) -> Plan:
        """What it would do; what earlier attempts of a run have written is counted with it."""
        if self.prepare:
            self.prepare(tables)
        plan = Plan(self.source, tables, earlier)
        # disable=None: a bar on a terminal, silence in a log.
        for record in tqdm(self.read(), desc=self.name, unit=" records", disable=None, leave=False):
            self._consider(record, plan)
        return plan

    def run(self, tables: Tables, *, dry_run: bool = False, at_once: int = MOST_AT_ONCE) -> Plan:
        """Plan, and unless it is a dry run apply, committing at most so many rows at once.

        If somebody changes the same rows meanwhile, or holds their locks, the piece that has them is not written.
        Then everything is planned again, from what is stored by then.  It gives up, and raises what was in the way,
        when three attempts in a row came no further.
        """
        written: list[Unit] = []
        furthest, failures = -1, 0
        while True:
            plan = self.plan(tables, written)
            if dry_run or (plan.is_empty and not plan.claims):
                return plan
            try:
                plan.apply(at_once)
            except MEANWHILE as error:
                written += plan.written
                # All attempts plan the same candidates, so this says how far each of them came.
                failures = 1 if len(plan.written) > furthest else failures + 1
                furthest = max(furthest, len(plan.written))
                if failures == ATTEMPTS or not is_meanwhile(error):
                    raise
            else:
                return plan
            finally:
                # Writing one row can change others: which assets look alike is decided anew.
                tables.forget()

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


def is_meanwhile(error: Exception) -> bool:
    """Whether it may help to plan anew.  It does not where the database is away or takes too long."""
    return not isinstance(error, OperationalError) or sqlstate(error) in IN_THE_WAY
