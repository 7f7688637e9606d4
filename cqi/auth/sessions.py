"""Sessions in the database, each under a digest of its key.

Whoever reads the table, or a dump of it, cannot enter with what stands there.
"""

import hashlib
from typing import Any

from django.contrib.sessions.backends import db
from django.utils import timezone

_LENGTH = 40
"""The length of Django's column for the key."""


def stored_key(session_key: str) -> str:
    """What is kept of a session's key.  It is random and long, so no slow hash is needed."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:_LENGTH]


class SessionStore(db.SessionStore):
    """Django's store, which gets the digest for the key: the key itself is in the browser's cookie alone."""

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
            # Without a key Django makes a new one, so nobody can plant a key that the server did not make.
            self._session_key = None
        return found
