"""The script that keeps what was typed into a form over the end of a session."""

from urllib.parse import urlencode

from django.http import HttpRequest
from django.templatetags.static import static


def script(request: HttpRequest) -> str:
    """Its address says whose page it is on: what one user typed is not shown to the next."""
    return f"{static('login/unsaved.js')}?{urlencode({'user': request.user.pk or ''})}"
