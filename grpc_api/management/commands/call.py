"""`manage.py call METHOD '{json}'`: one call to a running server, a small grpcurl.

The variable CQAR_KEY holds the API key or token that it sends: an argument would be seen by every user of the
machine.
"""

import json
import os
from pathlib import Path
from typing import Any

import grpc
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from google.protobuf import json_format
from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message_factory import GetMessageClass
from google.rpc import error_details_pb2
from grpc_status import rpc_status

from grpc_api.service import CONTRACT

KEY_VARIABLE = "CQAR_KEY"
DETAILS = (
    error_details_pb2.ErrorInfo,
    error_details_pb2.BadRequest,
    error_details_pb2.ResourceInfo,
    error_details_pb2.RetryInfo,
)


class Command(BaseCommand):
    help = "Calls one RPC of AssetRegistry, with the API key or token in CQAR_KEY, and prints the answer as JSON."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        grpc_ = settings.CONFIG.grpc
        parser.add_argument("method", help="such as GetVenueSymbol")
        parser.add_argument("request", nargs="?", default="{}", help="the request as JSON")
        parser.add_argument("--address", default=f"{grpc_.host}:{grpc_.port}", help="host:port of the server")
        parser.add_argument("--timeout", type=float, default=10.0, help="seconds")
        parser.add_argument("--ca", help="the PEM file of the authority to trust: speaks TLS")

    def handle(self, *args: Any, method: str, request: str, **options: Any) -> None:
        found = CONTRACT.methods_by_name.get(method)
        if found is None:
            known = ", ".join(sorted(CONTRACT.methods_by_name))
            raise CommandError(f"AssetRegistry has no {method}; it has {known}")
        message = request_message(found, request)
        try:
            answer = self.call(found, message, **options)
        except grpc.RpcError as error:
            raise CommandError(described(error)) from None
        self.stdout.write(
            json_format.MessageToJson(answer, preserving_proto_field_name=True, ensure_ascii=False)
        )

    def call(self, method: MethodDescriptor, message: Any, **options: Any) -> Any:
        with channel_to(options["address"], options["ca"]) as channel:
            call = channel.unary_unary(
                f"/{CONTRACT.full_name}/{method.name}",
                request_serializer=type(message).SerializeToString,
                response_deserializer=GetMessageClass(method.output_type).FromString,
            )
            return call(message, timeout=options["timeout"], metadata=credential())


def credential() -> tuple[tuple[str, str | bytes], ...]:
    """The metadata that says who calls; none where no key is given, which does on a developer's machine."""
    key = os.environ.get(KEY_VARIABLE, "").strip()
    return (("authorization", f"Bearer {key}"),) if key else ()


def request_message(method: MethodDescriptor, text: str) -> Any:
    message = GetMessageClass(method.input_type)()
    try:
        content = json.loads(text)
        if not isinstance(content, dict):
            raise TypeError("must be a JSON object")  # noqa: TRY301
        return json_format.ParseDict(content, message)
    except (json.JSONDecodeError, json_format.ParseError, TypeError) as error:
        fields = ", ".join(field.name for field in method.input_type.fields)
        raise CommandError(
            f"the request is not a {method.input_type.name}: {error}; its fields are {fields}"
        ) from None


def channel_to(address: str, ca: str | None) -> grpc.Channel:
    if not ca:
        return grpc.insecure_channel(address)
    try:
        return grpc.secure_channel(address, grpc.ssl_channel_credentials(Path(ca).read_bytes()))
    except OSError as error:
        raise CommandError(f"{ca}: {error.strerror}") from None


def described(error: Any) -> str:
    """The status, its text, and the details that came with it."""
    lines = [f"{error.code().name}: {error.details()}"]
    status = rpc_status.from_call(error)
    for packed in status.details if status else ():
        for kind in DETAILS:
            detail = kind()
            if packed.Unpack(detail):
                lines.append(json.dumps(json_format.MessageToDict(detail), ensure_ascii=False))
    return "\n".join(lines)
