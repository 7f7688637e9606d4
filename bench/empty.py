"""The real server with one handler more, which does nothing: what the others are measured beside.

`python -m bench.empty` serves until it is ended; its first line of output is its address.
"""

import gc
import threading
from typing import Any

import grpc
from google.protobuf.empty_pb2 import Empty

SERVICE, METHOD = "bench.Bench", "Nothing"
PATH = f"/{SERVICE}/{METHOD}"
THREADS = 16


def nothing(_: Empty, __: grpc.ServicerContext) -> Empty:
    return Empty()


def main() -> None:
    from bench.servers import connect  # noqa: PLC0415

    connect("rpc")
    from grpc_api import server  # noqa: PLC0415  it needs Django to be set up

    running = server.build(THREADS)
    handler: Any = grpc.unary_unary_rpc_method_handler(nothing, Empty.FromString, Empty.SerializeToString)
    running.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(SERVICE, {METHOD: handler}),))
    port = server.listen(running, "127.0.0.1:0")
    gc.collect()
    gc.freeze()  # as server.start does
    running.start()
    print(f"127.0.0.1:{port}", flush=True)
    threading.Event().wait()


if __name__ == "__main__":
    main()
