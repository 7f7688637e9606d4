"""The page for a form that was refused because its token is not that of the session."""

import structlog
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

log = structlog.get_logger(__name__)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Mostly somebody logged in again in another window; the page leads back to the form."""
    log.warning("csrf_refused", path=request.path, reason=reason, address=request.META.get("REMOTE_ADDR"))
    context = {
        **admin.site.each_context(request),
        "title": "Nothing was saved",
        "page": request.get_full_path(),
    }
    return render(request, "login/csrf_failure.html", context, status=403)
