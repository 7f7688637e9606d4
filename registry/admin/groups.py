"""Groups and their members."""

from django.contrib import admin

from registry.models import AssetGroup, AssetGroupMember
from registry.reading.search.children import MEMBER_SEARCH
from registry.reading.search.small import GROUP_SEARCH

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
    search = GROUP_SEARCH
    suggested = ("group_type", "issuer")
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
    search = MEMBER_SEARCH
    autocomplete_fields = ("group", "asset")
    identity = ("group", "asset")
    sections = ((None, ("group", "asset", "weight", "is_canonical", "metadata")),)
