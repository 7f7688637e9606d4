"""What was answered, and why rows changed: to be looked at."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from registry.models import AnsweredRequest, ChangeReason


class ReadOnlyAdmin(ModelAdmin):  # type: ignore[misc]  # unfold has no types
    ordering = ("-id",)
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
    search_fields = ("=entity_id", "actor")
    list_filter = ("entity",)
