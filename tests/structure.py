"""The structure of the tree as its files show it: modules, what each imports, what each names.

The product are the packages that a deployment runs; the tools measure it, make its generated code and test it.
"""

import ast
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
PRODUCT = ("cqi", "registry", "grpc_api", "cqar_site")
TOOLS = ("bench", "contracts", "docs", "manage", "tests")
WRITTEN_BY_PROGRAMS = {"gen", "migrations"}
"""Folders whose names are protoc's and Django's."""


@cache
def modules(packages: tuple[str, ...] = PRODUCT) -> dict[str, Path]:
    """Every module of these packages by its dotted name."""
    found = {}
    for package in packages:
        for path in sorted([*(ROOT / package).rglob("*.py"), *ROOT.glob(f"{package}.py")]):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(part for part in parts if part != "__init__")] = path
    return found


@cache
def written_modules() -> dict[str, Path]:
    """Every module of product and tools that somebody wrote, by its dotted name."""
    everything = modules(PRODUCT + TOOLS)
    return {name: path for name, path in everything.items() if not WRITTEN_BY_PROGRAMS & {*name.split(".")}}


@cache
def tree(name: str) -> ast.Module:
    return ast.parse(modules(PRODUCT + TOOLS)[name].read_text())


def imported(name: str) -> Iterator[str]:
    """The modules that a module imports, anywhere in it: inside functions too, but not for types alone."""
    ours = modules(PRODUCT + TOOLS)
    path = ours[name]
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in walk(tree(name)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                yield f"{base}.{alias.name}" if f"{base}.{alias.name}" in ours else base


def walk(node: ast.AST) -> Iterator[ast.AST]:
    """All nodes, but what stands under `if TYPE_CHECKING`, which never runs."""
    for child in ast.iter_child_nodes(node):
        if (
            isinstance(child, ast.If)
            and isinstance(child.test, ast.Name)
            and child.test.id == "TYPE_CHECKING"
        ):
            continue
        yield child
        yield from walk(child)


def circles() -> list[list[str]]:
    """The sets of modules that import each other, directly or through others (Tarjan's algorithm)."""
    ours = written_modules()
    ways = {name: [other for other in imported(name) if other in ours] for name in ours}
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(name: str) -> None:
        index[name] = low[name] = len(index)
        stack.append(name)
        for other in ways[name]:
            if other not in index:
                visit(other)
                low[name] = min(low[name], low[other])
            elif other in stack:
                low[name] = min(low[name], index[other])
        if low[name] == index[name]:
            circle = stack[stack.index(name) :]
            del stack[stack.index(name) :]
            if len(circle) > 1 or name in ways[name]:
                found.append(sorted(circle))

    for name in ways:
        if name not in index:
            visit(name)
    return found


def function_lengths() -> dict[str, int]:
    """The lines of each function of the product and its tools, by its place."""
    return {
        f"{module}:{node.lineno} {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for module in written_modules()
        if not module.startswith("tests.")
        for node in ast.walk(tree(module))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def public_names() -> dict[str, list[str]]:
    """What modules define for others, each name with where it stands.

    In product and tools these are functions, classes and constants.  The functions and constants of a test file are
    its own, so only its classes count.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for module in written_modules():
        for node in tree(module).body:
            if isinstance(node, ast.ClassDef) or not module.startswith("tests."):
                for name in defined(node):
                    if not name.startswith("_"):
                        found[name].append(module)
    return found


def defined(node: ast.stmt) -> list[str]:
    """The names that a statement of a module defines."""
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.Assign(targets=targets):
            return [part.id for target in targets for part in ast.walk(target) if isinstance(part, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name)):
            return [name]
        case ast.If(body=body, orelse=otherwise) | ast.Try(body=body, orelse=otherwise):
            return [name for inner in (*body, *otherwise) for name in defined(inner)]
    return []


def borrowed_names() -> dict[str, set[str]]:
    """What product and tools import from other packages, each name with the packages that it comes from."""
    found: dict[str, set[str]] = defaultdict(set)
    for module in written_modules():
        for node in ast.walk(tree(module)) if not module.startswith("tests.") else ():
            match node:
                case ast.Import(names=aliases):
                    for alias in aliases:
                        package = alias.name.partition(".")[0]
                        found[package].add(package)
                case ast.ImportFrom(module=str(source), level=0, names=aliases):
                    for alias in aliases:
                        found[alias.name].add(source)
    ours = {*PRODUCT, *TOOLS, "cqc"}
    return {
        name: others
        for name, sources in found.items()
        if (others := {source for source in sources if source.partition(".")[0] not in ours})
    }
