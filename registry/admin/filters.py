"""Filters of lists."""

from collections.abc import Iterator
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest


class GoneFilter(SimpleListFilter):
    """Live rows, unless those that are deleted or delisted are asked for."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("gone", model_admin.model.gone_field.removesuffix("_at").capitalize()), ("all", "All")]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        gone = {f"{queryset.model.gone_field}__isnull": self.value() != "gone"}
        return queryset if self.value() == "all" else queryset.filter(**gone)

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        first, *others = super().choices(changelist)
        yield {**first, "display": "Live"}
        yield from others
