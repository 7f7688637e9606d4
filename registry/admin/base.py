"""How every model of the registry is administered: the mechanism, once.

A page is refused, not failed: what `save()` or `delete()` raises ends the transaction, and the page is
shown again with the error on the form it came from.  Rows are deleted by their model's rule.
"""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from unfold.admin import ModelAdmin

from registry.models import Row
from registry.models.base import RemovableRow
from registry.text import fold

from .fields import OVERRIDES
from .filters import GoneFilter
from .forms import RowForm
from .guards import delete_as_seen, from_form, in_their_name, version_shown
from .refusals import REFUSALS, Refused, told
from .versions import seal

RECORD = ("version", "created_at", "updated_at")
Section = tuple[str | None, tuple[str, ...]]


def uuid_of(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def can_be_deleted(model: type[Row]) -> bool:
    return bool(model.gone_field) or issubclass(model, RemovableRow)


class RowAdmin(ModelAdmin):  # type: ignore[misc]
    """The pages of one model."""

    form = RowForm
    formfield_overrides = OVERRIDES
    change_form_before_template = "admin/registry/seen_version.html"
    compressed_fields = True
    list_filter_sheet = False
    list_per_page = 50
    show_full_result_count = False
    warn_unsaved_form = True
    sections: ClassVar[Sequence[Section]] = ()
    identity: ClassVar[tuple[str, ...]] = ()
    """What makes the row what it is: given once, read-only from then on."""
    kept: ClassVar[tuple[str, ...]] = ()
    """What is shown and never typed in."""

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        sections = [(title, {"fields": fields}) for title, fields in self.sections]
        if obj is None:
            return sections
        key = () if obj._meta.pk.editable else (obj._meta.pk.name,)
        gone = (obj.gone_field,) if obj.gone_field else ()
        return [*sections, ("Record", {"fields": (*key, *self.kept, *gone, *RECORD)})]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        if obj is None:
            return ()
        if obj.is_gone:
            return tuple(
                name for _, section in self.get_fieldsets(request, obj) for name in section["fields"]
            )
        gone = (obj.gone_field,) if obj.gone_field else ()
        return (obj._meta.pk.name, *self.identity, *self.kept, *gone, *RECORD)

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        gone = [GoneFilter] if self.model.gone_field else []
        return [*gone, *super().get_list_filter(request)]

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        """By key, or by the beginning of a name, whole: names hold spaces, and indexes their beginnings."""
        text = search_term.replace("\0", "").strip()
        if not text:
            return queryset, False
        if not self.opts.pk.editable and (key := uuid_of(text)) is not None:
            return queryset.filter(pk=key), False
        # As it was typed too: on some chains the case of an address matters.
        found = Q(
            *((name, form) for name in self.search_fields for form in (text, fold(text))), _connector=Q.OR
        )
        return queryset.filter(found), False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_there = can_be_deleted(self.model) and not (obj is not None and obj.is_gone)
        return is_there and bool(super().has_delete_permission(request, obj))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        return form

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        with from_form(form.prefix):
            obj.save()

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        formset.save(commit=False)
        prefixes = {id(inner.instance): inner.prefix for inner in formset.forms}
        saved = [*(row for row, _ in formset.changed_objects), *formset.new_objects]
        for row in formset.deleted_objects:
            with from_form(prefixes[id(row)]):
                delete_as_seen(row, row.version)
        for row in saved:
            with from_form(prefixes[id(row)]):
                row.save()

    @in_their_name
    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)  # type: ignore[no-any-return]  # unfold has no types
        except Refused as refusal:
            # Rolled back.  Once more: the form that caused it is now invalid, so nothing is saved.
            request.refusal = refusal  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, extra_context)  # type: ignore[no-any-return]  # unfold has no types

    @in_their_name
    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(request, extra_context)  # type: ignore[no-any-return]  # unfold has no types

    @in_their_name
    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        return super().history_view(request, object_id, extra_context)  # type: ignore[no-any-return]  # unfold has no types

    @in_their_name
    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        return self.or_say_why(
            request, lambda: super(RowAdmin, self).delete_view(request, object_id, extra_context)
        )

    def response_action(self, request: HttpRequest, queryset: "QuerySet[Any]") -> HttpResponse:
        return self.or_say_why(request, lambda: super(RowAdmin, self).response_action(request, queryset))

    def or_say_why(self, request: HttpRequest, work: Callable[[], HttpResponse]) -> HttpResponse:
        """All of it in one transaction, or none of it and a message."""
        try:
            with transaction.atomic():
                return work()
        except REFUSALS as error:
            for _, text in told(error):
                self.message_user(request, text, messages.ERROR)
            return redirect(request.get_full_path())

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What the confirmation lists: these rows and no others, each with the version it is shown at."""
        shown = [(str(row), seal(row)) for row in objs]
        return shown, {self.opts.verbose_name_plural: len(shown)}, set(), []

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        delete_as_seen(obj, version_shown(request, obj))

    def delete_queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> None:
        for row in queryset:
            self.delete_model(request, row)
