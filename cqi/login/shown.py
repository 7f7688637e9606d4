"""Lists of rows that hold secrets beside what is shown of them."""

from django.db.models.constants import LOOKUP_SEP
from django.http import HttpRequest
from unfold.admin import ModelAdmin


class OnlyShownAdmin(ModelAdmin):  # type: ignore[misc]  # unfold has no types
    """What no list shows cannot be asked for either.

    Django takes a filter by any column from the address of a list: `?key__startswith=a` would tell a secret
    letter by letter.
    """

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        filtered = (each if isinstance(each, str) else each[0] for each in self.list_filter)
        is_shown = lookup.partition(LOOKUP_SEP)[0] in {*self.list_display, *filtered}
        return is_shown and bool(super().lookup_allowed(lookup, value, request))
