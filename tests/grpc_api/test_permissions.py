"""Every RPC by every kind of caller: docs/permissions.tsv says what each needs, and what an empty request is told.

A new RPC without a row there fails.
"""

import csv
from collections.abc import Callable
from datetime import timedelta

import grpc
import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone
from google.protobuf.message_factory import GetMessageClass

from cqi.auth.accounts import account
from cqi.auth.keys import issue, revoke
from cqi.auth.models import ApiKey
from grpc_api.service import CONTRACT
from tests.programs import ROOT
from tests.safety.servers import GrpcServer

pytestmark = pytest.mark.django_db(transaction=True)

with (ROOT / "docs" / "permissions.tsv").open() as table:
    ROWS = {row["rpc"]: row for row in csv.DictReader(table, delimiter="\t")}
NEEDED = {row["permission"] for row in ROWS.values() if row["permission"]}
NOBODY, DENIED = "UNAUTHENTICATED", "PERMISSION_DENIED"


def new_key(name: str, *permissions: Permission) -> str:
    """A key of a new service that has these permissions and no others."""
    user, _ = account(name)
    user.user_permissions.set(permissions)
    return issue(user)[1].get_secret_value()


def by_name() -> dict[str, Permission]:
    found = Permission.objects.select_related("content_type")
    return {f"{each.content_type.app_label}.{each.codename}": each for each in found}


def service_name(prefix: str, permission: str) -> str:
    return f"{prefix}-{permission.replace('.', '-').replace('_', '-')}"


def answers(server: GrpcServer, key: Callable[[str], str | None]) -> dict[str, str]:
    """What each RPC answers an empty request that is sent with the key that the function gives for it."""
    found = {}
    for name, method in CONTRACT.methods_by_name.items():
        text = key(name)
        metadata = [] if text is None else [("authorization", f"Bearer {text}")]
        request = GetMessageClass(method.input_type)()
        try:
            answer = getattr(server.stub, name)(request, metadata=metadata, timeout=20)
            if method.server_streaming:
                next(answer)
            found[name] = "OK"
        except grpc.RpcError as error:
            found[name] = error.code().name
    return found


def test_the_table_has_every_rpc():
    assert set(ROWS) == set(CONTRACT.methods_by_name)


def test_every_caller(serve):
    permissions = by_name()
    assert set(permissions) >= NEEDED
    right, wrong = {}, {}
    for needed in NEEDED:
        others = [each for name, each in permissions.items() if name != needed]
        right[needed] = new_key(service_name("has", needed), permissions[needed])
        wrong[needed] = new_key(service_name("lacks", needed), *others)
    knows_nothing = new_key("knows-nothing")
    everything = permissions.values()
    expired, revoked = new_key("expired", *everything), new_key("revoked", *everything)
    unknown = f"{expired[:-4]}0000"
    now = timezone.now()
    ApiKey.objects.filter(user__username="expired").update(expires_at=now - timedelta(seconds=1))
    revoke(ApiKey.objects.get(user__username="revoked"))
    server = serve(CQI_AUTH_REQUIRE="true")

    def everywhere(code: str) -> dict[str, str]:
        return dict.fromkeys(ROWS, code)

    told = {name: row["empty request"] for name, row in ROWS.items()}
    assert answers(server, lambda _: None) == everywhere(NOBODY)
    assert answers(server, lambda _: unknown) == everywhere(NOBODY)
    assert answers(server, lambda _: "") == everywhere(NOBODY)
    assert answers(server, lambda _: expired) == everywhere(NOBODY)
    assert answers(server, lambda _: revoked) == everywhere(NOBODY)
    refused = {name: DENIED if row["permission"] else row["empty request"] for name, row in ROWS.items()}
    assert answers(server, lambda rpc: wrong.get(ROWS[rpc]["permission"], knows_nothing)) == refused
    assert answers(server, lambda rpc: right.get(ROWS[rpc]["permission"], knows_nothing)) == told
