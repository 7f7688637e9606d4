"""`python -m bench.admission`: what each step before a lane costs, beside a call of a handler that does nothing.

A call of the real server, with an API key, takes each step many times over, on the loop and with its own context.
"""

import asyncio
import json
import time
from collections.abc import Callable
from statistics import median
from typing import Any

import grpc
from grpc import aio

from bench.empty import EMPTY_METHOD, EMPTY_SERVICE, nothing
from bench.keys import NO_LIMIT, new_key
from bench.servers import connect

STEPS_METHOD = "Steps"
STEP_TURNS, CALLS = 5000, 3000
PERMISSION = "registry.view_asset"


def main() -> None:
    connect("rpc")
    from django.core.management import call_command  # noqa: PLC0415  it needs Django to be set up, as the others do

    from cqi.auth.directory import directory  # noqa: PLC0415
    from grpc_api import server  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    key = new_key()
    directory().refresh()
    running = server.start("127.0.0.1:0", add_handlers=add_handlers)
    asyncio.run(print_steps(f"127.0.0.1:{running.port}", key))
    running.stop()


def add_handlers(made: aio.Server) -> None:
    methods: Any = {
        EMPTY_METHOD: grpc.unary_unary_rpc_method_handler(nothing),
        STEPS_METHOD: grpc.unary_unary_rpc_method_handler(time_steps),
    }
    made.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(EMPTY_SERVICE, methods),))


async def time_steps(_: bytes, context: Any) -> bytes:
    """The microseconds of each step."""
    from cqi.context import enter_call  # noqa: PLC0415
    from grpc_api.callers import authentication, rates  # noqa: PLC0415
    from grpc_api.calls import admit, call_id_of  # noqa: PLC0415
    from grpc_api.lanes import Call  # noqa: PLC0415

    metadata = context.invocation_metadata()
    caller = authentication().caller(metadata, context)
    rates().take(caller.name, NO_LIMIT)
    found = {
        "metadata of the call": microseconds_a_turn(context.invocation_metadata),
        "id of the call": microseconds_a_turn(lambda: call_id_of(metadata)),
        "caller, by API key": microseconds_a_turn(lambda: authentication().caller(metadata, context)),
        "permission": microseconds_a_turn(lambda: caller.may(PERMISSION)),
        "rate": microseconds_a_turn(lambda: rates().take(caller.name, NO_LIMIT)),
        "context for logs": microseconds_a_turn(lambda: enter_call(caller.name, "id")),
        "deadline": microseconds_a_turn(
            lambda: Call("GetAsset", time.monotonic() + (context.time_remaining() or 0.0))
        ),
    }
    found["caller, permission, rate and id together"] = microseconds_a_turn(
        lambda: admit("GetAsset", PERMISSION, context)
    )
    return json.dumps(found).encode()


def microseconds_a_turn(step: Callable[[], object]) -> float:
    """The microseconds of the thread's processor time that one turn takes."""
    start = time.thread_time()
    for _ in range(STEP_TURNS):
        step()
    return (time.thread_time() - start) / STEP_TURNS * 1e6


async def print_steps(address: str, key: str) -> None:
    async with aio.insecure_channel(address) as channel:
        empty: Any = channel.unary_unary(f"/{EMPTY_SERVICE}/{EMPTY_METHOD}")
        measured: Any = channel.unary_unary(f"/{EMPTY_SERVICE}/{STEPS_METHOD}")
        times = []
        for _ in range(CALLS):
            start = time.perf_counter()
            await empty(b"")
            times.append((time.perf_counter() - start) * 1e6)
        metadata = (("authorization", f"Bearer {key}"), ("x-request-id", "bench"))
        found = json.loads(await measured(b"", metadata=metadata, timeout=60))
    print(f"{'an empty call, client and server':44}{median(times):8.1f} us")
    for name, microseconds in found.items():
        print(f"{name:44}{microseconds:8.2f} us")


if __name__ == "__main__":
    main()
