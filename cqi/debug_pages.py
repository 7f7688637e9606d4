"""What Django's page of an error shows a developer, and what its filter hides there."""

import re

from django.views.debug import SafeExceptionReporterFilter


class DebugPageFilter(SafeExceptionReporterFilter):
    """Hides every cookie: Django leaves the one against forged forms, which a page passed on would give away."""

    hidden_settings = re.compile(
        f"{SafeExceptionReporterFilter.hidden_settings.pattern}|COOKIE", re.IGNORECASE
    )
