"""A client of CQC 0.3.1: its messages are made of the table of 0.3.1 alone, nothing of ours is imported.

It stands for a service that was generated from 0.3.1 in whatever language and never heard of CQAR.
"""

import csv
from collections import defaultdict
from pathlib import Path
from typing import Any

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, struct_pb2, timestamp_pb2
from google.protobuf.message_factory import GetMessageClass

TABLE = Path(__file__).parents[2] / "contracts" / "cqc-0.3.1.tsv"
SERVICE = "cqc.services.v1.AssetRegistry"
Field = descriptor_pb2.FieldDescriptorProto
SCALARS = {
    "string": Field.TYPE_STRING,
    "double": Field.TYPE_DOUBLE,
    "bool": Field.TYPE_BOOL,
    "int32": Field.TYPE_INT32,
    "int64": Field.TYPE_INT64,
}


def table() -> list[dict[str, str]]:
    with TABLE.open() as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def pool_of_031() -> descriptor_pool.DescriptorPool:
    """Every message and enum of the table, in a pool of their own."""
    rows = table()
    enums = {row["name"].rpartition(".")[0] for row in rows if row["kind"] == "enum"}
    by_owner: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        if row["kind"] != "rpc":
            by_owner[row["name"].rpartition(".")[0]].append(row)
    packages: dict[str, descriptor_pb2.FileDescriptorProto] = {}
    for owner, facts in by_owner.items():
        package, _, name = owner.rpartition(".")
        file = packages.setdefault(package, descriptor_pb2.FileDescriptorProto(name=package, package=package))
        add(file.enum_type.add() if owner in enums else file.message_type.add(), name, facts, enums)
    return pooled(packages)


def add(declared: Any, name: str, facts: list[dict[str, str]], enums: set[str]) -> None:
    declared.name = name
    for fact in facts:
        short, number = fact["name"].rpartition(".")[2], int(fact["number"])
        if fact["kind"] == "enum":
            declared.value.add(name=short, number=number)
            continue
        field = declared.field.add(
            name=short, number=number, type=SCALARS.get(fact["type"], Field.TYPE_MESSAGE)
        )
        if fact["type"] not in SCALARS:
            field.type = Field.TYPE_ENUM if fact["type"] in enums else Field.TYPE_MESSAGE
            field.type_name = f".{fact['type']}"
        field.label = Field.LABEL_REPEATED if fact["presence"] == "repeated" else Field.LABEL_OPTIONAL
        if fact["presence"] == "explicit":
            field.proto3_optional = True
            field.oneof_index = len(declared.oneof_decl)
            declared.oneof_decl.add(name=f"_{short}")


def pooled(packages: dict[str, descriptor_pb2.FileDescriptorProto]) -> descriptor_pool.DescriptorPool:
    """The packages hold one another's messages in no order that files allow, so they become one file each type."""
    pool = descriptor_pool.DescriptorPool()
    known = {}
    for well_known in (timestamp_pb2, struct_pb2):
        file = descriptor_pb2.FileDescriptorProto.FromString(well_known.DESCRIPTOR.serialized_pb)
        pool.Add(file)
        known |= {f".{file.package}.{message.name}": file.name for message in file.message_type}
    waiting = [
        one_type(package, kind, declared)
        for package, whole in packages.items()
        for kind in ("enum_type", "message_type")
        for declared in getattr(whole, kind)
    ]
    while waiting:
        ready = [file for file in waiting if needs(file) <= known.keys()]
        assert ready, f"these need each other: {[file.name for file in waiting]}"
        for file in ready:
            file.dependency.extend(sorted({known[name] for name in needs(file)}))
            pool.Add(file)
            known[f".{file.name}"] = file.name
        waiting = [file for file in waiting if file not in ready]
    return pool


def one_type(package: str, kind: str, declared: Any) -> descriptor_pb2.FileDescriptorProto:
    file = descriptor_pb2.FileDescriptorProto(
        name=f"{package}.{declared.name}", package=package, syntax="proto3"
    )
    getattr(file, kind).add().CopyFrom(declared)
    return file


def needs(file: descriptor_pb2.FileDescriptorProto) -> set[str]:
    return {field.type_name for message in file.message_type for field in message.field if field.type_name}


class ReleasedClient:
    """Calls AssetRegistry with 0.3.1's messages: `client.GetAsset(asset_id=...)`; remembers what it called."""

    def __init__(self, channel: grpc.Channel) -> None:
        self.channel, self.pool = channel, pool_of_031()
        self.called: set[str] = set()

    def __getattr__(self, rpc: str) -> Any:
        request = GetMessageClass(self.pool.FindMessageTypeByName(f"cqc.services.v1.{rpc}Request"))
        response = GetMessageClass(self.pool.FindMessageTypeByName(f"cqc.services.v1.{rpc}Response"))
        call = self.channel.unary_unary(
            f"/{SERVICE}/{rpc}",
            request_serializer=request.SerializeToString,
            response_deserializer=response.FromString,
        )

        def run(**fields: Any) -> Any:
            self.called.add(rpc)
            return call(request(**fields), timeout=20)

        return run


def rpcs_of_031() -> set[str]:
    return {row["name"].partition("/")[2] for row in table() if row["name"].startswith(f"{SERVICE}/")}
