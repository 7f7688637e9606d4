"""What was answered, to be looked at."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from registry.models import AnsweredRequest


@admin.register(AnsweredRequest)
class AnsweredRequestAdmin(ModelAdmin):  # type: ignore[misc]  # unfold has no types
    list_display = ("created_at", "caller", "method", "request_id")
    search_fields = ("=request_id", "caller")
    ordering = ("-id",)
    fields = ("created_at", "caller", "method", "request_id")
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
