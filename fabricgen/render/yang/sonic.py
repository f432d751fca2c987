"""SONiC's models (sonic-net/sonic-buildimage, src/sonic-yang-models) and config_db.json, brought together.

What SONiC's sonic_yang_ext.py does with libyang is done here with the tree that yanglint prints: tables become
containers, rows become entries of the list with as many keys as the row's name has parts.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from jinja2.sandbox import SandboxedEnvironment

from fabricgen.render.yang.yanglint import Schemas, told

LINE = re.compile(
    r"^(?P<indent>[ |]*)\+--rw (?P<name>[\w.-]+)(?P<many>\*)?[?!]?(?: \[(?P<keys>[^]]+)\])?(?P<type> +\S.*)?$"
)
LISTS_AS_TEXT = {"src_intf": ";"}
"""Leaf-lists that config_db.json holds as one text, and what parts it."""
FOLDER = "yang-models"


class UnknownTableError(KeyError):
    """No model knows the table; the argument is its name."""


class BrokenRowError(ValueError):
    """A row that no list of its table can hold; the arguments are what is wrong, and the way to it."""

    def __init__(self, message: str, path: tuple[str, ...]) -> None:
        super().__init__(message)
        self.path = path


@dataclass(eq=False)
class Node:
    """A row of the tree that yanglint prints."""

    name: str
    keys: tuple[str, ...] = ()
    many: bool = False
    children: "dict[str, Node]" = field(default_factory=dict)

    def lists(self) -> "list[Node]":
        return [child for child in self.children.values() if child.keys]


@dataclass(frozen=True, eq=False)
class Model:
    """A YANG module; its top container holds the tables."""

    module: str
    namespace: str
    top: Node


def home(folder: Path) -> Path | None:
    """Where, at the folder or below, SONiC's models lie; None if nowhere."""
    return next((path.parent.parent for path in sorted(folder.rglob(f"{FOLDER}/sonic-*.yang"))), None)


def prepared(source: Path, folder: Path) -> Schemas:
    """The models in one folder, their templates filled in as SONiC's build does."""
    jinja = SandboxedEnvironment(autoescape=False)
    for model in (source / FOLDER).glob("*.yang"):
        (folder / model.name).write_text(model.read_text(encoding="utf-8"), encoding="utf-8")
    for template in (source / "yang-templates").glob("*.j2"):
        text = jinja.from_string(template.read_text(encoding="utf-8")).render(yang_model_type="py")
        (folder / template.stem).write_text(text, encoding="utf-8")
    return Schemas(folder, tuple(sorted(folder.glob("sonic-*.yang"))))


@cache
def models(folder: Path) -> dict[str, Model]:
    """By table, of prepared models."""
    found: dict[str, Model] = {}
    for path in sorted(folder.glob("sonic-*.yang")):
        tree = _tree(told("-p", folder, "-f", "tree", path).stdout)
        namespace = re.search(r'namespace\s+"([^"]+)"', path.read_text(encoding="utf-8"))
        for top in tree.children.values():
            model = Model(path.stem, namespace[1] if namespace else "", top)
            found |= dict.fromkeys(top.children, model)
    return found


def _tree(text: str) -> Node:
    root = Node("")
    path = [(-1, root)]
    for match in filter(None, map(LINE.match, text.splitlines())):
        depth = len(match["indent"])
        while path[-1][0] >= depth:
            path.pop()
        node = Node(match["name"], tuple((match["keys"] or "").split()), bool(match["many"]))
        path[-1][1].children[node.name] = node
        path.append((depth, node))
    return root


def as_xml(config: Mapping[str, Any], known: Mapping[str, Model]) -> str:
    """Raises UnknownTableError and BrokenRowError."""
    for table in config:
        if table not in known:
            raise UnknownTableError(table)
    chosen = dict.fromkeys(known[table] for table in config)
    return "".join(_module(model, config) for model in chosen)


def _module(model: Model, config: Mapping[str, Any]) -> str:
    tables = {table: node for table, node in model.top.children.items() if table in config}
    body = "".join(f"<{table}>{_rows(node, table, config[table])}</{table}>" for table, node in tables.items())
    return f'<{model.top.name} xmlns="{model.namespace}">{body}</{model.top.name}>\n'


def _rows(node: Node, table: str, rows: object) -> str:
    if not isinstance(rows, dict):
        raise BrokenRowError("a table has rows, each with a name", (table,))
    return "".join(_row(node, table, name, row) for name, row in rows.items())


def _row(node: Node, table: str, name: str, row: object) -> str:
    if not isinstance(row, dict):
        raise BrokenRowError("a row has fields, each with a name", (table, name))
    if name in node.children:
        return f"<{name}>{_fields(node.children[name], row)}</{name}>"
    parts = name.split("|")
    entry = next((one for one in node.lists() if len(one.keys) == len(parts)), None)
    if entry is None:
        raise BrokenRowError(f"no row of {table} has a name of {len(parts)} parts", (table, name))
    keys = "".join(_leaf(key, part) for key, part in zip(entry.keys, parts, strict=True))
    return f"<{entry.name}>{keys}{_fields(entry, row)}</{entry.name}>"


def _fields(node: Node, row: Mapping[str, Any]) -> str:
    inner = node.lists()
    if inner:
        return "".join(_pair(inner[0], key, str(value)) for key, value in row.items())
    return "".join(_leaf(key, value) for key, whole in row.items() for value in _values(node, key, whole))


def _pair(inner: Node, key: str, value: str) -> str:
    """A map's entry: an inner list with one key and one other leaf."""
    other = next(name for name in inner.children if name not in inner.keys)
    return f"<{inner.name}>{_leaf(inner.keys[0], key)}{_leaf(other, value)}</{inner.name}>"


def _values(node: Node, key: str, whole: object) -> Iterator[str]:
    child = node.children.get(key)
    if child is None or not child.many:
        yield str(whole)
    elif isinstance(whole, list):
        yield from map(str, whole)
    else:
        yield from str(whole).split(LISTS_AS_TEXT.get(key, ","))


def _leaf(name: str, value: str) -> str:
    return f"<{name}>{escape(value)}</{name}>"
