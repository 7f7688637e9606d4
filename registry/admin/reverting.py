"""Taking a change back: what that would do is shown first, and it is done only with a reason."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from unfold.decorators import action

from cqi.errors import StaleVersion
from registry.models import Change
from registry.services.permissions import REVERT_CHANGE
from registry.services.reverting import revert

from .forms import STALE
from .guards import in_their_name, version_shown
from .history import ReadOnlyAdmin
from .reasons import demand_reason
from .refusals import REFUSALS, told
from .telling import Telling, tellings
from .versions import seal


class RevertingAdmin(ReadOnlyAdmin):
    """The pages of changes, with one for taking a change back."""

    actions_detail = ("revert_change",)

    def has_revert_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        return bool(request.user.has_perm(REVERT_CHANGE))

    @action(description="Revert …", url_path="revert", permissions=["revert"])  # type: ignore[untyped-decorator]
    @in_their_name
    def revert_change(self, request: HttpRequest, object_id: str) -> HttpResponse:
        if (change := self.get_object(request, unquote(object_id))) is None:
            raise Http404
        (reverted,) = tellings([change])
        refusals: list[str] = []
        if request.method == "POST":
            try:
                self._revert(request, reverted)
            except REFUSALS as error:
                refusals = [text for _, text in told(error)]
            else:
                self.message_user(
                    request, f"{change.event} of {reverted.row} was taken back.", messages.SUCCESS
                )
                return redirect(reverted.history)
        shown = preview_of(reverted)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Revert {change.event}",
            "opts": self.opts,
            "original": change,
            "reverted": reverted,
            **shown,
            "refusals": refusals or shown.get("refusals"),
        }
        return TemplateResponse(request, "admin/registry/changes/revert.html", context)

    def _revert(self, request: HttpRequest, reverted: Telling) -> None:
        demand_reason(request.POST, "taken back")
        if (version := version_shown(request, reverted.row_at(0))) is None:
            raise StaleVersion(STALE.format(name=reverted.kind))
        revert(reverted.change.pk, version=version)


def preview_of(reverted: Telling) -> dict[str, Any]:
    """What taking it back would do, for the page; nothing of it is kept."""
    change = reverted.change
    try:
        with transaction.atomic():
            made = revert(change.pk)
            steps = tellings(made)
            transaction.set_rollback(True)
    except REFUSALS as error:
        return {"refusals": [text for _, text in told(error)]}
    return {"steps": steps, "version": seal(reverted.row_at(version_before(change, made)))}


def version_before(change: Change, made: list[Change]) -> int:
    """The version at which the row was before these changes."""
    return min(each.version for each in made if each.entity_id == change.entity_id) - 1
