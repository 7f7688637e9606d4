"""Sessions end: after some time without a request, and some hours after the login whatever is done."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse

BEGAN, SEEN = "began", "seen"
_NOTED_EVERY = 60
"""A session's end is moved by a write.  Once a minute is often enough."""


class SessionLimits:
    """Ends the session of a request that comes too late, and moves the end of the others."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        session, now = request.session, int(time.time())
        if SESSION_KEY in session:
            if now - session.get(BEGAN, 0) >= settings.CONFIG.admin.session_hours * 3600:
                logout(request)
            elif now - session.get(SEEN, 0) >= _NOTED_EVERY:
                session[SEEN] = now
        return self.get_response(request)
