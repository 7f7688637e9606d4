"""Logs: one line an event on standard error, as JSON for machines or in colour for people.

    log = structlog.get_logger(__name__)
    log.info("saved", asset="...")

The event is a literal, so that docs/OBSERVABILITY.md can list them all; in the line it is the `message`.  A line
that is written in a call says the call's id and whose call it is, and one that is written in a trace says which.

What the standard library's loggers say (Django's, gRPC's) comes out in the same form.
"""

import atexit
import logging.config
import sys
from collections.abc import Mapping
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from cqi.context import actor, call_id
from cqi.log_queue import log_queue
from cqi.tracing import named_ids, trace_ids

_QUIET = {"health_check": "ERROR", "axes": "ERROR"}
"""The first logs a traceback for each probe that fails, which the answer to the probe says already; the second
logs logins without saying whose, which `cqi.login.events` says."""

_EVENT = structlog.processors.EventRenamer("message", replace_by="_event")
"""A field that is to be called `event` is given as `_event`."""


def configure(options: Mapping[str, Any]) -> None:
    """Send all logs to standard error: `level`, `format` (json or console), and `fields` of every line."""
    level, fields = options["level"], dict(options["fields"])
    queue = log_queue()
    atexit.register(queue.finish)

    def add_fields(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
        if options["format"] == "json":
            event.update(fields)
        return event

    enrich: list[Processor] = [
        add_call,
        add_trace,
        structlog.processors.add_log_level,
        structlog.processors.MaybeTimeStamper(fmt="iso"),
        add_fields,
    ]
    render: list[Processor] = [add_error]
    if options["format"] == "json":
        json = structlog.processors.JSONRenderer(default=str)
        render += [structlog.processors.format_exc_info, _EVENT, json]
    else:
        render += [_EVENT, structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), event_key="message")]
    structlog.configure(
        processors=[*enrich, *render],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level)),
        # Not through the standard library: every call logs a line, so a line must cost little.
        logger_factory=structlog.WriteLoggerFactory(queue),  # type: ignore[arg-type]
    )
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "structured": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "foreign_pre_chain": [*enrich, structlog.stdlib.add_logger_name],
                    "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *render],
                }
            },
            "handlers": {
                "stderr": {"class": "logging.StreamHandler", "formatter": "structured", "stream": queue}
            },
            "root": {"handlers": ["stderr"], "level": level},
            "loggers": {name: {"level": quiet} for name, quiet in _QUIET.items()},
        }
    )


def add_call(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """The call in which a line is written."""
    if call_id():
        event.setdefault("request_id", call_id())
        event.setdefault("caller", actor())
    return event


def add_trace(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """The trace and the span in which a line is written."""
    for name, id_ in named_ids(trace_ids()).items():
        event.setdefault(name, id_)
    return event


def add_error(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """What went wrong in one sentence, where a line has a traceback."""
    if (shown := event.get("exc_info")) and "error" not in event:
        error = shown[1] if isinstance(shown, tuple) else sys.exception() if shown is True else shown
        event["error"] = f"{type(error).__name__}: {error}"
    return event
