"""`manage.py grpcserver` and `manage.py call`, as a person runs them."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import grpc
import pytest
from cqc.services.v1 import asset_registry_pb2 as pb
from cqc.services.v1.asset_registry_pb2_grpc import AssetRegistryStub
from django.core.management import CommandError, call_command
from django.db import connection
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2, reflection_pb2_grpc

from tests.factories import AssetFactory, ChainFactory
from tests.programs import Serving, free_port, manage

pytestmark = pytest.mark.django_db(transaction=True)

SERVICE = "cqc.services.v1.AssetRegistry"


def ours() -> dict[str, str]:
    """The configuration of this test session: its servers, its database."""
    mine = {name: value for name, value in os.environ.items() if name.startswith("CQI_")}
    return mine | {"CQI_DATABASE_DATABASE": connection.settings_dict["NAME"]}


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return manage(Path(os.environ["CQI_EMBEDDED_DATA_PATH"]), *arguments, **ours())


@pytest.fixture(scope="module")
def served(django_db_setup):
    port = free_port()
    program = Serving(
        Path(os.environ["CQI_EMBEDDED_DATA_PATH"]),
        [sys.executable, "manage.py", "grpcserver", f"127.0.0.1:{port}"],
        until="gRPC on",
        **ours(),
    )
    yield f"127.0.0.1:{port}"
    program.kill()


def test_it_works(served):
    ChainFactory(chain_id="ethereum", chain_name="以太坊", network_id=1)
    done = run("call", "GetChain", '{"chain_id": "eip155:1"}', "--address", served)
    assert (done.returncode, done.stderr) == (0, "")
    chain = json.loads(done.stdout)["chain"]
    assert (chain["chain_id"], chain["caip2"]) == ("ethereum", "eip155:1")
    assert "以太坊" in done.stdout


def test_a_request_may_be_left_out(served):
    AssetFactory()
    done = run("call", "ListAssets", "--address", served)
    assert len(json.loads(done.stdout)["assets"]) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["SellAsset"], "AssetRegistry has no SellAsset; it has AddAssetToGroup"),
        (["GetChain", "{"], "the request is not a GetChainRequest: "),
        (["GetChain", "[]"], "the request is not a GetChainRequest: "),
        (["GetChain", "7"], "the request is not a GetChainRequest: "),
        (["GetChain", "null"], "the request is not a GetChainRequest: "),
        (["GetChain", '"ethereum"'], "the request is not a GetChainRequest: "),
        (["GetChain", '{"chain": "ethereum"}'], "its fields are chain_id"),
        (["GetChain", '{"chain_id": 7}'], "its fields are chain_id"),
        (["GetChain", "--ca", "/nowhere.pem"], "/nowhere.pem"),
    ],
)
def test_what_cannot_be_asked(arguments, said):
    with pytest.raises(CommandError, match=re.escape(said)):
        call_command("call", *arguments, "--address", "127.0.0.1:1")


def test_a_refusal_of_the_command_is_one_sentence():
    done = run("call", "GetChain", "{")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("CommandError: the request is not a GetChainRequest: ")
    assert "Traceback" not in done.stderr


def test_a_refusal_is_printed_with_its_details(served):
    done = run("call", "GetChain", '{"chain_id": "nowhere"}', "--address", served)
    first, *details = done.stderr.splitlines()
    assert done.returncode == 1
    assert first == "CommandError: NOT_FOUND: Chain nowhere: there is no such object"
    assert json.loads(details[0]) == {"reason": "NOT_FOUND", "domain": "cqar"}
    assert json.loads(details[1])["resourceName"] == "nowhere"


def test_nobody_answers():
    done = run("call", "GetChain", "--address", f"127.0.0.1:{free_port()}", "--timeout", "20")
    assert done.returncode == 1
    assert done.stderr.startswith("CommandError: UNAVAILABLE: ")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("service", ["", SERVICE])
def test_health(served, service):
    with grpc.insecure_channel(served) as channel:
        answer = health_pb2_grpc.HealthStub(channel).Check(health_pb2.HealthCheckRequest(service=service))
    assert answer.status == health_pb2.HealthCheckResponse.SERVING


def test_reflection(served):
    with grpc.insecure_channel(served) as channel:
        ask = reflection_pb2_grpc.ServerReflectionStub(channel).ServerReflectionInfo
        requests = [
            reflection_pb2.ServerReflectionRequest(list_services=""),
            reflection_pb2.ServerReflectionRequest(file_containing_symbol=SERVICE),
        ]
        services, file = ask(iter(requests))
    names = {service.name for service in services.list_services_response.service}
    assert {SERVICE, "grpc.health.v1.Health"} <= names
    assert file.file_descriptor_response.file_descriptor_proto


def test_a_taken_port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        done = run("grpcserver", address)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith(f"CommandError: {address} is taken by another program")
    assert "Traceback" not in done.stderr


def test_sigterm_ends_it():
    port = free_port()
    program = Serving(
        Path(os.environ["CQI_EMBEDDED_DATA_PATH"]),
        [sys.executable, "manage.py", "grpcserver", f"127.0.0.1:{port}"],
        until="gRPC on",
        **ours(),
    )
    try:
        with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
            AssetRegistryStub(channel).ListChains(pb.ListChainsRequest())
            program.signal(signal.SIGTERM)
            assert program.end() == 0
        assert "Traceback" not in "".join(program.said)
    finally:
        program.kill()


def test_a_new_service_gets_a_key_and_a_first_answer(serve):
    server = serve(CQI_AUTH_REQUIRE="true")
    ChainFactory(chain_id="ethereum")
    data = Path(os.environ["CQI_EMBEDDED_DATA_PATH"])

    def call(**key: str) -> subprocess.CompletedProcess[str]:
        request = '{"chain_id": "ethereum"}'
        return manage(data, "call", "GetChain", request, "--address", server.address, **ours(), **key)

    refused = call()
    assert refused.returncode == 1
    assert refused.stderr.startswith("CommandError: UNAUTHENTICATED: ")
    key = run("apikey", "create", "order-router", "--group", "reader").stdout.strip()
    answered = wait_for(lambda: call(CQAR_KEY=key), lambda done: done.returncode == 0)
    assert json.loads(answered.stdout)["chain"]["chain_id"] == "ethereum"


def wait_for(make, is_right, seconds: float = 10.0):
    """What `make` answers once it is right: a new key is known everywhere within five seconds."""
    give_up = time.monotonic() + seconds
    while not is_right(made := make()):
        assert time.monotonic() < give_up, made
    return made
