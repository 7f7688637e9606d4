"""What was answered, why rows changed and what sources said of them: to be looked at."""

from typing import Any

from django.contrib import admin
from django.contrib.admin import ShowFacets, SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from registry.models import AnsweredRequest, ChangeReason, SourceClaim
from registry.models.base import kind_of
from registry.wire.mapping import Mapping

from .lists import BoundedPaginator


class EntityFilter(SimpleListFilter):
    """By the kind of row: the kinds are known, and nobody has to read all rows to list them."""

    title = "entity"
    parameter_name = "entity"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(kind, kind) for kind in sorted(map(kind_of, Mapping.by_model))]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        return queryset.filter(entity=self.value()) if self.value() else queryset


class ReadOnlyAdmin(ModelAdmin):  # type: ignore[misc]  # unfold has no types
    ordering = ("-id",)
    paginator = BoundedPaginator
    show_facets = ShowFacets.NEVER
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(AnsweredRequest)
class AnsweredRequestAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "caller", "method", "request_id")
    search_fields = ("=request_id", "caller")
    fields = ("created_at", "caller", "method", "request_id")


@admin.register(ChangeReason)
class ChangeReasonAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "actor", "entity", "entity_id", "version", "reason")
    search_fields = ("entity_id__exact", "actor")
    list_filter = (EntityFilter,)


@admin.register(SourceClaim)
class SourceClaimAdmin(ReadOnlyAdmin):
    list_display = ("entity", "entity_id", "field", "source", "said", "observed")
    search_fields = ("entity_id",)
    list_filter = (EntityFilter,)

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        """By the whole key of a row: the index that holds it begins with the kinds."""
        text = search_term.strip()
        kinds = [*map(kind_of, Mapping.by_model)]
        return (queryset.filter(entity__in=kinds, entity_id=text) if text else queryset), False
