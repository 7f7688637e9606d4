"""What stands round every page: who acts, what is refused, and that nothing is deleted unseen."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from django.db import DataError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest

from cqi.context import acting_as, because
from cqi.errors import StaleVersion
from registry.models import Row

from .forms import STALE
from .reasons import reason_in
from .refusals import REFUSALS, Refused
from .versions import seen

View = Callable[..., HttpResponse]


def in_their_name(view: View) -> View:
    """Let a view work as its user, for the reason that the page asked for.

    A value that PostgreSQL cannot even compare is a bad request.
    """

    @wraps(view)
    def guarded(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        sent = [*args, *kwargs.values()]
        sent += [value for values in (request.GET, request.POST) for _, value in values.items()]
        if any("\0" in value for value in sent if isinstance(value, str)):
            return HttpResponseBadRequest("The request holds a NUL character.")
        with acting_as(request.user.get_username(), "admin"), because(reason_in(request.POST)):
            try:
                return view(self, request, *args, **kwargs)
            except DataError:
                return HttpResponseBadRequest("The request holds a value that the database cannot read.")

    return guarded


@contextmanager
def from_form(prefix: str | None) -> Iterator[None]:
    """What is refused in this block was refused to the form with this prefix."""
    try:
        yield
    except REFUSALS as error:
        raise Refused(prefix, error) from error


def delete_as_seen(row: Any, version: int | None) -> None:
    """Delete the row as it is stored.  Raises StaleVersion where the page showed another version."""
    stored = type(row)._base_manager.filter(pk=row.pk).first()
    if stored is None or stored.version != version:
        raise StaleVersion(STALE.format(name=row._meta.verbose_name))
    stored.delete()


def version_shown(request: HttpRequest, row: Row) -> int | None:
    """The version of this row that the confirmation showed."""
    versions = (seen(row, sealed) for sealed in request.POST.getlist("seen_version"))
    return next((version for version in versions if version is not None), None)
