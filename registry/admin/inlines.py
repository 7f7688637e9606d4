"""Rows that are edited on the page of the row they belong to, by the same rules."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.admin import TabularInline

from .fields import OVERRIDES
from .forms import RowForm, RowFormSet
from .recognition import asset_references, places


def is_gone(row: Any) -> bool:
    """Whether a row is gone: then nothing is added to it, and nothing of it is changed."""
    return row is not None and bool(row.is_gone)


class RowInline(TabularInline):  # type: ignore[misc]  # unfold has no types
    """Rows that belong to the row of the page."""

    form = RowForm
    formset = RowFormSet
    formfield_overrides = OVERRIDES
    extra = 0
    per_page = 30
    max_num = 100
    show_change_link = True
    hide_title = True
    identity: ClassVar[tuple[str, ...]] = ()
    """The fields that make the row what it is: given once."""

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [*super().get_fields(request, obj), "seen_version"]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        """The rows with those that they refer to, which are shown and cannot be changed."""
        fields = (self.model._meta.get_field(name) for name in self.identity)
        references = [field.name for field in fields if field.is_relation]
        assets = asset_references(self.model, references)
        rows = super().get_queryset(request).live().prefetch_related(*map(places, assets))
        joined = [*references, *(f"{name}__look_alike_of" for name in assets)]
        return rows.select_related(*joined) if joined else rows  # type: ignore[no-any-return]  # unfold has no types

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not is_gone(obj) and bool(super().has_add_permission(request, obj))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not is_gone(obj) and bool(super().has_change_permission(request, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not is_gone(obj) and bool(super().has_delete_permission(request, obj))

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, absolute_max=self.max_num, **kwargs)
        formset.refusal = formset.form.refusal = getattr(request, "refusal", None)
        formset.form.identity = self.identity
        # Django's own check would refuse to delete a row that others refer to.  Here the model's rule decides.
        formset.form.hand_clean_DELETE = lambda _form: None
        return formset
