"""Sessions in the database, under what is no key: whoever reads the table or a dump of it cannot enter with it."""

import hashlib
from typing import Any

from django.contrib.sessions.backends import db
from django.utils import timezone

_LENGTH = 40
"""Of Django's column."""


def stored_key(session_key: str) -> str:
    """What is kept of a session's key.  It is random and long, so no slow hash is needed."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:_LENGTH]


class SessionStore(db.SessionStore):
    """Django's; the key itself is in the browser's cookie alone."""

    def exists(self, session_key: str) -> bool:
        return super().exists(stored_key(session_key))

    def delete(self, session_key: str | None = None) -> None:
        if key := session_key or self.session_key:
            super().delete(stored_key(key))

    def create_model_instance(self, data: Any) -> Any:
        made = super().create_model_instance(data)
        made.session_key = stored_key(made.session_key)
        return made

    def _get_session_from_db(self) -> Any:
        kept = self.model.objects.filter(expire_date__gt=timezone.now())
        found = kept.filter(session_key=stored_key(self.session_key or "")).first()
        if found is None:
            # Django then makes a new key: nobody can have one taken that the server did not make.
            self._session_key = None
        return found
