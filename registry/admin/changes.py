"""The record of changes: found by row, by who did it or by the request, and each told on a page of its own."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin import SimpleListFilter
from django.contrib.admin.utils import quote, unquote
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator

from registry.models import Asset, Change
from registry.models.history import SEALED
from registry.reading.recorded import made_with
from registry.wire.changes import fields_after
from registry.wire.events import kinds_by_event

from .history import EntityFilter
from .lists import typed_key
from .reverting import RevertingAdmin
from .telling import Telling, differences, page_of_row, telling, tellings

MOST_BESIDE = 50
"""Of what was made in the same transaction, which may be 10,000 rows of an import."""
MOST_OF_REASON = 80
NOT_SAID = "not said"
"""In place of a reason: who made the change gave none."""
LINE = '<div style="overflow-wrap: anywhere">{}: {}</div>'
WAYS = '<span style="overflow-wrap: anywhere">{} {} (<a href="{}" class="underline">history</a>)</span>'
WHOLE = 100_000


class EventFilter(SimpleListFilter):
    """By what happened: the events of the kind that is chosen, so that no two filters contradict each other."""

    title = "event"
    parameter_name = "event"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        chosen = request.GET.get(EntityFilter.parameter_name)
        return [(name, name) for name, kind in sorted(kinds_by_event().items()) if chosen in (None, "", kind)]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        if not (event := self.value()):
            return queryset
        kind = request.GET.get(EntityFilter.parameter_name)
        # No change is of both where they contradict each other: the database would read all of one to find that.
        is_of_kind = not kind or kinds_by_event().get(event) == kind
        return queryset.filter(event=event) if is_of_kind else queryset.none()


class ChannelFilter(SimpleListFilter):
    """By the door."""

    title = "channel"
    parameter_name = "channel"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(door, door) for door in ("admin", "command", "grpc")]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        return queryset.filter(channel=self.value()) if self.value() else queryset


def by_row_actor_or_request(text: str) -> Q:
    """What the text is, is asked first: an OR of all three would read every change of an actor to sort them."""
    row = str(typed_key(text) or text)
    meant = [Q(entity_id=row), Q(actor=text), Q(request_id=text)]
    found = [one for one in meant if Change.objects.filter(one).exists()]
    return Q(*found, _connector=Q.OR) if found else Q(entity_id=row)


@admin.register(Change)
class ChangeAdmin(RevertingAdmin):
    list_display = (
        "revision",
        "moment",
        "actor",
        "channel",
        "event",
        "entity_id",
        "version",
        "differs",
        "why",
    )
    search_fields = ("entity_id",)
    search_help_text = "The whole key of a row, the name of who did it, or the whole id of a request."
    list_filter = (EntityFilter, EventFilter, ChannelFilter)
    ordering = ("-revision",)
    found_by = staticmethod(by_row_actor_or_request)
    fields = (
        "of",
        "event",
        "version",
        "who",
        "whole_reason",
        "moment",
        "revision",
        "changed",
        "row_after",
        "beside",
        "belongs_to",
        "request_id",
        "trace",
    )
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows.filter(SEALED).defer("message", "keys")

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """That of its row: a change has none of its own."""
        if (change := self.get_object(request, unquote(object_id))) is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[no-any-return]  # unfold has no types
        pages: Any = self.admin_site.get_model_admin(telling(change, None).model)
        return pages.history_view(request, quote(change.entity_id), extra_context)  # type: ignore[no-any-return]

    @admin.display(description="at (UTC)")
    def moment(self, change: Change) -> str | None:
        return f"{change.at:%Y-%m-%d %H:%M:%S}" if change.at else None

    @admin.display(description="why", empty_value=NOT_SAID)
    def why(self, change: Change) -> str | None:
        return change.reason and Truncator(change.reason).chars(MOST_OF_REASON)

    @admin.display(description="reason")
    def whole_reason(self, change: Change) -> str:
        return change.reason or NOT_SAID

    @admin.display(description="differs")
    def differs(self, change: Change) -> str:
        return ", ".join(name for name, _, _ in differences(change)) if change.after else ""

    @admin.display(description="of")
    def of(self, change: Change) -> Any:
        (told,) = tellings([change])
        return with_ways(told)

    @admin.display(description="by")
    def who(self, change: Change) -> Any:
        url = f"{reverse('admin:registry_change_changelist')}?{urlencode({'q': change.actor})}"
        return format_html('<a href="{}" class="underline">{}</a> ({})', url, change.actor, change.channel)

    @admin.display(description="what differs")
    def changed(self, change: Change) -> Any:
        told = telling(change, None)
        shown = {"rows": told.differences, "is_removal": told.is_removal, "most": WHOLE}
        return render_to_string("admin/registry/changes/fields.html", shown) if told.differences else None

    @admin.display(description="the row after it")
    def row_after(self, change: Change) -> Any:
        rows = [] if telling(change, None).is_removal else sorted(fields_after(change).items())
        return format_html_join("", LINE, rows) or None

    @admin.display(description="in the same transaction")
    def beside(self, change: Change) -> Any:
        others = made_with(change, most=MOST_BESIDE + 1)
        lines = ((each.url, each.change.event, with_ways(each)) for each in tellings(others[:MOST_BESIDE]))
        shown = format_html_join("", '<div><a href="{}" class="underline">{}</a>: {}</div>', lines)
        return format_html("{}and more", shown) if len(others) > MOST_BESIDE else shown or None

    @admin.display(description="assets")
    def belongs_to(self, change: Change) -> Any:
        assets = Asset._base_manager.in_bulk(change.assets)
        lines = ((page_of_row(Asset, key, "history"), assets.get(key, key)) for key in change.assets)
        return format_html_join(", ", '<a href="{}" class="underline">{}</a>', lines) or None


def with_ways(told: Telling) -> Any:
    """The row of a change with the ways to it."""
    title = told.row
    if told.page is not None:
        title = format_html('<a href="{}" class="underline">{}</a>', told.page, told.row)
    return format_html(WAYS, told.kind, title, told.history)
