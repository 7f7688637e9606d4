"""Groups and their members."""

from django.contrib import admin

from registry.models import AssetGroup, AssetGroupMember

from .base import RowAdmin
from .inlines import RowInline


class MemberInline(RowInline):
    model = AssetGroupMember
    fields = ("asset", "weight", "is_canonical")
    autocomplete_fields = ("asset",)
    identity = ("asset",)


@admin.register(AssetGroup)
class AssetGroupAdmin(RowAdmin):
    list_display = ("name", "group_type", "canonical_symbol", "issuer")
    list_filter = ("group_type",)
    search_fields = ("name__icontains", "canonical_symbol_key__startswith")
    inlines = (MemberInline,)
    sections = (
        (None, ("name", "group_type", "canonical_symbol", "issuer")),
        ("Details", ("description", "metadata")),
    )


@admin.register(AssetGroupMember)
class MemberAdmin(RowAdmin):
    list_display = ("group", "asset", "weight", "is_canonical")
    list_filter = ("is_canonical",)
    list_select_related = ("group", "asset")
    search_fields = ("group__name__icontains", "asset__symbol_key__startswith")
    autocomplete_fields = ("group", "asset")
    identity = ("group", "asset")
    sections = ((None, ("group", "asset", "weight", "is_canonical", "metadata")),)
