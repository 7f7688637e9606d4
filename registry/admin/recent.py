"""The first page shows people what they changed last."""

from typing import Any

from django.http import HttpRequest

from registry.reading.recorded import made_by
from registry.services.permissions import SEE_CHANGES

from .telling import tellings

MOST_RECENT = 10


def with_own_changes(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """What the first page is made of, with the changes of its reader."""
    if request.user.has_perm(SEE_CHANGES):
        context["own_changes"] = tellings(made_by(request.user.get_username(), most=MOST_RECENT))
    return context
