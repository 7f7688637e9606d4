"""What a browser may do with a page: everything that no page needs is forbidden.

The admin's pages run scripts from files of this server and no others.  Alpine, which the theme is built on,
makes functions out of attributes: that needs 'unsafe-eval', so text of the registry must never stand in an
`x-` or `@` attribute.  The theme also sets styles in the pages.
"""

from typing import Any

from csp.constants import NONE, SELF, UNSAFE_EVAL, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

NO_PAGE = {
    "default-src": [NONE],
    "base-uri": [NONE],
    "form-action": [NONE],
    "frame-ancestors": [NONE],
}
"""The policy of answers that are no pages, such as health, metrics and errors."""

ADMIN_PAGE = {
    **NO_PAGE,
    "script-src": [SELF, UNSAFE_EVAL],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "form-action": [SELF],
}

_UNUSED = ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
PERMISSIONS_POLICY = ", ".join(f"{feature}=()" for feature in _UNUSED)


class BrowserPolicy(CSPMiddleware):
    """Sets Content-Security-Policy and Permissions-Policy."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path_info.startswith(reverse("admin:index")):
            parts.config = ADMIN_PAGE
        return parts

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        answered: Any = super().process_response(request, response)
        answered.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return answered  # type: ignore[no-any-return]
