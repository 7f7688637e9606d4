"""Logs: one line an event on standard error, as JSON for machines or in colour for people.

    log = structlog.get_logger(__name__)
    log.info("saved", asset="...")

A line that is written in a call says the call's id and whose call it is.

What the standard library's loggers say (Django's, gRPC's) comes out in the same form.
"""

import logging.config
import sys
from collections.abc import Mapping
from contextlib import suppress
from io import TextIOBase
from typing import IO, Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from cqi.context import actor, call_id

_QUIET = {"health_check": "ERROR", "axes": "ERROR"}
"""The first logs a traceback for each probe that fails, which the answer to the probe says already; the second
logs logins without saying whose, which `cqi.login.events` says."""


class UnfailingStream(TextIOBase):
    """A stream whose reader may have gone, or whose disk may be full: whoever logs goes on all the same."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        with suppress(OSError, ValueError):
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        with suppress(OSError, ValueError):
            self._stream.flush()


def configure(options: Mapping[str, Any]) -> None:
    """Send all logs to standard error: `level`, `format` (json or console), and `fields` of every line."""
    level, fields = options["level"], dict(options["fields"])

    def add_fields(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
        if options["format"] == "json":
            event.update(fields)
        return event

    enrich: list[Processor] = [
        add_call,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso"),
        add_fields,
    ]
    render: list[Processor] = (
        [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(default=str)]
        if options["format"] == "json"
        else [structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())]
    )
    structlog.configure(
        processors=[*enrich, *render],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level)),
        # Not through the standard library: every call logs a line, so a line must cost little.
        logger_factory=structlog.WriteLoggerFactory(UnfailingStream(sys.stderr)),  # type: ignore[arg-type]
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
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "structured"}},
            "root": {"handlers": ["stderr"], "level": level},
            "loggers": {name: {"level": quiet} for name, quiet in _QUIET.items()},
        }
    )


def add_call(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """The call in which a line is written."""
    if call_id():
        event.setdefault("call_id", call_id())
        event.setdefault("actor", actor())
    return event
