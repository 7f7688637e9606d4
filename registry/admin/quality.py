"""Quality flags: raised here, resolved here by saying what was found, never deleted."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from cqi.context import because
from registry.models import Asset, QualityFlag
from registry.reading.search.children import FLAG_SEARCH
from registry.services.flagging import flags
from registry.services.permissions import RESOLVE_FLAG
from registry.values.choices import Severity

from .base import RowAdmin
from .guards import from_form

RAISED = ("asset", "flag_type", "severity", "source", "reason", "evidence_url", "raised_by", "metadata")


@admin.register(QualityFlag)
class QualityFlagAdmin(RowAdmin):
    list_display = ("asset", "flag_type", "severity", "source", "raised_at", "resolved_at")
    list_filter = ("severity", "flag_type", ("resolved_at", admin.EmptyFieldListFilter))
    list_select_related = ("asset",)
    search = FLAG_SEARCH
    suggested = ("source",)
    ordering = ("-flag_id",)
    autocomplete_fields = ("asset",)
    sections = ((None, RAISED),)
    identity = RAISED
    change_form_after_template = None
    """What a flag says is the reason of its raise, what was found that of its resolution."""
    kept = ("raised_at", "raised_actor", "resolved_at", "resolved_by", "resolved_actor")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        raised, *record = super().get_fieldsets(request, obj)
        resolution = ("Resolution", {"fields": ("resolution_notes",)})
        return [raised, resolution, *record] if obj is not None else [raised]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A flag is changed by resolving it, and not otherwise."""
        return (obj is None or self.closed(obj) is None) and request.user.has_perm(RESOLVE_FLAG)

    def closed(self, row: Any) -> str | None:
        if row.resolved_at is None:
            return None
        who = row.resolved_by or row.resolved_actor or "nobody named"
        return f"resolved by {who} on {row.resolved_at:%Y-%m-%d %H:%M} UTC"

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        if "source" in form.base_fields:
            form.base_fields["source"].required = False
            form.base_fields["source"].help_text = "Who says so; you, where nothing is given."
            reason = form.base_fields["reason"]
            reason.required = True
            reason.error_messages["required"] = "say why, a flag is not raised without it"
        if "resolution_notes" in form.base_fields:
            notes = form.base_fields["resolution_notes"]
            notes.help_text = "What was found.  It is kept with the flag."
            notes.required = True
            notes.error_messages["required"] = "say what was found, a flag is not resolved without it"
        return form

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        """Name the button by what it does.  A flag is resolved once, so none goes on with it after that."""
        is_there = kwargs.get("obj") is not None
        context |= {
            "save_label": "Resolve flag" if is_there else "Raise flag",
            "show_save_and_continue": False,
            "show_save_and_add_another": not is_there,
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        why = form.cleaned_data["resolution_notes" if change else "reason"]
        with from_form(form.prefix), because(why):
            if not change:
                given = {name: form.cleaned_data[name] for name in RAISED[1:] if form.cleaned_data.get(name)}
                named = {"asset_id": obj.asset_id, "severity": Severity(obj.severity).name}
                flag = flags.raise_flag({**given, **named})
                obj.pk, obj.asset = flag.pk, flag.asset
            else:
                flags.resolve_flag(obj.pk, notes=obj.resolution_notes, version=obj.version)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        self.message_user(request, f"{obj} is resolved: it is no longer active.", messages.SUCCESS)
        return self.response_post_save_change(request, obj)

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """To the asset's page, which shows what is active now."""
        page: HttpResponse = super().response_post_save_add(request, obj)
        if self.admin_site.get_model_admin(Asset).has_view_permission(request):
            page = redirect(reverse("admin:registry_asset_change", args=[obj.asset_id]))
        return page

    response_post_save_change = response_post_save_add
