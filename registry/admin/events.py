"""Events that wait to be published: what the stream refused is tried again here, or parked."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse

from registry.models import WaitingEvent
from registry.relaying import refused

from .guards import in_their_name
from .history import EntityFilter, ReadOnlyAdmin


def by_key_of_row(text: str) -> Q:
    """Those of the row with this key."""
    return Q(entity_id=text)


@admin.register(WaitingEvent)
class WaitingEventAdmin(ReadOnlyAdmin):
    list_display = (
        "revision",
        "entity",
        "entity_id",
        "tries",
        "refusal",
        "retry_at",
        "parked_at",
        "parked_by",
    )
    fields = (*list_display, "refused_at", "urgent")
    list_filter = (
        EntityFilter,
        ("refused_at", admin.EmptyFieldListFilter),
        ("parked_at", admin.EmptyFieldListFilter),
    )
    search_fields = ("entity_id",)
    search_help_text = "The whole key of a row."
    ordering = ("revision",)
    found_by = staticmethod(by_key_of_row)
    actions = ("retry_events", "park_events")

    @in_their_name
    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(request, extra_context)  # type: ignore[no-any-return]  # unfold has no types

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("registry.change_waitingevent")

    @admin.action(description="Try the selected refused events again now", permissions=["decide"])
    def retry_events(self, request: HttpRequest, chosen: "QuerySet[WaitingEvent]") -> None:
        count = refused.retry_now(chosen)
        self._tell(request, count, f"{count} are tried again within a second.")

    @admin.action(
        description="Park the selected refused events: they are not published, later ones are",
        permissions=["decide"],
    )
    def park_events(self, request: HttpRequest, chosen: "QuerySet[WaitingEvent]") -> None:
        count = refused.park(chosen)
        self._tell(request, count, f"{count} are parked; what follows of their rows goes on.")

    def _tell(self, request: HttpRequest, count: int, said: str) -> None:
        if count:
            self.message_user(request, said, messages.SUCCESS)
        else:
            self.message_user(request, "None of them is refused and not parked.", messages.WARNING)
