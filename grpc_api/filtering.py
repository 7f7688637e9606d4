"""Reading the filters of a list or a search: which rows a request is about."""

from collections.abc import Iterable
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass
from typing import Any

from google.protobuf.descriptor import MethodDescriptor

from registry.convert import take
from registry.filters import Filter, Related
from registry.mapping import Mapping
from registry.related import Fitting, Table

from .requests import RequestFields, given, naming


@dataclass(frozen=True)
class Chosen:
    """The rows that a request is about."""

    own: Any
    """Rows by their own columns."""
    narrowed: bool
    """Whether a filter on those left any out."""
    related: list[Fitting]
    """What other tables must say of them."""

    def rows(self, after: Any = None) -> Any:
        """The rows; with `after` those behind this key."""
        rows = self.own if after is None else self.own.filter(pk__gt=after)
        for fitting in self.related:
            rows = fitting.narrow(rows, after)
        return rows


class Filters:
    """The filters of one method's requests."""

    def __init__(
        self,
        method: MethodDescriptor,
        mapping: Mapping,
        filters: Dictionary[str, Filter],
        skip: Iterable[str] = (),
    ) -> None:
        columns = {name: by for name, by in filters.items() if isinstance(by, str)}
        others = filters.keys() - columns.keys()
        self._mapping, self._filters = mapping, filters
        self._fields = RequestFields.of(method.input_type, mapping, columns, skip={*others, *skip})
        self.name_of = self._fields.name_of

    def choose(self, request: Any) -> Chosen:
        """What the filters that are given leave.  Raises InvalidInput, NotFound for an unknown name."""
        rows = self._mapping.rows() if request.show_deleted else self._mapping.rows().live()
        values = self._fields.read(request)
        related: dict[Table, dict[str, Any]] = {}
        narrowed = False
        for name, by in self._filters.items():
            if not given(request, name):
                continue
            narrowed |= not isinstance(by, Related)
            if isinstance(by, str):
                rows = rows.filter(**{by: values[by]})
                continue
            with naming(name):
                value = take(request, request.DESCRIPTOR.fields_by_name[name])
                if isinstance(by, Related):
                    related[by.table] = related.get(by.table, {}) | by.match(value)
                else:
                    rows = by(rows, value)
        return Chosen(rows, narrowed, [Fitting(table, match) for table, match in related.items()])
