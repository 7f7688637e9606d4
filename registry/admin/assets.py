"""Assets, and what belongs to each: deployments, identifiers, relationships."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html

from cqi.errors import StaleVersion
from registry.models import Asset, AssetDeployment, AssetIdentifier, AssetRelationship
from registry.reading.search.assets import ASSET_LOOKUP
from registry.reading.search.children import DEPLOYMENT_SEARCH, IDENTIFIER_SEARCH, RELATIONSHIP_SEARCH
from registry.services import assets
from registry.services.permissions import RAISE_FLAG

from .base import RowAdmin
from .belonging import links
from .collisions import AssetForm
from .deployments import DeploymentForm
from .flagged import FlagFilter, FlaggedChangeList, cell, panel, panel_to_raise
from .forms import STALE
from .guards import in_their_name, version_shown
from .inlines import RowInline
from .merging import MergingAdmin
from .recognition import places, where
from .versions import seal


class DeploymentInline(RowInline):
    form = DeploymentForm
    model = AssetDeployment
    fields = ("chain", "address", "decimals", "is_canonical", "is_native")
    autocomplete_fields = ("chain",)
    identity = ("chain", "address", "is_native")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "address":
            field.widget.attrs["style"] = "min-width: 25rem"  # an EVM address, whole
        return field


class IdentifierInline(RowInline):
    model = AssetIdentifier
    fields = ("source", "external_id", "is_primary")
    identity = ("source",)


@admin.register(Asset)
class AssetAdmin(MergingAdmin):
    form = AssetForm
    change_form_before_template = "admin/registry/asset_form.html"
    list_display = (
        "symbol",
        "name",
        "market_cap_rank",
        "deployed_on",
        "flags",
        "asset_type",
        "look_alike_of",
    )
    list_filter = (FlagFilter, "asset_type")
    list_select_related = ("look_alike_of",)
    search = ASSET_LOOKUP
    suggested = ("category",)
    ordering = ("rank_key", "asset_id")
    inlines = (DeploymentInline, IdentifierInline)
    kept = ("merged_into", "look_alike_of")
    sections = (
        (None, ("symbol", "name", "asset_type", "category", "market_cap_rank")),
        ("Details", ("description", "website_url", "logo_url", "source", "metadata")),
    )

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        return super().get_queryset(request).prefetch_related(places())

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[FlaggedChangeList]:
        return FlaggedChangeList

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """The panel comes first: its flags, links to what belongs to it, and what it could be taken for."""
        (title, first), *others = super().get_fieldsets(request, obj)
        shown: tuple[Any, ...] = () if obj is None else (self._panel(request), "see_also")
        if obj is not None and obj.look_alike_of_id:
            shown = (*shown, self._fixed(obj)["look_alike_of"])
        return [(title, {"fields": (*shown, *first["fields"])}), *others]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[Any, ...]:
        return (*super().get_readonly_fields(request, obj), self._panel(request), "see_also")

    def _panel(self, request: HttpRequest) -> str:
        return "active_flags_to_raise" if request.user.has_perm(RAISE_FLAG) else "active_flags"

    @admin.display(description="deployed on")
    def deployed_on(self, asset: Asset) -> str:
        return where(asset)

    @admin.display(description="active flags")
    def flags(self, asset: Any) -> Any:
        return cell(asset, asset.held_flags)

    @admin.display(description="see also")
    def see_also(self, asset: Asset) -> str:
        return links(asset)

    @admin.display(description="active flags")
    def active_flags(self, asset: Asset) -> Any:
        return panel(asset)

    @admin.display(description="active flags")
    def active_flags_to_raise(self, asset: Asset) -> Any:
        return panel_to_raise(asset)

    def closed(self, row: Any) -> str | None:
        if row.merged_into_id is None:
            return super().closed(row)
        became = reverse("admin:registry_asset_change", args=[row.merged_into_id])
        link = format_html('<a href="{}" class="underline">{}</a>', became, row.merged_into)
        return format_html("merged into {} on {}", link, f"{row.deleted_at:%Y-%m-%d %H:%M} UTC")

    def get_custom_urls(self) -> tuple[tuple[str, str, Any], ...]:
        return (("<path:object_id>/undelete/", "registry_asset_undelete", self.undelete_view),)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        row = kwargs.get("obj")
        if row is not None and row.is_gone and not row.merged_into_id and self.has_change_permission(request):
            context["undelete"] = {
                "url": reverse("admin:registry_asset_undelete", args=[row.pk]),
                "version": seal(row),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    @in_their_name
    def undelete_view(self, request: HttpRequest, object_id: str, **_: Any) -> HttpResponse:
        if not self.has_change_permission(request):
            raise PermissionDenied
        if (row := self.get_object(request, unquote(object_id))) is None:
            raise Http404
        if request.method != "POST":
            raise PermissionDenied
        page = reverse("admin:registry_asset_change", args=[row.pk])

        def undelete() -> HttpResponse:
            if (version := version_shown(request, row)) is None:
                raise StaleVersion(STALE.format(name=self.opts.verbose_name))
            assets.undelete_asset(row.pk, version=version)
            self.message_user(request, f"{row} is no longer deleted.", messages.SUCCESS)
            return redirect(page)

        return self.or_say_why(request, undelete, back=page)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.source = obj.source or (None if change else request.user.get_username())
        super().save_model(request, obj, form, change)
        if obj.look_alike_of is not None and {"symbol", "name"} & {*form.changed_data}:
            self.message_user(request, f"{obj} looks like {obj.look_alike_of}: is it?", messages.WARNING)


@admin.register(AssetDeployment)
class DeploymentAdmin(RowAdmin):
    form = DeploymentForm
    list_display = ("asset", "chain", "address", "decimals", "is_canonical", "is_native")
    list_filter = ("is_canonical", "is_native")
    list_select_related = ("asset", "chain")
    search = DEPLOYMENT_SEARCH
    autocomplete_fields = ("asset", "chain")
    identity = ("asset", "chain", "address", "is_native")
    sections = (
        (None, ("asset", "chain", "address", "decimals", "is_canonical", "is_native")),
        ("Details", ("deployed_at", "metadata")),
    )


@admin.register(AssetIdentifier)
class IdentifierAdmin(RowAdmin):
    list_display = ("external_id", "source", "asset", "is_primary", "verified_at")
    list_filter = ("source", "is_primary")
    list_select_related = ("asset",)
    search = IDENTIFIER_SEARCH
    unsorted = ("external_id",)
    autocomplete_fields = ("asset",)
    identity = ("asset", "source")
    sections = ((None, ("asset", "source", "external_id", "is_primary", "verified_at", "metadata")),)


@admin.register(AssetRelationship)
class RelationshipAdmin(RowAdmin):
    list_display = ("from_asset", "relationship_type", "to_asset", "conversion_rate", "weight", "protocol")
    list_filter = ("relationship_type",)
    list_select_related = ("from_asset", "to_asset")
    search = RELATIONSHIP_SEARCH
    autocomplete_fields = ("from_asset", "to_asset")
    identity = ("from_asset", "to_asset", "relationship_type")
    sections = (
        (None, ("from_asset", "relationship_type", "to_asset")),
        ("Details", ("conversion_rate", "weight", "protocol", "description", "metadata")),
    )
