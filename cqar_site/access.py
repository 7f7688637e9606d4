"""What every HTTP request leaves behind: one log line, as a call over gRPC does."""

import time
from collections.abc import Callable

import structlog
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.utils.encoding import escape_uri_path

from cqi.context import ANONYMOUS, id_of_call, in_call
from cqi.tracing import named_ids, trace_ids

log = structlog.get_logger("http")

PROBED = frozenset({"/health/live", "/health/ready"})
"""Pages of which only the failures are told: somebody asks for them every few seconds."""
LONGEST_PATH = 200
TRACE = "cqar.trace"
"""Where a request has the ids of its trace and its span."""

Respond = Callable[[HttpRequest], HttpResponse]


def noted(get_response: Respond) -> Respond:
    """A middleware round all that may answer a request; only what finds out its address stands before it.

    The line is written when the response is there, before what streams is sent.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        with in_call(id_of_call(request.META.get("HTTP_X_REQUEST_ID"))):
            response = get_response(request)
            if request.path_info not in PROBED or response.status_code >= 400:
                log.info(
                    "http_request",
                    method=request.method,
                    path=escape_uri_path(request.path)[:LONGEST_PATH],
                    status=response.status_code,
                    duration=round(time.perf_counter() - began, 6),
                    caller=user_of(request),
                    address=request.META.get("REMOTE_ADDR"),
                    **named_ids(request.META.get(TRACE)),
                )
        return response

    return respond


def keeping_trace(get_response: Respond) -> Respond:
    """A middleware inside of the request's span, which is over when the line is written."""

    def respond(request: HttpRequest) -> HttpResponse:
        request.META[TRACE] = trace_ids()
        return get_response(request)

    return respond


def user_of(request: HttpRequest) -> str:
    """Who is logged in, once the request was answered; nobody where it was refused before that was looked at."""
    try:
        user = getattr(request, "user", None)
        return user.get_username() or ANONYMOUS if user else ANONYMOUS
    except (DatabaseError, InterfaceError):
        return ANONYMOUS
