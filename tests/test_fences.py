"""The architecture, held: who may import what, and what importing costs."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "toolkit"
MODULES = sorted(PACKAGE.rglob("*.py"))

# Library -> the only places that may import it.
FENCES = {
    "typer": ("cli", "cli_diff", "cli_hydrate", "cli_publish", "cli_validate", "cli_withdraw"),
    "pandera": ("contracts",),
    "datasets": ("contracts", "read_back"),
    "spacy": ("annotators",),
    "thinc": ("annotators",),
    "scipy": ("utterances",),
    "datasketch": ("duplicates",),
    "huggingface_hub": ("far_side", "hub"),
    "rich": ("outputs", "report", "stats_view"),
    "yaml": ("card", "citation", "contracts", "front_matter", "prose"),
}
# A module may import those that stand further down, never those above it.
LAYERS = (
    ("__main__",),
    ("cli",),
    ("cli_diff", "cli_hydrate", "cli_publish", "cli_validate", "cli_withdraw"),
    ("withdraw_report",),
    ("publish_report",),
    ("publish",),
    ("diff_report", "exits", "hydrate_report", "report", "stats_view"),
    ("hydrate", "withdraw"),
    ("hydrated", "rebuild"),
    ("build", "copies", "evaluate"),
    ("audit", "datasheet", "describe", "standoff", "stats", "validate"),
    ("succession",),
    ("bare_rows", "places", "sheets"),
    ("claims", "integrity", "integrity_groups", "originals", "pages", "records"),
    ("changelog", "manifest"),
    ("versions",),
    ("diff",),
    ("document_rows", "prose"),
    ("paired",),
    ("metadata", "pictures"),
    ("datapackage",),
    ("croissant",),
    ("picture",),
    ("integrity_quotes", "integrity_spans", "integrity_splits", "integrity_standoff", "integrity_text"),
    ("bare", "card", "integrity_references", "integrity_values", "parquet", "parted"),
    ("disclosures", "front_matter"),
    ("tally",),
    ("facts", "grouping", "shards"),
    ("scoring",),
    ("cache",),
    ("attach",),
    ("slots",),
    ("correct", "personal", "sample"),
    ("custom",),
    ("drift", "quoting", "ranges", "texts", "vectors"),
    ("annotators", "baseline", "discretion", "files", "floors", "outputs", "plan", "slices", "splits", "stage"),
    ("batches", "utterances"),
    ("publication", "read_back"),
    ("aside", "duplicates", "far_side", "findings", "gate", "release", "tables"),
    ("hub",),
    ("document",),
    ("article", "layout"),
    ("boilerplate", "dateline", "decoding", "inputs", "jsonl", "walk"),
    ("corrections",),
    ("citation", "quality", "rights", "tombstones", "verdicts"),
    ("config",),
    ("questions",),
    ("alignment",),
    ("contracts", "functions", "rules", "strict", "templates", "terms"),
    ("annotation", "charts", "difference", "entries", "errors", "markdown", "origin", "pairing", "paths"),
    ("plurals", "rejection", "spellings", "text"),
)
RANK = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}
BANNED = {"utils", "helpers", "common", "manager", "handler", "data", "info", "process"}


@cache
def imports(path: Path, *, top_level: bool = False) -> frozenset[str]:
    """Names of the modules that a file imports, those for type checkers left out."""
    return frozenset(_imports(path, top_level))


def _imports(path: Path, top_level: bool) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes: list[ast.AST] = list(tree.body) if top_level else list(ast.walk(tree))
    for_types = {id(inner) for node in ast.walk(tree) if _is_type_checking(node) for inner in ast.walk(node)}
    for node in nodes:
        if id(node) in for_types:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ([f"toolkit.{a.name}" for a in node.names] if node.module == "toolkit" else [node.module])


def _is_type_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def place(path: Path) -> str:
    """The module of toolkit that a file is, or the package that it lies in."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("library", FENCES)
def test_a_library_is_imported_in_one_place(library: str) -> None:
    users = {place(path) for path in MODULES if any(name.split(".")[0] == library for name in imports(path))}
    assert users <= set(FENCES[library])
    assert users, f"{library} is imported nowhere; take its fence away"


def test_dependencies_point_down() -> None:
    upward = [
        f"{place(path)} imports {name}"
        for path in MODULES
        if place(path) in RANK
        for name in sorted(imports(path))
        if (parts := name.split("."))[0] == "toolkit" and len(parts) > 1 and parts[1] in RANK
        if parts[1] != place(path) and RANK[parts[1]] <= RANK[place(path)]
    ]
    assert upward == []


def test_every_module_has_its_layer() -> None:
    assert {place(path) for path in MODULES} - {"__init__"} == set(RANK)


def test_modules_stay_readable() -> None:
    long = {path.name: lines for path in MODULES if (lines := path.read_text(encoding="utf-8").count("\n")) > 330}
    assert long == {}


def test_no_broad_except_and_no_banned_name() -> None:
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler):
                assert node.type is not None, f"{path}:{node.lineno}"
                assert ast.unparse(node.type) not in ("Exception", "BaseException"), f"{path}:{node.lineno}"
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                assert node.name.lower() not in BANNED, f"{path}:{node.lineno}"
        assert path.stem not in BANNED


def test_public_functions_and_classes_say_what_they_are() -> None:
    silent = [
        f"{path.relative_to(PACKAGE)}:{node.lineno} {node.name}"
        for path in MODULES
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        if not node.name.startswith("_") and ast.get_docstring(node) is None
    ]
    assert silent == []


@pytest.mark.parametrize(
    ("module", "heavy"),
    [
        ("toolkit", ["pydantic", "numpy"]),
        ("toolkit.cli", ["pydantic", "numpy", "pyarrow", "polars", "spacy", "datasets", "pandera", "rich"]),
        ("toolkit.contracts", ["pyarrow", "polars", "pandera", "datasets"]),
        ("toolkit.hub", ["huggingface_hub", "pyarrow"]),
        ("toolkit.far_side", ["huggingface_hub", "pyarrow"]),
        ("toolkit.read_back", ["datasets"]),
        ("toolkit.outputs", ["pyarrow", "polars", "rich"]),
        ("toolkit.charts", ["pyarrow", "polars", "rich"]),
        ("toolkit.annotators", ["spacy", "numpy"]),
        ("toolkit.build", ["spacy", "datasets", "pandera", "scipy", "rich"]),
    ],
)
def test_importing_is_cheap(module: str, heavy: list[str]) -> None:
    program = f"import sys, {module}; print([name for name in {heavy!r} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
