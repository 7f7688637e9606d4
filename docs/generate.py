"""Writes what the documents say of the code: API.md, CONFIGURATION.md and EVENTS.md, and config.example.yaml.

    python -m docs.generate
    python -m docs.generate --check

API.md holds the comments of the .proto files, and beside each RPC the permission that docs/permissions.tsv and
tests/grpc_api/test_permissions.py hold it to, and the calls of docs/examples.json that
tests/docs/test_examples.py makes; CONFIGURATION.md and the example hold the settings of cqi.config
with the defaults of cqar_site.
"""

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from google.protobuf import descriptor_pb2 as d

from contracts import protos
from cqar_site.defaults import DEFAULTS
from cqi.config import reference
from docs.events import events_document

DOCS = Path(__file__).parent
SERVICE = "cqc.services.v1.AssetRegistry"
PACKAGES = ("cqc.assets.v1", "cqc.markets.v1", "cqc.venues.v1", "cqc.services.v1")

SUBJECTS = {
    "Chains": ("Chain",),
    "Assets": ("Asset",),
    "Deployments": ("AssetDeployment",),
    "Identifiers": ("AssetIdentifier", "SymbolIdentifier"),
    "Which asset is meant": ("Resolve", "Batch", "Merge"),
    "Relationships and variants": ("AssetRelationship", "AssetVariant"),
    "Groups": ("AssetGroup", "ToGroup", "FromGroup", "FromVariants"),
    "Quality and safety": ("QualityFlag", "Tradeable"),
    "Symbols": ("Symbol",),
    "Venues and listings": ("Venue",),
    "Changes": ("Change",),
}
"""A heading for the RPCs whose names hold one of these words: the longest word decides."""

Elements = dict[str, protos.Element]


def api_document() -> str:
    lines = [
        "# AssetRegistry",
        "",
        "Generated from the comments of the .proto files by `python -m docs.generate`; the calls are made by",
        "`tests/docs/test_examples.py`. In them `{name}` is an id that an earlier call gave, `<uuid>` any",
        "other id, and every time is 2026-01-01T00:00:00Z.",
        "",
        known()[SERVICE].comment,
        "",
    ]
    by_subject = rpcs_by_subject()
    lines += [
        f"- [{subject}](#{anchor(subject)}): {linked_names(rpcs)}" for subject, rpcs in by_subject.items()
    ]
    lines += ["- [Messages](#messages)", "- [Enums](#enums)"]
    for subject, rpcs in by_subject.items():
        lines += ["", f"## {subject}"]
        for rpc in rpcs:
            lines += described_rpc(rpc)
    lines += described_types()
    return "\n".join(lines).rstrip() + "\n"


@cache
def known() -> Elements:
    return {element.name: element for element in protos.elements(protos.compiled())}


@cache
def examples() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for example in json.loads((DOCS / "examples.json").read_text()):
        found.setdefault(example["rpc"], []).append(example)
    return found


@cache
def permissions() -> dict[str, str]:
    with (DOCS / "permissions.tsv").open() as table:
        return {row["rpc"]: row["permission"] for row in csv.DictReader(table, delimiter="\t")}


def needed_permission(rpc: str) -> str:
    """The permission that an RPC needs, empty for none.  Ends the program where the table does not say."""
    if rpc not in permissions():
        sys.exit(
            f"docs/permissions.tsv has no line for {rpc}: say which permission it needs, then run make proto"
        )
    return permissions()[rpc]


def rpcs_by_subject() -> dict[str, list[str]]:
    names = [name.partition("/")[2] for name in known() if name.startswith(f"{SERVICE}/")]
    found: dict[str, list[str]] = {subject: [] for subject in SUBJECTS}
    for name in names:
        found[subject_of(name)].append(name)
    return found


def subject_of(rpc: str) -> str:
    fitting = [
        (len(word), subject)
        for subject, words in SUBJECTS.items()
        for word in words
        if word in rpc and not (word == "Asset" and "Venue" in rpc)
    ]
    return max(fitting)[1]


def anchor(heading: str) -> str:
    return heading.lower().replace(" ", "-")


def linked_names(names: Iterable[str]) -> str:
    return ", ".join(f"[{name}](#{anchor(name)})" for name in names)


def described_rpc(rpc: str) -> list[str]:
    element = known()[f"{SERVICE}/{rpc}"]
    method = element.proto
    assert isinstance(method, d.MethodDescriptorProto)
    lines = ["", f"### {rpc}", "", element.comment]
    if needed := needed_permission(rpc):
        lines += ["", f"Permission: `{needed}`"]
    for title, name in (("Request", method.input_type[1:]), ("Response", method.output_type[1:])):
        lines += ["", f"{title} `{name.rpartition('.')[2]}`", "", *field_table(name)]
    for example in examples().get(rpc, ()):
        lines += ["", example.get("about", "For example:"), "", *example_lines(example)]
    return lines


def field_table(message: str) -> list[str]:
    fields = [known()[f"{message}.{field.name}"] for field in known()[message].proto.field]  # type: ignore[attr-defined]
    if not fields:
        return ["No fields."]
    return ["| field | number | type | |", "|---|---|---|---|", *map(field_row, fields)]


def field_row(element: protos.Element) -> str:
    fact = protos.fact_of(element)
    assert fact is not None
    repeated = "repeated " if fact.presence == "repeated" else ""
    comment = " ".join(element.comment.split()).replace("|", r"\|")
    return (
        f"| {element.name.rpartition('.')[2]} | {fact.number} | {repeated}{linked(fact.type)} | {comment} |"
    )


def linked(kind: str) -> str:
    short = kind.rpartition(".")[2]
    return f"[{short}](#{anchor(short)})" if kind.startswith(PACKAGES) else short


def example_lines(example: dict[str, Any]) -> Iterator[str]:
    yield from ("```json", compact(example["request"]), "```", "", "```json")
    yield compact(example.get("response", example.get("error")))
    yield "```"


def compact(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)


def described_types() -> list[str]:
    """The messages and enums that requests and responses hold."""
    lines = ["", "## Messages"]
    for name in sorted(reached("message"), key=short_first):
        if not name.endswith(("Request", "Response")):
            lines += ["", f"### {name.rpartition('.')[2]}", "", f"`{name}`. {known()[name].comment}", ""]
            lines += field_table(name)
    lines += ["", "## Enums"]
    for name in sorted(reached("enum type"), key=short_first):
        lines += ["", f"### {name.rpartition('.')[2]}", "", f"`{name}`. {known()[name].comment}", ""]
        lines += ["| value | number | |", "|---|---|---|"]
        for value in known()[name].proto.value:  # type: ignore[attr-defined]
            comment = " ".join(known()[f"{name}.{value.name}"].comment.split()).replace("|", r"\|")
            lines.append(f"| {value.name} | {value.number} | {comment} |")
    return lines


def short_first(name: str) -> tuple[str, str]:
    """Two packages have a DataSource: the whole name decides between them."""
    return name.rpartition(".")[2], name


@cache
def reached(kind: str) -> set[str]:
    """The messages or enums that the RPCs' requests and responses are made of."""
    todo = [
        name[1:]
        for key, element in known().items()
        if key.startswith(f"{SERVICE}/")
        for name in (element.proto.input_type, element.proto.output_type)  # type: ignore[attr-defined]
    ]
    seen: set[str] = set()
    while todo:
        name = todo.pop()
        if name in seen or name not in known():
            continue
        seen.add(name)
        todo += [
            field.type_name[1:] for field in getattr(known()[name].proto, "field", ()) if field.type_name
        ]
    return {name for name in seen if known()[name].kind == kind}


def configuration() -> str:
    return (
        "# Configuration\n\n"
        "Environment variables win over the YAML file (`config.yaml`, another by `CQI_CONFIG`), which wins over\n"
        "the defaults. `config.example.yaml` is that file with every default. Without a host for database or\n"
        "cache, or a URL for NATS, real servers are started under `.data/`: for development and first use.\n\n"
        "Generated from `cqi.config` by `python -m docs.generate`.\n\n" + reference.settings_table(DEFAULTS)
    )


def documents() -> dict[Path, str]:
    """What each of them is to say."""
    return {
        DOCS / "API.md": api_document(),
        DOCS / "CONFIGURATION.md": configuration(),
        DOCS / "EVENTS.md": events_document({name: element.comment for name, element in known().items()}),
        DOCS.parent / "config.example.yaml": reference.example_file(DEFAULTS),
    }


def main() -> int:
    wanted = documents()
    if "--check" not in sys.argv:
        for path, text in wanted.items():
            path.write_text(text)
        return 0
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text() != text]
    for path in stale:
        print(f"{path.relative_to(DOCS.parent)} is not what the code says: run make proto", file=sys.stderr)
    return bool(stale)


if __name__ == "__main__":
    sys.exit(main())
