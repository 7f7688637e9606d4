"""Who calls, as the server process finds it: by key, token or certificate, how often, and what its log says."""

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import grpc
import pytest
from cqc.services.v1 import asset_registry_pb2 as pb
from cqc.services.v1.asset_registry_pb2_grpc import AssetRegistryStub
from cqc.services.v1.changes_pb2 import WatchChangesRequest
from django.contrib.auth.models import Group
from google.rpc import error_details_pb2
from grpc import StatusCode
from grpc_health.v1 import health_pb2, health_pb2_grpc

from cqi.auth.accounts import account
from cqi.auth.directory import directory
from cqi.auth.keys import issue
from cqi.auth.models import ExternalIdentity, ServiceAccount
from grpc_api.callers import authentication
from grpc_api.server import RunningServer, configured_certificates
from registry.models import QualityFlag
from tests.cqi.auth.authority import Authority, client
from tests.cqi.auth.forged import FORGED
from tests.cqi.auth.issuer import AUDIENCE, ISSUER, SUBJECT, Issuer
from tests.factories import AssetFactory
from tests.grpc_api.helpers import detail, refused
from tests.safety.servers import GrpcServer

pytestmark = pytest.mark.django_db(transaction=True)

KNOWN_SECONDS = 5.0
"""After this time every process knows who may call now."""
MOST_METADATA = 8000
"""Characters of metadata from which on gRPC itself refuses a call."""
issuer = Issuer()


def service(name: str = "order-router", *groups: str):
    user, _ = account(name)
    user.groups.set(Group.objects.filter(name__in=groups or ("reader",)))
    return user


def new_key(user) -> str:
    return issue(user)[1].get_secret_value()


def ask(server: GrpcServer, *metadata: tuple[str, str]) -> str:
    """What a list of chains is answered."""
    try:
        server.stub.ListChains(pb.ListChainsRequest(), metadata=metadata, timeout=20)
    except grpc.RpcError as error:
        return error.code().name
    return "OK"


def call_future(server: GrpcServer, *metadata: tuple[str, str]) -> Any:
    return server.stub.ListChains.future(pb.ListChainsRequest(), metadata=metadata, timeout=20)


def lines_of(server: GrpcServer) -> list[dict[str, Any]]:
    """The log: a thread of the server writes the lines of calls, soon after them."""
    return [json.loads(line) for line in server.log.read_text().splitlines() if line.startswith("{")]


def bearer(text: str) -> tuple[str, str]:
    return ("authorization", f"Bearer {text}")


def comes_true(is_so: Callable[[], bool]) -> bool:
    give_up = time.monotonic() + KNOWN_SECONDS
    while not is_so():
        if time.monotonic() > give_up:
            return False
        time.sleep(0.2)
    return True


def test_a_key_says_who_calls(serve):
    key = new_key(service())
    server = serve(CQI_AUTH_REQUIRE="true")
    assert ask(server, bearer(key)) == "OK"
    assert ask(server, ("authorization", f"bearer {key}")) == "OK"
    assert ask(server, ("x-api-key", key)) == "OK"
    assert ask(server) == "UNAUTHENTICATED"


@pytest.mark.parametrize(
    "others",
    [
        [("x-api-key", "cqk_0_0")],
        [("x-api-key", "")],
        [bearer("x")],
    ],
)
def test_of_two_credentials_none_counts(serve, others):
    key = new_key(service())
    server = serve(CQI_AUTH_REQUIRE="true")
    assert ask(server, bearer(key), *others) == "UNAUTHENTICATED"
    assert ask(server, *others, ("authorization", f"Bearer {key}")) == "UNAUTHENTICATED"


def test_another_scheme_is_no_credential(serve):
    key = new_key(service())
    server = serve(CQI_AUTH_REQUIRE="true")
    for scheme in ("Basic", "bearer:", "", "Token", "BearerBearer"):
        assert ask(server, ("authorization", f"{scheme} {key}")) == "UNAUTHENTICATED"


def test_health_needs_no_credential(serve):
    server = serve(CQI_AUTH_REQUIRE="true")
    health = health_pb2_grpc.HealthStub(server.channel).Check(health_pb2.HealthCheckRequest(), timeout=20)
    assert health.status == health_pb2.HealthCheckResponse.SERVING


def test_who_may_no_longer_is_refused_within_five_seconds(serve):
    user = service()
    key = new_key(user)
    server = serve(CQI_AUTH_REQUIRE="true")
    assert ask(server, bearer(key)) == "OK"
    user.groups.clear()
    assert comes_true(lambda: ask(server, bearer(key)) == "PERMISSION_DENIED")
    user.groups.set(Group.objects.filter(name="reader"))
    assert comes_true(lambda: ask(server, bearer(key)) == "OK")
    user.is_active = False
    user.save()
    assert comes_true(lambda: ask(server, bearer(key)) == "UNAUTHENTICATED")


@pytest.fixture
def with_tokens(serve, tmp_path) -> Callable[[], GrpcServer]:
    path = tmp_path / "keys.json"
    path.write_bytes(issuer.jwks())

    def start() -> GrpcServer:
        return serve(
            CQI_AUTH_REQUIRE="true",
            CQI_TOKENS_PUBLIC_KEY_PATH=str(path),
            CQI_TOKENS_ISSUER=ISSUER,
            CQI_TOKENS_AUDIENCE=AUDIENCE,
        )

    return start


def test_a_token_says_who_calls(with_tokens):
    user = service()
    ExternalIdentity.objects.create(kind=ExternalIdentity.Kind.TOKEN, name=SUBJECT, user=user)
    server = with_tokens()
    assert ask(server, bearer(issuer.token())) == "OK"
    assert ask(server, bearer(issuer.token(sub="somebody"))) == "UNAUTHENTICATED"
    assert ask(server, ("x-api-key", issuer.token())) == "UNAUTHENTICATED"


def test_a_forged_token_is_refused_on_the_wire(with_tokens):
    """What gRPC itself does not carry is refused before it comes to us."""
    ExternalIdentity.objects.create(kind=ExternalIdentity.Kind.TOKEN, name=SUBJECT, user=service())
    server = with_tokens()
    forged = {name: make(issuer) for name, (_, make) in FORGED.items()}
    sent = {name: text for name, text in forged.items() if text.isascii() and text.isprintable()}
    assert len(sent) > 200
    answers = {name: ask(server, bearer(text)) for name, text in sent.items()}
    too_long = [name for name, answer in answers.items() if answer == "RESOURCE_EXHAUSTED"]
    assert min(len(sent[name]) for name in too_long) > MOST_METADATA
    assert {name for name, answer in answers.items() if answer != "UNAUTHENTICATED"} == {*too_long}


@pytest.fixture
def tls(settings, tmp_path) -> Iterator[tuple[Authority, int]]:
    """A server that asks clients for certificates of this authority, and its port."""
    authority = Authority()
    paths = {name: tmp_path / name for name in ("certificate", "key", "ca")}
    authority.server().write(paths["certificate"], paths["key"])
    paths["ca"].write_bytes(authority.certificate)
    changes = {"tls_enabled": True, "tls_cert_path": paths["certificate"], "tls_key_path": paths["key"]}
    grpc_ = settings.CONFIG.grpc.model_copy(update=changes | {"tls_client_ca_path": paths["ca"]})
    auth = settings.CONFIG.auth.model_copy(update={"require": True})
    settings.CONFIG = settings.CONFIG.model_copy(update={"grpc": grpc_, "auth": auth})
    for made in (authentication, directory):
        made.cache_clear()
    server = RunningServer("127.0.0.1:0", configured_certificates())
    yield authority, server.port
    server.stop()
    for made in (authentication, directory):
        made.cache_clear()


def test_a_certificate_says_who_calls(tls):
    authority, port = tls
    kind = ExternalIdentity.Kind.CERTIFICATE
    ExternalIdentity.objects.create(kind=kind, name="spiffe://trading/orders", user=service())
    directory().refresh()

    def ask_as(*metadata: tuple[str, str], uri: str) -> str:
        with client(port, authority.certificate, authority.pair(uris=[uri])) as channel:
            try:
                AssetRegistryStub(channel).ListChains(pb.ListChainsRequest(), metadata=metadata, timeout=20)
            except grpc.RpcError as error:
                return error.code().name
        return "OK"

    assert ask_as(uri="spiffe://trading/orders") == "OK"
    assert ask_as(uri="spiffe://trading/others") == "UNAUTHENTICATED"
    # A wrong key is not made good by a certificate.
    assert ask_as(("x-api-key", "cqk_0_0"), uri="spiffe://trading/orders") == "UNAUTHENTICATED"


def test_a_caller_has_a_rate_of_its_own(serve):
    slow, fast = service("slow"), service("fast")
    ServiceAccount.objects.filter(user=slow).update(calls_per_second=5)
    keys = new_key(slow), new_key(fast)
    server = serve(CQI_AUTH_REQUIRE="true")
    began = time.monotonic()
    answers = [ask(server, bearer(keys[0])) for _ in range(40)]
    lasted = time.monotonic() - began
    assert set(answers) == {"OK", "RESOURCE_EXHAUSTED"}
    assert answers.count("OK") <= 5 * (lasted + 1) + 1
    assert ask(server, bearer(keys[1])) == "OK"
    too_often = [call_future(server, bearer(keys[0])) for _ in range(40)][-1]
    assert detail(too_often.exception(), error_details_pb2.RetryInfo).retry_delay.ToMilliseconds() == 200


def test_a_flag_is_raised_however_often_its_caller_calls(serve):
    desk = service("risk-engine", "risk officer")
    ServiceAccount.objects.filter(user=desk).update(calls_per_second=1)
    key, asset = new_key(desk), AssetFactory()
    server = serve(CQI_AUTH_REQUIRE="true")
    assert "RESOURCE_EXHAUSTED" in [ask(server, bearer(key)) for _ in range(20)]
    request = pb.RaiseQualityFlagRequest(
        asset_id=str(asset.pk), flag_type="FLAG_TYPE_EXPLOITED", severity="FLAG_SEVERITY_CRITICAL"
    )
    for number in range(20):
        request.description = f"drained, {number}"
        server.stub.RaiseQualityFlag(request, metadata=[bearer(key)], timeout=20)


def test_what_a_caller_does_has_its_name(serve):
    key = new_key(service("risk-engine", "risk officer"))
    server = serve(CQI_AUTH_REQUIRE="true")
    request = pb.RaiseQualityFlagRequest(
        asset_id=str(AssetFactory().pk),
        flag_type="FLAG_TYPE_EXPLOITED",
        severity="FLAG_SEVERITY_CRITICAL",
        description="drained",
        raised_by="somebody",
    )
    flag = server.stub.RaiseQualityFlag(request, metadata=[bearer(key), ("x-request-id", "flow-1")]).flag
    stored = QualityFlag.objects.get(pk=flag.flag_id)
    assert (stored.raised_actor, stored.raised_by) == ("risk-engine", "somebody")
    said = {"method": "RaiseQualityFlag", "caller": "risk-engine", "request_id": "flow-1"}
    assert comes_true(lambda: any(said.items() <= line.items() for line in lines_of(server)))


def test_calls_that_share_a_thread_share_nothing_else(serve):
    """One thread does all flags: each has the name of its own caller, and its log line that call's id."""
    names = [f"desk-{number}" for number in range(4)]
    keys = {name: new_key(service(name, "risk officer")) for name in names}
    assets = [str(AssetFactory(symbol=f"A{number}").pk) for number in range(5)]
    server = serve(CQI_AUTH_REQUIRE="true", CQI_GRPC_FLAG_THREADS="1")
    calls = []
    for number, asset in enumerate(assets):
        for name in names:
            request = pb.RaiseQualityFlagRequest(
                asset_id=asset, flag_type="FLAG_TYPE_EXPLOITED", severity="FLAG_SEVERITY_LOW", raised_by=name
            )
            metadata = [bearer(keys[name]), ("x-request-id", f"{name}.{number}")]
            calls.append(server.stub.RaiseQualityFlag.future(request, metadata=metadata, timeout=60))
    for call in calls:
        call.result()
    actors = QualityFlag.objects.values_list("raised_by", "raised_actor")
    assert sorted(actors) == sorted((name, name) for name in names for _ in assets)

    def told() -> set[tuple[str, str]]:
        lines = [line for line in lines_of(server) if line.get("method") == "RaiseQualityFlag"]
        return {(line["caller"], line["request_id"]) for line in lines}

    expected = {(name, f"{name}.{number}") for name in names for number in range(len(assets))}
    assert comes_true(lambda: told() == expected)


def test_a_stream_that_is_refused_is_in_the_log_like_any_call(serve):
    server = serve(CQI_AUTH_REQUIRE="true")
    with pytest.raises(grpc.RpcError):
        list(server.stub.WatchChanges(WatchChangesRequest(), metadata=[("x-request-id", "watch-1")]))
    said = {"method": "WatchChanges", "status": "UNAUTHENTICATED", "request_id": "watch-1"}
    assert comes_true(lambda: any(said.items() <= line.items() for line in lines_of(server)))


def test_a_name_of_a_call_that_is_no_plain_text_is_not_taken(serve):
    server = serve()
    for name in ("x" * 65, "a b", '"', "{}"):
        assert ask(server, ("x-request-id", name)) == "OK"
    time.sleep(0.2)
    assert '"request_id": "x' not in server.log.read_text()


def test_a_refusal_says_what_is_needed_and_who_was_recognised(serve):
    key = new_key(service("reader-1", "reader"))
    server = serve(CQI_AUTH_REQUIRE="true")

    def raise_flag():
        return server.stub.RaiseQualityFlag(pb.RaiseQualityFlagRequest(), metadata=[bearer(key)])

    error = refused(raise_flag, StatusCode.PERMISSION_DENIED, "PERMISSION_DENIED")
    assert error.details() == (
        "reader-1 may not call RaiseQualityFlag: it needs the permission registry.add_qualityflag"
    )
