"""The contract as data: what the .proto files say, and what CQC 0.3.1's table says.

A fact is a field with number, type and presence, an enum value with its number, or an RPC with its
streaming and both of its types; each with the file it stands in.
"""

import csv
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from google.protobuf import descriptor_pb2 as d

CONTRACTS = Path(__file__).parent
PROTO = CONTRACTS / "proto"
TABLE = CONTRACTS / "cqc-0.3.1.tsv"
SCALARS = {number: name[5:].lower() for name, number in d.FieldDescriptorProto.Type.items()}


class Fact(NamedTuple):
    """What the table says about one name."""

    number: str
    type: str
    presence: str
    file: str


Facts = dict[tuple[str, str], Fact]


class Element(NamedTuple):
    """A named thing in a .proto file: its descriptor, its place, and the comment before it."""

    kind: str
    name: str
    proto: object
    file: str
    comment: str


def compiled(root: Path = PROTO) -> d.FileDescriptorSet:
    """Every .proto file under root, with its comments."""
    sources = sorted(str(path) for path in root.rglob("*.proto"))
    with tempfile.NamedTemporaryFile() as out:
        options = [f"--proto_path={root}", f"--descriptor_set_out={out.name}", "--include_source_info"]
        subprocess.run([sys.executable, "-m", "grpc_tools.protoc", *options, *sources], check=True)
        return d.FileDescriptorSet.FromString(Path(out.name).read_bytes())


def table() -> Facts:
    with TABLE.open() as lines:
        return {
            (row["kind"], row["name"]): Fact(row["number"], row["type"], row["presence"], row["file"])
            for row in csv.DictReader(lines, delimiter="\t")
        }


def elements(files: d.FileDescriptorSet) -> Iterator[Element]:
    for file in files.file:
        comments = {tuple(place.path): place.leading_comments for place in file.source_code_info.location}
        for path, kind, name, proto in _in_file(file):
            comment = comments.get(path, "").strip()
            yield Element(kind, name, proto, file.name.removeprefix("cqc/"), comment)


_Placed = tuple[tuple[int, ...], str, str, object]


def _in_file(file: d.FileDescriptorProto) -> Iterator[_Placed]:
    """Path, kind, name and descriptor; a path is as SourceCodeInfo numbers it."""
    for i, message in enumerate(file.message_type):
        yield from _in_message((4, i), f"{file.package}.{message.name}", message)
    for i, enum in enumerate(file.enum_type):
        name = f"{file.package}.{enum.name}"
        yield (5, i), "enum type", name, enum
        yield from (((5, i, 2, j), "enum", f"{name}.{v.name}", v) for j, v in enumerate(enum.value))
    for i, service in enumerate(file.service):
        name = f"{file.package}.{service.name}"
        yield (6, i), "service", name, service
        yield from (((6, i, 2, j), "rpc", f"{name}/{r.name}", r) for j, r in enumerate(service.method))


def _in_message(path: tuple[int, ...], name: str, message: d.DescriptorProto) -> Iterator[_Placed]:
    if message.nested_type or message.enum_type:
        raise NotImplementedError(f"{name}: the contract nests nothing, and its tests do not look there")
    yield path, "message", name, message
    for i, field in enumerate(message.field):
        yield (*path, 2, i), "field", f"{name}.{field.name}", field


def facts(files: d.FileDescriptorSet) -> Facts:
    return {(element.kind, element.name): fact for element in elements(files) if (fact := fact_of(element))}


def fact_of(element: Element) -> Fact | None:
    """What the table would say about it; None for what only holds others."""
    proto, file = element.proto, element.file
    match proto:
        case d.FieldDescriptorProto():
            kind = proto.type_name.lstrip(".") or SCALARS[proto.type]
            repeated = proto.label == d.FieldDescriptorProto.LABEL_REPEATED
            presence = "explicit" if proto.proto3_optional else "repeated" if repeated else "optional"
            return Fact(str(proto.number), kind, presence, file)
        case d.EnumValueDescriptorProto():
            return Fact(str(proto.number), "", "", file)
        case d.MethodDescriptorProto():
            sides = (proto.client_streaming, "client_stream"), (proto.server_streaming, "server_stream")
            streams = "".join(name for on, name in sides if on)
            return Fact(streams, proto.input_type[1:], proto.output_type[1:], file)
    return None


def broken(wanted: Facts, found: Facts) -> list[str]:
    """A line for each fact that does not hold, opening with its name."""
    return [
        f"{name}: should be {fact}, is {found.get((kind, name))}"
        for (kind, name), fact in wanted.items()
        if found.get((kind, name)) != fact
    ]
