"""Pages to look at, not to change: answers to requests, reasons of changes, what sources said of rows."""

from typing import Any

from django.contrib import admin
from django.contrib.admin import ShowFacets, SimpleListFilter
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from registry.models import AnsweredRequest, ChangeReason, SourceClaim
from registry.models.base import kind_of
from registry.wire.mapping import MessageMapping

from .lists import BoundedPaginator


class EntityFilter(SimpleListFilter):
    """Narrows a list to one kind of row.  The kinds are known, so the table need not be read to list them."""

    title = "entity"
    parameter_name = "entity"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(kind, kind) for kind in sorted(map(kind_of, MessageMapping.by_model))]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        return queryset.filter(entity=self.value()) if self.value() else queryset


class ReadOnlyAdmin(ModelAdmin):  # type: ignore[misc]  # unfold has no types
    ordering = ("-id",)
    paginator = BoundedPaginator
    show_facets = ShowFacets.NEVER
    show_full_result_count = False
    found_by: "staticmethod[[str], Q]"
    """The condition that a search asks.  An index serves it, because these tables grow without end."""

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
    return Q(caller=text) | Q(caller__in=callers(), request_id=text)


def callers() -> list[str]:
    """Every caller, read from the index: one short query each."""
    names = AnsweredRequest.objects.order_by("caller").values_list("caller", flat=True)
    found: list[str] = []
    while (caller := names.filter(caller__gt=found[-1] if found else "").first()) is not None:
        found.append(caller)
    return found


def by_row(text: str) -> Q:
    return Q(entity_id=text)


def by_row_of_any_kind(text: str) -> Q:
    """What is said of the row with this key.  The index begins with the kind of row, so each kind is asked for."""
    return Q(entity__in=[*map(kind_of, MessageMapping.by_model)], entity_id=text)


@admin.register(AnsweredRequest)
class AnsweredRequestAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "caller", "method", "request_id")
    search_fields = ("caller",)
    search_help_text = "The whole name of a caller, or a whole request id."
    fields = ("created_at", "caller", "method", "request_id")
    found_by = staticmethod(by_caller_or_id)


@admin.register(ChangeReason)
class ChangeReasonAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "actor", "entity", "entity_id", "version", "reason")
    search_fields = ("entity_id",)
    search_help_text = "The whole key of a row."
    list_filter = (EntityFilter,)
    found_by = staticmethod(by_row)


@admin.register(SourceClaim)
class SourceClaimAdmin(ReadOnlyAdmin):
    list_display = ("entity", "entity_id", "field", "source", "said", "observed")
    search_fields = ("entity_id",)
    search_help_text = "The whole key of a row."
    list_filter = (EntityFilter,)
    found_by = staticmethod(by_row_of_any_kind)
