"""How changes are told on pages: what differs by the names that callers know, and links to the rows they are of."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.utils import quote
from django.urls import reverse

from registry.models import Change, Row
from registry.services.reverting import NO_RETURN
from registry.wire.changes import field_changes
from registry.wire.events import mapping_by_kind

ToldDifference = tuple[str, str | None, str | None]
"""A field, and what it was and is; None where it has no value."""


@dataclass(frozen=True)
class Telling:
    """A change as pages show it."""

    change: Change
    row: str
    """The name of its row; the key where the row is removed."""
    page: str | None
    """Where the row is; None where it is removed."""

    @property
    def model(self) -> type[Row]:
        return mapping_by_kind()[self.change.entity].model

    @property
    def kind(self) -> str:
        return str(self.model._meta.verbose_name)

    @property
    def url(self) -> str:
        return reverse("admin:registry_change_change", args=[self.change.pk])

    @property
    def history(self) -> str:
        return page_of_row(self.model, self.change.entity_id, "history")

    @property
    def differences(self) -> list[ToldDifference]:
        return differences(self.change)

    @property
    def is_removal(self) -> bool:
        return self.change.before is not None and self.change.after is None

    def row_at(self, version: int) -> Row:
        """What stands for the row at a version where nothing but key and version is asked of it."""
        model: Any = self.model
        row: Row = model(pk=self.change.entity_id, version=version)
        return row

    @property
    def can_return(self) -> bool:
        """Whether it is of a kind that can be taken back."""
        return self.change.event not in NO_RETURN


def differences(change: Change) -> list[ToldDifference]:
    return [(field.field, *sides(field)) for field in field_changes(change)]


def sides(field: Any) -> tuple[str | None, str | None]:
    before, after = (getattr(field, side) if field.HasField(side) else None for side in ("before", "after"))
    return before, after


def page_of_row(model: type[Row], key: Any, page: str) -> str:
    return reverse(f"admin:registry_{model._meta.model_name}_{page}", args=[quote(key)])


def tellings(changes: Sequence[Change]) -> list[Telling]:
    """The changes with the rows they are of: one query a kind."""
    rows = rows_changed(changes)
    return [telling(change, rows.get((change.entity, change.entity_id))) for change in changes]


def telling(change: Change, row: Row | None) -> Telling:
    model = mapping_by_kind()[change.entity].model
    page = None if row is None else page_of_row(model, row.pk, "change")
    return Telling(change, change.entity_id if row is None else str(row), page)


def rows_changed(changes: Iterable[Change]) -> dict[tuple[str, str], Row]:
    """The rows of these changes by their kinds and keys, but for those that are removed."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for change in changes:
        wanted[change.entity].add(change.entity_id)
    return {
        (kind, str(key)): row
        for kind, keys in wanted.items()
        for key, row in mapping_by_kind()[kind].model._base_manager.select_related().in_bulk([*keys]).items()
    }
