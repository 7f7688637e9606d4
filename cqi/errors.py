"""The errors every layer raises.  Each class carries the gRPC status it becomes.

* CqiError                    INTERNAL              a bug: no text from inside leaves the process
  - InvalidInput              INVALID_ARGUMENT      the request is wrong; a retry cannot help
  - NotFound                  NOT_FOUND             the object, or one it refers to, does not exist
  - AlreadyExists             ALREADY_EXISTS        another object holds what must be unique
  - OutOfRange                OUT_OF_RANGE          it asks about a time that is not kept
  - RuleViolated              FAILED_PRECONDITION   a rule of the domain says no
  - StaleVersion              ABORTED               read it again, decide again, retry
  - Unauthenticated           UNAUTHENTICATED       the credentials do not say who the caller is
  - NotAllowed                PERMISSION_DENIED     the caller may not do this
  - LimitExceeded             RESOURCE_EXHAUSTED    wait, then retry
  - DeadlinePassed            DEADLINE_EXCEEDED     its time was over before it was done
  - Unavailable               UNAVAILABLE           a backing service is down; a retry can help
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from grpc import StatusCode


@dataclass(frozen=True)
class Violation:
    """One field that is wrong: its name in the request, and what would be right."""

    field: str
    description: str


class CqiError(Exception):
    """Something failed inside the service."""

    status: ClassVar[StatusCode] = StatusCode.INTERNAL
    reason = "INTERNAL"
    """Stable, machine-readable: what ErrorInfo.reason says."""

    def __init__(
        self, message: str | None = None, *, reason: str | None = None, info: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(message or self.__doc__)
        self.reason = reason or type(self).reason
        self.info = dict(info or {})


class InvalidInput(CqiError):
    """The request is malformed."""

    status = StatusCode.INVALID_ARGUMENT
    reason = "INVALID_FIELD"

    def __init__(
        self,
        violations: str | Iterable[Violation],
        description: str | None = None,
        *,
        reason: str | None = None,
    ) -> None:
        """Either a field and what is wrong with it, or several violations."""
        if isinstance(violations, str):
            violations = [Violation(violations, description or "is not valid")]
        self.violations = list(violations)
        super().__init__("; ".join(f"{v.field}: {v.description}" for v in self.violations), reason=reason)


class _AboutResource(CqiError):
    """An error that names the resource it is about."""

    def __init__(self, resource_type: str, resource_name: str, message: str | None = None) -> None:
        super().__init__(message or f"{resource_type} {resource_name}: {self.__doc__}")
        self.resource_type, self.resource_name = resource_type, resource_name


class NotFound(_AboutResource):
    """there is no such object"""

    status = StatusCode.NOT_FOUND
    reason = "NOT_FOUND"


class AlreadyExists(_AboutResource):
    """an object like this exists"""

    status = StatusCode.ALREADY_EXISTS
    reason = "ALREADY_EXISTS"


class RuleViolated(CqiError):
    """A rule of the domain says no."""

    status = StatusCode.FAILED_PRECONDITION
    reason = "FAILED_PRECONDITION"


class StaleVersion(CqiError):
    """The object changed since it was read: read it again and retry."""

    status = StatusCode.ABORTED
    reason = "STALE_VERSION"


class Unauthenticated(CqiError):
    """Nobody is known by what the call carries: send `authorization: Bearer`, a space and an API key or a token."""

    status = StatusCode.UNAUTHENTICATED
    reason = "UNAUTHENTICATED"


class NotAllowed(CqiError):
    """The caller may not do this."""

    status = StatusCode.PERMISSION_DENIED
    reason = "PERMISSION_DENIED"


class LimitExceeded(CqiError):
    """Too much at once: wait, then retry."""

    status = StatusCode.RESOURCE_EXHAUSTED
    reason = "RESOURCE_EXHAUSTED"

    def __init__(self, message: str | None = None, *, retry_after_seconds: float = 1.0) -> None:
        super().__init__(message)
        self.retry_after_seconds = retry_after_seconds


class DeadlinePassed(CqiError):
    """The time of the call was over before it was done: nothing was changed."""

    status = StatusCode.DEADLINE_EXCEEDED
    reason = "DEADLINE_EXCEEDED"


class OutOfRange(CqiError):
    """The request asks about a time of which nothing is kept."""

    status = StatusCode.OUT_OF_RANGE
    reason = "OUT_OF_RANGE"


class Unavailable(CqiError):
    """A backing service is down: retry later."""

    status = StatusCode.UNAVAILABLE
    reason = "UNAVAILABLE"
