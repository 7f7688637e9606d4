"""The real server with one handler more, which does nothing: what the others are measured beside.

`python -m bench.empty` serves until it is ended; its first line of output is its address.
"""

import threading
from typing import Any

import grpc
from google.protobuf.empty_pb2 import Empty
from grpc import aio

EMPTY_SERVICE, EMPTY_METHOD = "bench.Bench", "Nothing"
EMPTY_PATH = f"/{EMPTY_SERVICE}/{EMPTY_METHOD}"


async def nothing(_: bytes, __: Any) -> bytes:
    return Empty().SerializeToString()


def main() -> None:
    from bench.servers import connect  # noqa: PLC0415

    connect("rpc")
    from cqi.auth.startup import start_directory  # noqa: PLC0415  they need Django to be set up
    from grpc_api import server, service  # noqa: PLC0415

    def add_handlers(made: aio.Server) -> None:
        handler: Any = grpc.unary_unary_rpc_method_handler(nothing)
        made.add_generic_rpc_handlers(
            (grpc.method_handlers_generic_handler(EMPTY_SERVICE, {EMPTY_METHOD: handler}),)
        )
        service.grpc_handlers(made)

    start_directory()
    running = server.start("127.0.0.1:0", add_handlers=add_handlers)
    print(f"127.0.0.1:{running.port}", flush=True)
    threading.Event().wait()


if __name__ == "__main__":
    main()
