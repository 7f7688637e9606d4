"""Assets, and what belongs to each: deployments, identifiers, relationships."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest

from registry.models import Asset, AssetDeployment, AssetIdentifier, AssetRelationship

from .base import RowAdmin
from .inlines import RowInline


class DeploymentInline(RowInline):
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
class AssetAdmin(RowAdmin):
    list_display = ("symbol", "name", "asset_type", "category", "market_cap_rank", "look_alike_of")
    list_filter = ("asset_type",)
    list_select_related = ("look_alike_of",)
    search_fields = ("symbol_key__startswith", "name_key__startswith")
    ordering = ("rank_key", "asset_id")
    inlines = (DeploymentInline, IdentifierInline)
    kept = ("merged_into", "look_alike_of")
    sections = (
        (None, ("symbol", "name", "asset_type", "category", "market_cap_rank")),
        ("Details", ("description", "website_url", "logo_url", "source", "metadata")),
    )

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.source = obj.source or (None if change else request.user.get_username())
        super().save_model(request, obj, form, change)
        if obj.look_alike_of is not None and {"symbol", "name"} & {*form.changed_data}:
            self.message_user(request, f"{obj} looks like {obj.look_alike_of}: is it?", messages.WARNING)


@admin.register(AssetDeployment)
class DeploymentAdmin(RowAdmin):
    list_display = ("asset", "chain", "address", "decimals", "is_canonical", "is_native")
    list_filter = ("is_canonical", "is_native")
    list_select_related = ("asset", "chain")
    search_fields = ("address_key__startswith", "asset__symbol_key__startswith", "chain_id")
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
    search_fields = ("external_id_key__startswith", "asset__symbol_key__startswith")
    autocomplete_fields = ("asset",)
    identity = ("asset", "source")
    sections = ((None, ("asset", "source", "external_id", "is_primary", "verified_at", "metadata")),)


@admin.register(AssetRelationship)
class RelationshipAdmin(RowAdmin):
    list_display = ("from_asset", "relationship_type", "to_asset", "conversion_rate", "weight", "protocol")
    list_filter = ("relationship_type",)
    list_select_related = ("from_asset", "to_asset")
    search_fields = ("from_asset__symbol_key__startswith", "to_asset__symbol_key__startswith")
    autocomplete_fields = ("from_asset", "to_asset")
    identity = ("from_asset", "to_asset", "relationship_type")
    sections = (
        (None, ("from_asset", "relationship_type", "to_asset")),
        ("Details", ("conversion_rate", "weight", "protocol", "description", "metadata")),
    )
