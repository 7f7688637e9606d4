"""What the admin shows where somebody may not do something or a page is not there; elsewhere answers are plain."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views import defaults


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, "Not allowed", 403) or defaults.permission_denied(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, "Not found", 404) or defaults.page_not_found(request, exception)


def _page(request: HttpRequest, title: str, status: int) -> HttpResponse | None:
    if not request.path_info.startswith(reverse("admin:index")):
        return None
    context = {**admin.site.each_context(request), "title": title, "status": status}
    return render(request, "login/refused.html", context, status=status)
