"""Reading the filters of a list or a search: which rows a request is about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from google.protobuf.descriptor import MethodDescriptor

from registry.reading.belonging import BelongingRows, Fitting
from registry.reading.filters import ByBelonging, ByNamedRow, Filter
from registry.reading.redirects import final_key
from registry.reading.row_keys import column_of
from registry.wire.mapping import MessageMapping

from .handler import NO_KEYS
from .request_fields import RequestFields
from .requests import filled, key_reader
from .values import MessageReader, Values


@dataclass(frozen=True)
class Chosen:
    """The rows that a request is about."""

    own: Any
    """Rows by their own columns."""
    narrowed: bool
    """Whether a filter on those was sent."""
    belonging: list[Fitting]
    """Conditions on rows that belong to them, such as deployments of an asset."""

    def rows(self, after: Any = None) -> Any:
        """The rows; with `after`, those whose keys come after this one."""
        rows = self.own if after is None else self.own.filter(pk__gt=after)
        for fitting in self.belonging:
            rows = fitting.narrow(rows, after)
        return rows


class Filters:
    """The filters of one method's requests."""

    def __init__(
        self,
        method: MethodDescriptor,
        mapping: MessageMapping,
        filters: Mapping[str, Filter],
        skip: Iterable[str] = (),
        keys: Mapping[str, type[models.Model]] = NO_KEYS,
    ) -> None:
        """`keys` are fields that name rows and are no filters; `skip` are those that are neither."""
        columns = {name: by for name, by in filters.items() if isinstance(by, str)}
        others = filters.keys() - columns.keys()
        self._mapping, self._filters = mapping, filters
        self._named = {name: named for name, by in filters.items() if (named := named_by(mapping, by))}
        fields = RequestFields.of(method.input_type, mapping, columns, skip={*others, *skip, *keys})
        self.name_of = fields.name_of
        by = {name: key_reader(model) for name, model in {**self._named, **keys}.items()}
        self.read = MessageReader(method.input_type, by)

    def choose(self, request: Values) -> Chosen:
        """What the filters that are given leave; an empty text is as if absent.

        Raises InvalidInput, and NotFound where one names a row that is not there.
        """
        rows = self._mapping.rows() if request.show_deleted else self._mapping.rows().live()
        matches: dict[BelongingRows, dict[str, Any]] = {}
        narrowed = False
        for name, by in self._filters.items():
            if not filled(request, name):
                continue
            narrowed |= not isinstance(by, ByBelonging)
            value = self._value(request, name)
            match by:
                case ByBelonging():
                    matches[by.belonging] = matches.get(by.belonging, {}) | by.match(value)
                case ByNamedRow():
                    rows = by.narrow(rows, value)
                case str():
                    rows = rows.filter(**{by: value})
                case _:
                    rows = by(rows, value)
        return Chosen(rows, narrowed, [Fitting(belonging, match) for belonging, match in matches.items()])

    def _value(self, request: Values, name: str) -> Any:
        value, named = getattr(request, name), self._named.get(name)
        return final_key(named, value, show_deleted=request.show_deleted) if named else value


def named_by(mapping: MessageMapping, by: Filter) -> Any:
    """The model of the row that a filter's value names; None where it names none."""
    if not isinstance(by, str):
        return getattr(by, "names", None)
    column = column_of(mapping.model, by)
    return column.target_field.model if column is not None and column.is_relation else None
