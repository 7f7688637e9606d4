"""The History page of a row: its changes by whatever door they came, the newest first.

On the page of an asset stand the changes of what belongs to it, too.  Django's own log of the admin would tell the
same once more, without values, so these pages leave nothing in it.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from registry.reading.recorded import history_of
from registry.services.permissions import REVERT_CHANGE, SEE_CHANGES

from .deleting import DeletingAdmin
from .guards import in_their_name
from .telling import page_of_row, tellings

MOST_TOLD = 50
"""Changes on one page; the next page begins where this one ends."""


class HistoryAdmin(DeletingAdmin):
    """The pages of one model, with that of a row's history."""

    @in_their_name
    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        key = unquote(object_id)
        row = self.get_object(request, key)
        if not (self.has_view_permission(request, row) and request.user.has_perm(SEE_CHANGES)):
            raise PermissionDenied
        before = revision_asked(request.GET.get("before", ""))
        known = self._key(key)
        changes = history_of(self.model, known, before=before, most=MOST_TOLD + 1) if known else []
        if row is None and not changes:
            return self._get_obj_does_not_exist_redirect(request, self.opts, key)  # type: ignore[no-any-return]  # unfold has no types
        context = {
            **self.admin_site.each_context(request),
            "title": f"History of {row or f'{self.opts.verbose_name} {key}'}",
            "opts": self.opts,
            "original": row,
            "tellings": tellings(changes[:MOST_TOLD]),
            "key": known,
            "page": None if row is None else page_of_row(self.model, row.pk, "change"),
            "is_first": before is None,
            "older": changes[MOST_TOLD - 1].revision if len(changes) > MOST_TOLD else None,
            "may_revert": request.user.has_perm(REVERT_CHANGE),
        }
        return TemplateResponse(request, "admin/registry/changes/history.html", context)

    def _key(self, typed: str) -> str:
        """The key as the record has it; empty for what is none."""
        try:
            return str(self.opts.pk.to_python(typed))
        except ValidationError:
            return ""

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """Nothing: the record tells it."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """Nothing: the record tells it."""

    def log_deletions(self, request: HttpRequest, queryset: Iterable[Any]) -> None:
        """Nothing: the record tells it."""


def revision_asked(text: str) -> int | None:
    """The revision that a page is to begin before; None for the newest."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
