"""How rows are deleted: by the rule of their model, at the version that was shown.

Pages say it in the model's own word, such as "delisted".
"""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import model_ngettext, quote
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from registry.models import Row
from registry.models.base import RemovableRow

from .guards import delete_as_seen, version_shown
from .lists import ListingAdmin
from .reasons import demand_reason
from .versions import seal


def can_be_deleted(model: type[Row]) -> bool:
    return bool(model.gone_field) or issubclass(model, RemovableRow)


class DeletingAdmin(ListingAdmin):
    """The pages that delete rows of one model, and say so in its word, such as delist."""

    actions = ("delete_selected",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_there = can_be_deleted(self.model) and not (obj is not None and obj.is_gone)
        return is_there and bool(super().has_delete_permission(request, obj))

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What the confirmation lists: these rows and no others, each with the version it is shown at."""
        shown = [(str(row), seal(row)) for row in objs]
        return shown, {self.opts.verbose_name_plural: len(shown)}, set(), []

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        demand_reason(request.POST, self._deleted)
        delete_as_seen(obj, version_shown(request, obj))

    def delete_queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> None:
        for row in queryset:
            self.delete_model(request, row)

    @property
    def _deleted(self) -> str:
        return (self.model.gone_field or "deleted_at").removesuffix("_at")

    @property
    def delete_label(self) -> str:
        """What the buttons say that delete."""
        return {"deleted": "Delete", "delisted": "Delist"}[self._deleted]

    def get_actions(self, request: HttpRequest) -> Any:
        """The one that deletes, in the model's word."""
        described = f"{self.delete_label} selected {self.opts.verbose_name_plural}"
        return {
            name: (function, name, described if name == "delete_selected" else said)
            for name, (function, _, said) in super().get_actions(request).items()
        }

    @admin.action(permissions=["delete"])
    def delete_selected(self, request: HttpRequest, queryset: "QuerySet[Any]") -> HttpResponse | None:
        """Delete these rows, once the page that lists them was confirmed."""
        if request.POST.get("post"):
            count = len(queryset)
            self.log_deletions(request, queryset)
            self.delete_queryset(request, queryset)
            were = "was" if count == 1 else "were"
            said = f"{count} {model_ngettext(self.opts, count)} {were} {self._deleted}."
            self.message_user(request, said, messages.SUCCESS)
            return None
        shown, *_ = self.get_deleted_objects(queryset, request)
        context = {
            **self.admin_site.each_context(request),
            "title": self.delete_label,
            "opts": self.opts,
            "media": self.media,
            "delete_label": self.delete_label,
            "deletable_objects": [shown],
            "objects_name": model_ngettext(self.opts, len(shown)),
            "queryset": queryset,
            "action_checkbox_name": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/registry/delete_selected_confirmation.html", context)

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: Any) -> HttpResponse:
        """Lead to the page of the row, where one is kept: it says that the row is deleted."""
        if not self.model.gone_field or IS_POPUP_VAR in request.POST or not self.has_view_permission(request):
            return super().response_delete(request, obj_display, obj_id)  # type: ignore[no-any-return]  # unfold has no types
        self.message_user(request, f"{obj_display} was {self._deleted}.", messages.SUCCESS)
        return redirect(reverse(f"admin:registry_{self.opts.model_name}_change", args=[quote(obj_id)]))
