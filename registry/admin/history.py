"""What was answered, and what sources said of rows: to be looked at."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.contrib.admin import ShowFacets, SimpleListFilter
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from unfold.admin import ModelAdmin
from unfold.views import ChangeList

from registry.models import AnsweredRequest, HistoryHead, SourceClaim
from registry.models.base import kind_of
from registry.reading.in_use import values_in_use
from registry.wire.mapping import MessageMapping

from .lists import BoundedPaginator

MOST_CALLERS = 10_000


class EntityFilter(SimpleListFilter):
    """Narrows a list to one kind of row.  The kinds are known, so the table need not be read to list them."""

    title = "entity"
    parameter_name = "entity"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(kind, kind) for kind in sorted(map(kind_of, MessageMapping.by_model))]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        return queryset.filter(entity=self.value()) if self.value() else queryset


class OneOrder(ChangeList):  # type: ignore[misc]  # unfold has no types
    """A list in the order of an index, whatever column is chosen."""

    def get_ordering(self, request: HttpRequest, queryset: "QuerySet[Any]") -> Sequence[Any]:
        return self._get_deterministic_ordering([*self.model_admin.ordering])  # type: ignore[no-any-return]


class ReadOnlyAdmin(ModelAdmin):  # type: ignore[misc]  # unfold has no types
    list_per_page = 50
    ordering = ("-id",)
    paginator = BoundedPaginator
    show_facets = ShowFacets.NEVER
    show_full_result_count = False
    sortable_by = ()
    found_by: "staticmethod[[str], Q]"
    """What a search finds, by an index: these tables grow without end."""

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[OneOrder]:
        return OneOrder

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        text = search_term.replace("\0", "").strip()
        return (queryset.filter(self.found_by(text)) if text else queryset), False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def by_caller_or_id(text: str) -> Q:
    """Answers to a caller, or to a request id.  The index begins with the caller, so an id is sought under each."""
    callers = values_in_use(AnsweredRequest, "caller", MOST_CALLERS)
    return Q(caller=text) | Q(caller__in=callers, request_id=text)


def by_row_of_any_kind(text: str) -> Q:
    """The index begins with the kinds of row."""
    return Q(entity__in=[*map(kind_of, MessageMapping.by_model)], entity_id=text)


def by_revision(text: str) -> Q:
    """The head over a revision."""
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        return Q(pk=None)
    return Q(first__lte=int(text), last__gte=int(text))


@admin.register(AnsweredRequest)
class AnsweredRequestAdmin(ReadOnlyAdmin):
    list_display = fields = ("created_at", "caller", "method", "request_id")
    search_fields = ("caller",)
    search_help_text = "The whole name of a caller, or a whole request id."
    found_by = staticmethod(by_caller_or_id)


@admin.register(HistoryHead)
class HistoryHeadAdmin(ReadOnlyAdmin):
    list_display = fields = ("last", "first", "made_at", "head")
    search_fields = ("last",)
    search_help_text = "A revision."
    readonly_fields = ("head",)
    found_by = staticmethod(by_revision)

    @admin.display(description="head, to be kept elsewhere")
    def head(self, obj: HistoryHead) -> str:
        return str(obj)


@admin.register(SourceClaim)
class SourceClaimAdmin(ReadOnlyAdmin):
    list_display = ("entity", "entity_id", "field", "source", "said", "observed")
    search_fields = ("entity_id",)
    search_help_text = "The whole key of a row."
    list_filter = (EntityFilter,)
    found_by = staticmethod(by_row_of_any_kind)
