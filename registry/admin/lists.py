"""Lists that stay fast however many rows there are: what they count, sort by and find.

A list counts no further than some thousands of rows, sorts only by what an index sorts by, and finds only the
best matches of a search; it says so where there are more.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from typing import Any, ClassVar
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages
from django.contrib.admin import ShowFacets
from django.contrib.admin.views.main import ORDER_VAR
from django.core.paginator import Paginator
from django.db.models import Model, Q, QuerySet, UUIDField
from django.http import HttpRequest
from django.utils.functional import cached_property
from unfold.admin import ModelAdmin
from unfold.views import ChangeList

from cqi.errors import InvalidInput
from registry.reading.search.children import RankedSearch
from registry.reading.search.pages import MAX_QUERY
from registry.reading.search.places import place_among
from registry.reading.search.small import SmallSearch

from .filters import GoneFilter

MOST_COUNTED = 10_000
MOST_FOUND = 500


class BoundedPaginator(Paginator):  # type: ignore[type-arg]
    """Pages of the first rows: to count them all would read them all."""

    template_name = "admin/registry/pagination.html"
    most = MOST_COUNTED

    @cached_property
    def _counted(self) -> int:
        rows: Any = self.object_list
        return int(rows.order_by()[: self.most + 1].count())

    @property
    def count(self) -> int:
        return min(self._counted, self.most)

    @property
    def has_more(self) -> bool:
        return self._counted > self.most


class RowChangeList(ChangeList):  # type: ignore[misc]  # unfold has no types
    """A list of rows, sorted by an index where a column was chosen."""

    def get_ordering(self, request: HttpRequest, queryset: "QuerySet[Any]") -> Sequence[Any]:
        chosen = [*self._chosen()]
        if not self.model_admin.is_small:
            chosen = chosen[:1]
        if not chosen:
            usual = self.model_admin.get_ordering(request) or self._get_default_ordering()
            return self._get_deterministic_ordering([*usual])  # type: ignore[no-any-return]
        # Keys in the direction of the last column, so that one index holds the whole order.
        return [*chosen, "-pk" if chosen[-1].startswith("-") else "pk"]

    def _chosen(self) -> Iterator[str]:
        """The columns that the address asks to sort by."""
        for part in self.params.get(ORDER_VAR, "").split("."):
            number = part.removeprefix("-")
            known = number.isdecimal() and len(number) < 4 and int(number) < len(self.list_display)
            if known and (shown := self.list_display[int(number)]) in self.sortable_by:
                column = sort_column(self.model, column_name(shown), everything=self.model_admin.is_small)
                yield f"-{column}" if part.startswith("-") else str(column)

    @property
    def with_gone(self) -> str | None:
        """The address of the same list with gone rows among the others; None where they are listed already."""
        if self.model.gone_field is None or GoneFilter.parameter_name in self.params:
            return None
        return str(self.get_query_string({GoneFilter.parameter_name: "all"}))

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        if notice := getattr(request, "search_notice", None):
            messages.warning(request, notice)


class ListingAdmin(ModelAdmin):  # type: ignore[misc]  # unfold has no types
    """The list of one model, and what its rows are found by there and in the search boxes of forms."""

    list_filter_sheet = False
    list_per_page = 50
    paginator = BoundedPaginator
    show_facets = ShowFacets.NEVER
    show_full_result_count = False
    search: ClassVar[RankedSearch]
    unsorted: ClassVar[tuple[str, ...]] = ()
    """Columns that cannot be sorted by, although an index begins with them: with the filters it is too slow."""
    search_fields = ("pk",)
    """Without search fields Django shows no search box.  What is searched is up to `search`."""

    @property
    def is_small(self) -> bool:
        """Whether the table can be sorted by anything."""
        return isinstance(self.search, SmallSearch)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[RowChangeList]:
        return RowChangeList

    def get_sortable_by(self, request: HttpRequest) -> list[Any]:
        return [
            column
            for column in self.get_list_display(request)
            if column_name(column) not in self.unsorted
            and sort_column(self.model, column_name(column), everything=self.is_small)
        ]

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        """The row with this key and the rows that belong to it; where there is none, matches, the best first."""
        text = pasted(search_term.replace("\0", "").strip())
        if not text:
            return queryset, False
        if (key := typed_key(text)) is not None:
            return queryset.filter(self._named_by(key)), False
        keys = self._best(request, queryset, text)
        # The filters of the list have been applied: they need not be asked of these rows again.
        found = self.get_queryset(request).filter(pk__in=keys)
        found.query.select_related = queryset.query.select_related
        chosen = queryset.query.order_by if request.GET.get(ORDER_VAR) else ()
        return found.order_by(*(chosen or (place_among(keys, self.opts.pk),))), False

    def _named_by(self, key: UUID) -> Q:
        columns = [field for field in (self.opts.pk, *self._parents()) if is_uuid(field)]
        return Q(*((column.attname, key) for column in columns), _connector=Q.OR) if columns else Q(pk__in=())

    def _parents(self) -> list[Any]:
        return [self.opts.get_field(name) for name in getattr(self.search, "parents", ())]

    def _best(self, request: HttpRequest, queryset: Any, text: str) -> list[Any]:
        if len(text) > MAX_QUERY:
            return []
        rows = queryset.order_by().select_related(None).prefetch_related(None)
        try:
            keys = self.search.best(rows, text, MOST_FOUND + 1)
        except InvalidInput as refusal:
            request.search_notice = str(refusal)  # type: ignore[attr-defined]
            return []
        if len(keys) > MOST_FOUND:
            request.search_notice = (  # type: ignore[attr-defined]
                f"More than {MOST_FOUND} {self.opts.verbose_name_plural} match: here are the best of them."
            )
        return keys[:MOST_FOUND]


def pasted(text: str) -> str:
    """The last part of a web address, other text as it is.

    Explorers end the address of a token's page with the token's address, providers that of an asset with its id.
    """
    with suppress(ValueError):
        if (address := urlsplit(text)).scheme in ("http", "https"):
            return address.path.rstrip("/").rpartition("/")[2] or text
    return text


def typed_key(text: str) -> UUID | None:
    """The text as a key; None where it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def is_uuid(field: Any) -> bool:
    return isinstance(field.target_field if field.is_relation else field, UUIDField)


def column_name(column: Any) -> str:
    """The name of a column of a list, which may be a function that shows it."""
    return column if isinstance(column, str) else str(column.__name__)


@cache
def sort_column(model: type[Model], name: str, *, everything: bool) -> str | None:
    """The database column that sorts one column of a list; None where none does.

    An index must begin with it, unless the table is so small that `everything` may sort it.
    """
    fields = {field.name: field.attname for field in model._meta.concrete_fields}
    if name not in fields:
        return None
    kept = {"market_cap_rank": "rank_key"}.get(name, f"{name}_key")
    column = kept if kept in fields else fields[name]
    return column if everything or column in indexed(model) else None


@cache
def indexed(model: type[Model]) -> frozenset[str]:
    """The columns that the indexes for all rows of a model begin with."""
    names = [index.fields[0] for index in model._meta.indexes if index.fields and index.condition is None]
    expressions = [
        index.expressions[0] for index in model._meta.indexes if index.expressions and index.condition is None
    ]
    names += [expression.name for expression in expressions if hasattr(expression, "name")]
    return frozenset({model._meta.pk.attname, *(attname(model, name) for name in names)})


def attname(model: type[Model], name: str) -> str:
    return str(model._meta.get_field(name).attname)  # type: ignore[union-attr]
