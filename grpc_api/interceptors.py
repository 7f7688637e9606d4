"""What every call leaves behind: one log line, and its time in the metrics."""

import time
from collections.abc import Callable
from typing import Any

import grpc
import structlog
from prometheus_client import Histogram

log = structlog.get_logger("grpc")

BUCKETS = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1.0, 5.0)
SECONDS = Histogram("cqar_rpc_seconds", "Time of a call by its status", ["rpc", "status"], buckets=BUCKETS)


class Observe(grpc.ServerInterceptor):
    """Logs and measures every call that is answered by one message."""

    def intercept_service(
        self,
        continuation: "Callable[[grpc.HandlerCallDetails], grpc.RpcMethodHandler[Any, Any] | None]",
        details: grpc.HandlerCallDetails,
    ) -> "grpc.RpcMethodHandler[Any, Any] | None":
        handler = continuation(details)
        if handler is None or handler.unary_unary is None:
            return handler
        return grpc.unary_unary_rpc_method_handler(
            observed(details.method.rpartition("/")[2], handler.unary_unary),
            request_deserializer=handler.request_deserializer,
            response_serializer=handler.response_serializer,
        )


def observed(rpc: str, call: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    ok = SECONDS.labels(rpc, "OK")

    def observe(request: Any, context: grpc.ServicerContext) -> Any:
        start = time.perf_counter()
        try:
            response = call(request, context)
        except Exception:
            report(rpc, status_of(context), start)
            raise
        seconds = time.perf_counter() - start
        ok.observe(seconds)
        log.info("rpc", rpc=rpc, status="OK", ms=round(seconds * 1000, 2))
        return response

    return observe


def status_of(context: Any) -> str:
    """The status that a call was aborted with."""
    return getattr(context.code(), "name", "UNKNOWN")


def report(rpc: str, status: str, start: float) -> None:
    seconds = time.perf_counter() - start
    SECONDS.labels(rpc, status).observe(seconds)
    log.info("rpc", rpc=rpc, status=status, ms=round(seconds * 1000, 2))


observe = Observe()
