"""A judge that isn't ours: SONiC's own YANG models, asked by yanglint.

The models are not kept here. Take `src/sonic-yang-models` of sonic-net/sonic-buildimage and name it in
FABRICGEN_SONIC_YANG; then `pytest -m slow tests/platforms/test_sonic_yang.py` asks. What SONiC's sonic_yang_ext.py does
with libyang is done here with the tree that yanglint prints: tables become containers, rows become entries of the list
with as many keys as the row's name has parts.
"""

import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

from jinja2 import Template

LINE = re.compile(
    r"^(?P<indent>[ |]*)\+--rw (?P<name>[\w.-]+)(?P<many>\*)?[?!]?(?: \[(?P<keys>[^]]+)\])?(?P<type> +\S.*)?$"
)
LISTS_AS_TEXT = {"src_intf": ";"}
"""Leaf-lists that config_db.json holds as one text, and what parts it."""


@dataclass(eq=False)
class Node:
    name: str
    keys: tuple[str, ...] = ()
    many: bool = False
    leaf: bool = False
    children: "dict[str, Node]" = field(default_factory=dict)

    def lists(self) -> "list[Node]":
        return [child for child in self.children.values() if child.keys]


@dataclass(frozen=True, eq=False)
class Model:
    """A YANG module; its top container holds the tables."""

    module: str
    namespace: str
    top: Node


def prepare(source: Path, folder: Path) -> Path:
    """The models in one folder, their templates filled in as SONiC's build does."""
    for model in (source / "yang-models").glob("*.yang"):
        (folder / model.name).write_text(model.read_text())
    for template in (source / "yang-templates").glob("*.j2"):
        (folder / template.stem).write_text(Template(template.read_text()).render(yang_model_type="py"))
    return folder


def models(folder: Path) -> dict[str, Model]:
    """By table."""
    found = {}
    for path in sorted(folder.glob("sonic-*.yang")):
        told = _yanglint("-p", folder, "-f", "tree", path)
        namespace = re.search(r'namespace\s+"([^"]+)"', path.read_text())
        for top in _tree(told.stdout).children.values():
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
        keys = tuple((match["keys"] or "").split())
        node = Node(match["name"], keys, bool(match["many"]), bool(match["type"]))
        path[-1][1].children[node.name] = node
        path.append((depth, node))
    return root


def complaints(config: Mapping[str, Mapping[str, object]], folder: Path, known: Mapping[str, Model]) -> str:
    """What yanglint has against a config_db; empty if nothing. A table that no model knows raises `KeyError`."""
    data = folder / "config.xml"
    data.write_text("".join(_module(model, config) for model in dict.fromkeys(known[table] for table in config)))
    told = _yanglint("-Q", "-p", folder, "-t", "config", *sorted(folder.glob("sonic-*.yang")), data)
    return told.stderr if told.returncode else ""


def _yanglint(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["yanglint", *map(str, words)], capture_output=True, text=True, check=False)


def _module(model: Model, config: Mapping[str, Mapping[str, object]]) -> str:
    tables = {table: node for table, node in model.top.children.items() if table in config}
    body = "".join(f"<{table}>{_rows(node, config[table])}</{table}>" for table, node in tables.items())
    return f'<{model.top.name} xmlns="{model.namespace}">{body}</{model.top.name}>\n'


def _rows(table: Node, rows: Mapping[str, object]) -> str:
    return "".join(_row(table, name, row) for name, row in rows.items())


def _row(table: Node, name: str, row: object) -> str:
    assert isinstance(row, dict)
    if name in table.children:
        return f"<{name}>{_fields(table.children[name], row)}</{name}>"
    parts = name.split("|")
    entry = next(one for one in table.lists() if len(one.keys) == len(parts))
    keys = "".join(_leaf(key, part) for key, part in zip(entry.keys, parts, strict=True))
    return f"<{entry.name}>{keys}{_fields(entry, row)}</{entry.name}>"


def _fields(node: Node, row: Mapping[str, object]) -> str:
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
