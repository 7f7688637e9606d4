"""Whose call it is, by what the call carries: an API key, a token, or the certificate of its connection."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from cqi.auth.caller import Caller
from cqi.auth.directory import Directory
from cqi.auth.peers import peer_name
from cqi.auth.tokens import Verifier
from cqi.errors import Unauthenticated

AUTHORIZATION, API_KEY = "authorization", "x-api-key"
BEARER = "bearer "


class Connection(Protocol):
    """What gRPC knows of the connection of a call."""

    def auth_context(self) -> Mapping[str, Iterable[bytes]]:
        """What TLS has found out about the client; empty without TLS."""

    def peer(self) -> str:
        """The client's address, as gRPC writes it."""


class Authentication:
    """Finds callers, on the event loop: without I/O and without locks."""

    def __init__(self, directory: Directory, verifier: Verifier | None) -> None:
        """Without a verifier no token is taken."""
        self._directory, self._verifier = directory, verifier

    @property
    def takes_tokens(self) -> bool:
        """Whether an issuer's tokens are a way to call."""
        return self._verifier is not None

    def caller(self, metadata: Iterable[tuple[str, Any]], connection: Connection) -> Caller:
        """The caller.  Raises Unauthenticated, and Unavailable while nobody is known.

        Where a call carries a key or a token, that alone counts: a certificate does not make a wrong key good.
        """
        sent = [(name, value) for name, value in metadata if name in (AUTHORIZATION, API_KEY)]
        if not sent:
            if name := peer_name(connection.auth_context()):
                return self._directory.by_certificate(name)
            return self._directory.without_credential(connection.peer())
        if len(sent) > 1:
            raise Unauthenticated("The call carries more than one credential: send one.")
        name, value = sent[0]
        if name == API_KEY:
            return self._directory.by_key(value)
        if value[: len(BEARER)].lower() != BEARER:
            raise Unauthenticated("The authorization must be: Bearer, a space, and an API key or a token.")
        credential = value[len(BEARER) :]
        # A token has three parts, a key never has.
        if credential.count(".") == 2 and self._verifier:
            return self._directory.by_token_subject(self._verifier.verify(credential).subject)
        return self._directory.by_key(credential)
