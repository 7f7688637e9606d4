"""What Django's page of an error shows a developer, and what its filter hides there."""

import re

from django.views.debug import SafeExceptionReporterFilter


class DebugPageFilter(SafeExceptionReporterFilter):
    """Hides every cookie.

    Django shows the cookie against forged forms, and whoever passes the page on would give it away.
    """

    hidden_settings = re.compile(
        f"{SafeExceptionReporterFilter.hidden_settings.pattern}|COOKIE", re.IGNORECASE
    )
