"""Key-set paging: a page starts after the last key of the page before it.

A token is opaque, signed, and bound to the request it came from but for its page size: used with
other filters it is refused.  Lists are ordered by primary key, which never changes, so a walk under
concurrent writes misses and repeats nothing that was there throughout.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from django.core import signing
from django.db import connection

from cqi.errors import InvalidInput, RuleViolated, Violation
from registry.reading.past import REVISION
from registry.values.clock import is_past

from .values import Values

DEFAULT_SIZE, MAX_SIZE = 100, 1000
MAX_EMBEDDED = 500
"""Rows that the messages of a page may embed together; a page ends before the message that exceeds it."""
UNPAGED_LIMIT = 10_000
MOST_ANSWER_BYTES = 7 * 2**19
"""3.5 MiB of messages: a gRPC client takes answers of 4 MiB, unless it is told to take more."""
COUNT_LIMIT = 10_000
SALT = "cqar.page"
OF_A_PAGE = frozenset({"page_size", "page_token", "limit"})

Sizes = Callable[[Sequence[Any]], Mapping[Any, int]]
"""From rows to how many other rows the message of each embeds, by the row's key."""


@dataclass
class Page:
    """A page of messages, and where the next one starts."""

    messages: list[Any]
    next_page_token: str = ""
    total_count: int | None = None
    total_count_is_estimate: bool = False


@dataclass(frozen=True)
class PageRequest:
    """How much the caller wants, and after which key."""

    size: int
    after: list[Any] | None
    bound_to: str
    unpaged: bool = False

    def token(self, key: list[Any]) -> str:
        """Of a list of the past it holds the revision too, so that all pages are of one moment."""
        plain = [part if isinstance(part, int) else str(part) for part in key]
        past = [REVISION.get()] if is_past() else []
        return signing.dumps([self.bound_to, plain, *past], salt=SALT, compress=True)


def page_request(
    request: Values, *, pages_by_default: bool = True, size_field: str = "page_size"
) -> PageRequest:
    """Read page_size and page_token.  Raises InvalidInput.

    `size_field` is another field for the size; where both are sent, page_size counts.
    """
    for name in (size_field, "page_size"):
        if getattr(request, name) < 0:
            raise InvalidInput(name, f"is {getattr(request, name)}: must not be negative")
    size = request.page_size or getattr(request, size_field)
    bound_to = fingerprint(request)
    after = read_token(request.page_token, bound_to) if request.page_token else None
    if not pages_by_default and "page_size" not in request and after is None:
        return PageRequest(UNPAGED_LIMIT, None, bound_to, unpaged=True)
    return PageRequest(min(size or DEFAULT_SIZE, MAX_SIZE), after, bound_to)


def read_token(token: str, bound_to: str) -> list[Any]:
    """The key after which a page starts.  Raises InvalidInput (INVALID_PAGE_TOKEN) for a token that is not ours."""
    match content_of(token):
        case [origin, [*key], *_] if origin == bound_to:
            return key
    refused = "is not a token that this list gave for these filters: start again without it"
    raise InvalidInput([Violation("page_token", refused)], reason="INVALID_PAGE_TOKEN")


def revision_of_token(token: str) -> int | None:
    """The revision that a list of the past is of; None for one of the present, and for what is no token."""
    match content_of(token):
        case [str(), [*_], int() as revision]:
            return revision
    return None


def content_of(token: str) -> Any:
    """What was signed as a page's token; None for what is none."""
    try:
        return signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None


def fingerprint(request: Values) -> str:
    """What a token is bound to: the request's type and every field but the page's own and empty texts."""
    sent = [(name, getattr(request, name)) for name in request if name not in OF_A_PAGE]
    text = repr((type(request).__name__, [(name, value) for name, value in sent if value not in ("", None)]))
    return hashlib.blake2s(text.encode(), digest_size=12).hexdigest()


def paginate(rows: Any, wanted: PageRequest, sizes: Sizes | None = None) -> tuple[Sequence[Any], str]:
    """The rows of one page in the order of their keys, and the token of the next one.

    `sizes` counts what the rows' messages embed: the page is shorter where that is much.
    """
    rows = rows.order_by("pk")
    if wanted.after is not None:
        rows = rows.filter(pk__gt=wanted.after[0])
    found = list(rows[: wanted.size + 1])
    if sizes is not None:
        wanted = replace(wanted, size=min(wanted.size, fitting(found, sizes(found))))
    return cut(found, wanted, lambda row: [row.pk])


def page_of_keys(keys: Iterable[Any], wanted: PageRequest) -> tuple[Sequence[Any], str]:
    """As `paginate`, for rows that are at hand: the keys of one page, and the token of the next one."""
    after = None if wanted.after is None else str(wanted.after[0])
    found = sorted(key for key in keys if after is None or str(key) > after)
    return cut(found, wanted, lambda key: [key])


def fitting(found: Sequence[Any], sizes: Mapping[Any, int]) -> int:
    """How many of the first rows embed no more than a page may; one at least."""
    totals = accumulate(sizes.get(row.pk, 0) for row in found)
    return max(1, sum(total <= MAX_EMBEDDED for total in totals))


def within_bytes(page: Page, wanted: PageRequest, keys: Sequence[list[Any]]) -> Page:
    """The page, ended before the message that makes it too big for a client; `keys` are its rows' in their order.

    Raises RuleViolated where the caller asked for everything at once.
    """
    fit = fitting_bytes(page.messages)
    if fit >= len(page.messages):
        return page
    if wanted.unpaged:
        raise RuleViolated(
            f"more than {MOST_ANSWER_BYTES / 2**20} MiB: set page_size and walk the pages",
            reason="PAGING_REQUIRED",
        )
    return replace(page, messages=page.messages[:fit], next_page_token=wanted.token(keys[fit - 1]))


def fitting_bytes(messages: Sequence[Any]) -> int:
    """How many of the first messages a client takes in one answer; one at least."""
    totals: Iterator[int] = accumulate(message.ByteSize() for message in messages)
    return max(1, sum(total <= MOST_ANSWER_BYTES for total in totals))


def cut(
    found: Sequence[Any], wanted: PageRequest, key_of: Callable[[Any], list[Any]]
) -> tuple[Sequence[Any], str]:
    """The first page of what was found after the last key, in key order, and the token of the next one."""
    if len(found) <= wanted.size:
        return found, ""
    if wanted.unpaged:
        raise RuleViolated(
            f"more than {UNPAGED_LIMIT} rows: set page_size and walk the pages", reason="PAGING_REQUIRED"
        )
    page = found[: wanted.size]
    return page, wanted.token(key_of(page[-1]))


def count(rows: Any, counted: Callable[[int], int] | None = None) -> tuple[int, bool]:
    """How many rows there are, exact up to COUNT_LIMIT; beyond it the planner's estimate, and True.

    `counted` counts them up to a limit where there is a cheaper way.
    """
    exact = counted(COUNT_LIMIT + 1) if counted else rows.order_by()[: COUNT_LIMIT + 1].count()
    if exact <= COUNT_LIMIT:
        return exact, False
    sql, params = rows.order_by().values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
        estimate = int(cursor.fetchone()[0][0]["Plan"]["Plan Rows"])
    return max(estimate, exact), True
