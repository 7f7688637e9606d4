"""How every model of the registry is administered: the mechanism, once.

A page is refused, not failed: what `save()` or `delete()` raises ends the transaction, and the page is
shown again with the error on the form it came from.
"""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.contrib.admin.utils import quote, unquote
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html

from .fields import OVERRIDES, numbers, presets
from .filters import GoneFilter
from .forms import RowForm
from .guards import delete_as_seen, from_form, in_their_name
from .recognition import asset_references, joins_of_cells, places, recognising_cells, shown_as_asset
from .refusals import REFUSALS, Refused, told
from .row_history import HistoryAdmin
from .suggesting import SuggestingAdmin

MOST_CHOSEN = 500
"""The rows that one confirmation may list.  Nobody reads a longer list."""
FOLDED = ("Details", "Record")
RECORD = ("version", "created_at", "updated_at")
FieldSection = tuple[str | None, tuple[str, ...]]


class RowAdmin(HistoryAdmin, SuggestingAdmin):
    """The pages of one model."""

    form = RowForm
    formfield_overrides = OVERRIDES
    change_form_outer_before_template = "admin/registry/closed.html"
    change_form_before_template = "admin/registry/seen_version.html"
    change_form_after_template: str | None = "admin/registry/why.html"
    compressed_fields = True
    warn_unsaved_form = True
    sections: ClassVar[Sequence[FieldSection]] = ()
    identity: ClassVar[tuple[str, ...]] = ()
    """The fields that make the row what it is: given once, read-only from then on."""
    kept: ClassVar[tuple[str, ...]] = ()
    """The fields that are shown and never typed in."""

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        sections = [self._section(title, fields) for title, fields in self.sections]
        if obj is None:
            return sections
        key = () if obj._meta.pk.editable else (obj._meta.pk.name,)
        gone = (obj.gone_field,) if obj.gone_field else ()
        sections.append(self._section("Record", (*key, *self.kept, *gone, *RECORD)))
        fixed = self._fixed(obj)
        return [
            (title, {**section, "fields": tuple(fixed.get(name, name) for name in section["fields"])})
            for title, section in sections
        ]

    def _section(self, title: str | None, fields: tuple[str, ...]) -> tuple[str | None, dict[str, Any]]:
        """A section of the page.  What is seldom looked at is folded, so that inlines are on the first screen."""
        folded = bool(self.inlines) and title in FOLDED
        return title, {"fields": fields, "classes": ("collapse",) if folded else ()}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[Any, ...]:
        return () if obj is None else (*self._fixed(obj).values(),)

    def _fixed(self, row: Any) -> dict[str, Any]:
        """The fields that are shown and not typed, each with what shows it: an asset has a way of its own."""
        gone = (row.gone_field,) if row.gone_field else ()
        names = (row._meta.pk.name, *self.identity, *self.kept, *gone, *RECORD)
        if self.closed(row):
            names = (*names, *(name for _, fields in self.sections for name in fields))
        shown = {name: name for name in names}
        exact = {name: cell for name, cell in numbers(self.model).items() if name in shown}
        assets = asset_references(self.model, names)
        return shown | exact | {name: shown_as_asset(self.model, name, linked=True) for name in assets}

    def closed(self, row: Any) -> str | None:
        """Why nothing of the row can be changed any more; None while it can."""
        if not row.is_gone:
            return None
        return f"{row.gone_field.removesuffix('_at')} on {getattr(row, row.gone_field):%Y-%m-%d %H:%M} UTC"

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_open = obj is None or self.closed(obj) is None
        return is_open and bool(super().has_change_permission(request, obj))

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        row = kwargs.get("obj")
        context |= {"closed": row and self.closed(row), "delete_label": self.delete_label}
        if row is None:
            context["show_save_and_continue"] = False  # saving leads to the row's page already
        return super().render_change_form(request, context, *args, **kwargs)

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        shown = numbers(self.model) | recognising_cells(self.model, self.list_display)
        return [shown.get(name, name) for name in self.list_display]

    def get_list_select_related(self, request: HttpRequest) -> Any:
        return [*(self.list_select_related or ()), *joins_of_cells(self.model, self.list_display)]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        """The rows, with what is needed to recognise the assets that a list or a page shows."""
        names = dict.fromkeys((*self.list_display, *self.identity, *self.kept))
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows.prefetch_related(*map(places, asset_references(self.model, names)))

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        gone = [GoneFilter] if self.model.gone_field else []
        return [*gone, *super().get_list_filter(request)]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        return form

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return presets(self.model, request.GET.dict())

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """No value is chosen beforehand.  Whoever forgot the field would otherwise have said something by it."""
        blank = db_field.blank or not db_field.has_default()
        kwargs.setdefault("choices", db_field.get_choices(include_blank=blank))
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        with from_form(form.prefix):
            obj.save()

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """To the page of the new row: in its list it can stand on any page."""
        if not self.has_view_permission(request, obj):
            return super().response_post_save_add(request, obj)  # type: ignore[no-any-return]  # unfold has no types
        page = reverse(f"admin:registry_{self.opts.model_name}_change", args=[quote(obj.pk)])
        kept = {"preserved_filters": self.get_preserved_filters(request), "opts": self.opts}
        return redirect(add_preserved_filters(kept, page))

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
        if request.method == "POST" and object_id and (page := self._closed_since(request, object_id)):
            return page
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)  # type: ignore[no-any-return]  # unfold has no types
        except Refused as refusal:
            # All of it was rolled back.  The page is made once more, with the form that was refused now invalid.
            request.refusal = refusal  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, extra_context)  # type: ignore[no-any-return]  # unfold has no types

    def _closed_since(self, request: HttpRequest, object_id: str) -> HttpResponse | None:
        """A redirect to the page as it is, where the row was closed after the page was opened; else None."""
        row = self.get_object(request, unquote(object_id))
        if row is None or (closed := self.closed(row)) is None:
            return None
        what = format_html("Nothing was saved: this {} was {}.", self.opts.verbose_name, closed)
        self.message_user(request, what, messages.ERROR)
        return redirect(request.get_full_path())

    @in_their_name
    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(request, extra_context)  # type: ignore[no-any-return]  # unfold has no types

    @in_their_name
    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        said = {"title": self.delete_label, "delete_label": self.delete_label, **(extra_context or {})}
        return self.or_say_why(request, lambda: super(RowAdmin, self).delete_view(request, object_id, said))

    def response_action(self, request: HttpRequest, queryset: "QuerySet[Any]") -> HttpResponse:
        if request.POST.get("select_across") == "1" and queryset.order_by()[MOST_CHOSEN:].exists():
            why = f"These are more than {MOST_CHOSEN} {self.opts.verbose_name_plural}: choose fewer of them."
            self.message_user(request, why, messages.ERROR)
            return redirect(request.get_full_path())
        return self.or_say_why(request, lambda: super(RowAdmin, self).response_action(request, queryset))

    def or_say_why(
        self, request: HttpRequest, work: Callable[[], HttpResponse], *, back: str | None = None
    ) -> HttpResponse:
        """All of it in one transaction, or none of it and a message on the page to go back to."""
        try:
            with transaction.atomic():
                return work()
        except REFUSALS as error:
            for _, text in told(error):
                self.message_user(request, text, messages.ERROR)
            return redirect(back or request.get_full_path())
