"""What the database keeps about the cache: what Redis is owed, and what is used most."""

from django.contrib import admin
from django.db.models import Q

from registry.models import CacheUse, OwedInvalidation

from .history import ReadOnlyAdmin


def by_cache_key(text: str) -> Q:
    return Q(key=text)


def by_owed_key(text: str) -> Q:
    """Little is ever owed, so no index is needed."""
    return Q(keys__contains=[text])


@admin.register(OwedInvalidation)
class OwedInvalidationAdmin(ReadOnlyAdmin):
    list_display = fields = ("owed_at", "keys")
    search_fields = ("keys",)
    search_help_text = "A whole key, such as asset:0199f0c2-7d3a-7c11-9a64-2f0c6d1b5e10."
    found_by = staticmethod(by_owed_key)


@admin.register(CacheUse)
class CacheUseAdmin(ReadOnlyAdmin):
    list_display = fields = ("key", "score", "at")
    ordering = ("key",)
    search_fields = ("key",)
    search_help_text = "A whole key, such as asset:0199f0c2-7d3a-7c11-9a64-2f0c6d1b5e10."
    found_by = staticmethod(by_cache_key)
