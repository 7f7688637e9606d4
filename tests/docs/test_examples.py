"""The calls that docs/API.md shows are made here, in their order, and answer what it shows.

`UPDATE_EXAMPLES=1` writes what they answer now.
"""

import json
import os
import re
from typing import Any

import grpc
import pytest
from google.protobuf import json_format
from google.protobuf.message_factory import GetMessageClass
from google.rpc import error_details_pb2

from docs import generate
from grpc_api.service import CONTRACT
from tests.grpc_api.helpers import detail

FILE = generate.DOCS / "examples.json"
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
TIMES = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
KEPT = ("expiry",)
"""Times that the caller chose."""
COUNTED = ("change_id", "revision")
"""Numbers that the database counts up, whatever was written before.  Only the first is asked for again."""


def test_every_rpc_has_an_example():
    served = set(CONTRACT.methods_by_name)
    assert not served - set(generate.examples()), "docs/examples.json has no call of them"
    assert not set(generate.examples()) - served


def test_the_documents_are_current():
    for path, text in generate.documents().items():
        assert path.read_text() == text, "run make proto"


def test_an_rpc_without_a_permission_is_named(monkeypatch):
    monkeypatch.delitem(generate.permissions(), "CreateVenue")
    with pytest.raises(SystemExit, match=r"docs/permissions.tsv has no line for CreateVenue"):
        generate.api_document()


@pytest.mark.django_db(transaction=True)
def test_the_examples(stub):
    story = json.loads(FILE.read_text())
    ids: dict[str, str] = {}
    told = [{**example, **told_by(stub, example, ids)} for example in story]
    if os.environ.get("UPDATE_EXAMPLES"):
        FILE.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n")
    for example, now in zip(story, told, strict=True):
        assert now == example, example["rpc"]


def told_by(stub: Any, example: dict[str, Any], ids: dict[str, str]) -> dict[str, Any]:
    """The answer of a call, or its error, with placeholders for what differs each time."""
    method = CONTRACT.methods_by_name[example["rpc"]]
    request = json_format.ParseDict(filled(example["request"], ids), GetMessageClass(method.input_type)())
    try:
        said = getattr(stub, method.name)(request)
        if method.server_streaming:
            said = next(message for message in said if message.changes)
        answer = json_format.MessageToDict(said, preserving_proto_field_name=True)
    except grpc.RpcError as error:
        if "error" not in example:
            raise
        return {"error": plain(error_of(error), ids)}
    assert "error" not in example, f"{method.name} is not refused"
    for name, path in example.get("save", {}).items():
        found: Any = answer
        for part in path.split("."):
            found = found[int(part)] if isinstance(found, list) else found[part]
        ids[name] = found
    return {"response": plain(answer, ids)}


def error_of(error: grpc.RpcError) -> dict[str, Any]:
    info = detail(error, error_details_pb2.ErrorInfo)
    return {"code": error.code().name, "reason": info.reason, "message": error.details()}


def filled(value: Any, ids: dict[str, str]) -> Any:
    match value:
        case dict():
            return {key: filled(item, ids) for key, item in value.items()}
        case list():
            return [filled(item, ids) for item in value]
        case str() if value.startswith("{") and value.endswith("}"):
            return ids[value[1:-1]]
    return value


def plain(value: Any, ids: dict[str, str], key: str = "") -> Any:
    names = {id_: f"{{{name}}}" for name, id_ in ids.items()}
    match value:
        case dict():
            return {name: plain(item, ids, name) for name, item in value.items()}
        case list():
            return [plain(item, ids, key) for item in value]
        case str() if key == "next_page_token" and value:
            return "<token>"
        case str() if key in COUNTED:
            return names.get(value, "<number>") if key == "change_id" else "<number>"
        case str() if TIMES.fullmatch(value) and key not in KEPT:
            return "2026-01-01T00:00:00Z"
        case str():
            return UUID.sub(lambda found: names.get(found[0], "<uuid>"), value)
    return value
