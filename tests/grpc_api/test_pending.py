"""Calls that come faster than the loop takes them."""

import threading
from collections import Counter
from contextlib import ExitStack

import grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc

from cqi.event_loop import event_loop
from grpc_api.server import MOST_STREAMS

CONNECTIONS = 12


def test_none_is_cancelled_since_others_wait_for_the_loop_too(grpc_address):
    request, sent = health_pb2.HealthCheckRequest(), threading.Event()
    with ExitStack() as stack:
        options = [("grpc.use_local_subchannel_pool", 1)]
        channels = [
            stack.enter_context(grpc.insecure_channel(grpc_address, options)) for _ in range(CONNECTIONS)
        ]
        stubs = [health_pb2_grpc.HealthStub(channel) for channel in channels]
        for stub in stubs:
            stub.Check(request, timeout=20)
        # Until all are sent the loop takes none.
        event_loop().call_soon_threadsafe(sent.wait, 30)
        calls = [stub.Check.future(request, timeout=60) for _ in range(MOST_STREAMS) for stub in stubs]
        sent.wait(2)
        sent.set()
        statuses = Counter(call.code() for call in calls)
    assert statuses == {grpc.StatusCode.OK: CONNECTIONS * MOST_STREAMS}
