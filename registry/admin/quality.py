"""Quality flags: raised here, resolved here by saying what was found, never deleted."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from registry.models import QualityFlag
from registry.models.choices import Severity
from registry.services import flags

from .base import RowAdmin
from .guards import from_form

RAISED = ("asset", "flag_type", "severity", "source", "reason", "evidence_url", "raised_by", "metadata")


@admin.register(QualityFlag)
class QualityFlagAdmin(RowAdmin):
    list_display = ("asset", "flag_type", "severity", "source", "raised_at", "resolved_at")
    list_filter = ("severity", "flag_type", ("resolved_at", admin.EmptyFieldListFilter))
    list_select_related = ("asset",)
    search_fields = ("asset__symbol_key__startswith", "source__istartswith")
    ordering = ("-raised_at",)
    autocomplete_fields = ("asset",)
    sections = ((None, RAISED),)
    identity = RAISED
    kept = ("raised_at", "raised_actor", "resolved_at", "resolved_by", "resolved_actor")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        raised, *record = super().get_fieldsets(request, obj)
        resolution = ("Resolution", {"fields": ("resolution_notes",)})
        return [raised, resolution, *record] if obj is not None else [raised]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        is_resolved = obj is not None and obj.resolved_at is not None
        return (*super().get_readonly_fields(request, obj), *(("resolution_notes",) if is_resolved else ()))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        if "source" in form.base_fields:
            form.base_fields["source"].required = False
            form.base_fields["source"].help_text = "Who says so; you, where nothing is given."
        if "resolution_notes" in form.base_fields:
            form.base_fields["resolution_notes"].help_text = "What was found.  Saving it resolves the flag."
        return form

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        with from_form(form.prefix):
            if not change:
                given = {name: form.cleaned_data[name] for name in RAISED[1:] if form.cleaned_data.get(name)}
                named = {"asset_id": obj.asset_id, "severity": Severity(obj.severity).name}
                obj.pk = flags.raise_flag({**given, **named}).pk
            elif obj.resolution_notes and "resolution_notes" in form.changed_data:
                flags.resolve(obj.pk, notes=obj.resolution_notes, version=obj.version)
