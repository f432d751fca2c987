"""A configuration as a tree, read by its syntax: what it means stays, what only lays it out goes."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import orjson
import yaml

from fabricgen.platforms.syntax import Form, Syntax

JOINT = " > "
"""Between the heads of a path."""
KEYS = (
    "name", "id", "index", "sequence-id", "ip-prefix", "prefix", "peer-address", "group-name", "afi-safi-name",
    "interface-id", "interface-name", "queue-name", "pfc-queue-name", "username", "host", "value", "sequence", "slot",
)  # fmt: skip
"""What tells the objects of an array apart, where all of them have it: keys of YANG lists."""
ARRAY = "[]"


class Node(NamedTuple):
    """A line and what is below it. `list` names those of its neighbours with which it keeps an order, if any."""

    text: str
    children: tuple["Node", ...] = ()
    list: str = ""


class Draft(NamedTuple):
    """A line as it was read."""

    text: str
    below: list["Draft"]


def tree(text: str, syntax: Syntax) -> tuple[Node, ...]:
    """Lines that say the same twice are one. What isn't JSON or YAML after all is read as lines."""
    if syntax.form in (Form.JSON, Form.YAML):
        value, found = _loaded(text, syntax.form)
        return _values(value, syntax, "") if found else _lines(text, syntax)
    if syntax.form is Form.LINES:
        return _lines(text, syntax)
    draft = _braced(text) if syntax.form is Form.BRACES else _indented(text, syntax)
    return _settled(draft, "", syntax.ordered)


def _lines(text: str, syntax: Syntax) -> tuple[Node, ...]:
    """All in one list, or in one for each name that the syntax finds in them."""
    rows = (row.rstrip() for row in text.splitlines())
    return tuple(Node(row, (), _of_line(row, syntax)) for row in rows if row and not _is_comment(row.lstrip(), syntax))


def _of_line(row: str, syntax: Syntax) -> str:
    match = syntax.ordered.match(row) if syntax.ordered and syntax.form is Form.LINES else None
    return match[1] if match else "lines"


def _is_comment(row: str, syntax: Syntax) -> bool:
    return bool(syntax.comment) and row[0] in syntax.comment


def _indented(text: str, syntax: Syntax) -> list[Draft]:
    top: list[Draft] = []
    open_: list[tuple[int, list[Draft]]] = [(-1, top)]
    for row in text.splitlines():
        words = row.strip()
        if not words or _is_comment(words, syntax) or words in syntax.closers:
            continue
        indent = len(row) - len(row.lstrip())
        while open_[-1][0] >= indent:
            open_.pop()
        below: list[Draft] = []
        open_[-1][1].append(Draft(words, below))
        open_.append((indent, below))
    return top


def _braced(text: str) -> list[Draft]:
    top: list[Draft] = []
    open_ = [top]
    for row in text.splitlines():
        words = row.strip()
        if not words or words.startswith(("#", "/*")):
            continue
        if words == "}":
            open_ = open_[:-1] or [top]
        elif words.endswith("{"):
            below: list[Draft] = []
            open_[-1].append(Draft(words.removesuffix("{").rstrip(), below))
            open_.append(below)
        else:
            open_[-1].append(Draft(words.removesuffix(";"), []))
    return top


def _settled(drafts: Iterable[Draft], path: str, ordered: re.Pattern[str] | None) -> tuple[Node, ...]:
    """Blocks with the same head are one, unless they are in a list that keeps its order."""
    found: dict[tuple[str, int], tuple[str, list[Draft]]] = {}
    for place, (text, below) in enumerate(drafts):
        name = _list(path, text, ordered)
        found.setdefault((text, place if name else -1), (name, []))[1].extend(below)
    return tuple(
        Node(text, _settled(below, f"{path}{text}{JOINT}", ordered), name) for (text, _), (name, below) in found.items()
    )


def _list(heads: str, text: str, ordered: re.Pattern[str] | None) -> str:
    """What is further below belongs to its own head, and not to the list."""
    match = ordered.match(heads + text) if ordered else None
    return match[0] if match and match.end() >= len(heads) else ""


def _loaded(text: str, form: Form) -> tuple[Any, bool]:
    try:
        if form is Form.JSON:
            return orjson.loads(text), True
        return yaml.load(text, yaml.CBaseLoader), True  # noqa: S506 - it makes strings, lists and dicts only
    except (orjson.JSONDecodeError, yaml.YAMLError):
        return None, False


def _values(value: Any, syntax: Syntax, path: str) -> tuple[Node, ...]:
    if isinstance(value, dict):
        return tuple(_row(str(key), below, syntax, path) for key, below in value.items())
    if isinstance(value, list):
        return _items(value, syntax, path)
    return () if value is None else (Node(_scalar(value, syntax)),)


def _row(key: str, value: Any, syntax: Syntax, path: str) -> Node:
    head = _scalar(key, syntax)
    if isinstance(value, (dict, list)):
        text = f"{head}: {{}}" if value == {} else f"{head}: []" if value == [] else head
        name = _list(path, key, syntax.ordered)
        return Node(text, _values(value, syntax, f"{path}{key}{JOINT}"), name)
    return Node(f"{head}: {_scalar(value, syntax)}")


def _items(values: Sequence[Any], syntax: Syntax, path: str) -> tuple[Node, ...]:
    """An array keeps its order, unless its objects have a key of their own and no rule says that order matters."""
    key = _key(values)
    if key is None:
        return tuple(_item(value, syntax, path) for value in values)
    names = [f"{key} {_scalar(value[key], syntax)}" for value in values]
    return tuple(
        Node(name, _values(value, syntax, f"{path}{name}{JOINT}"), _list(path, name, syntax.ordered))
        for name, value in zip(names, values, strict=True)
    )


def _item(value: Any, syntax: Syntax, path: str) -> Node:
    if isinstance(value, (dict, list)):
        return Node("-", _values(value, syntax, f"{path}-{JOINT}"), ARRAY)
    return Node(f"- {_scalar(value, syntax)}", (), ARRAY)


def _key(values: Sequence[Any]) -> str | None:
    for key in KEYS:
        names = [value.get(key) for value in values if isinstance(value, dict)]
        plain = len(names) == len(values) and all(isinstance(name, (str, int)) for name in names)
        if plain and len({str(name) for name in names}) == len(names):
            return key
    return None


def _scalar(value: Any, syntax: Syntax) -> str:
    return str(value) if syntax.form is Form.YAML else orjson.dumps(value).decode()


def trimmed(before: str, after: str, syntax: Syntax) -> tuple[str, str]:
    """Without the blocks that are the same on both sides: reading a text costs more than finding them."""
    if syntax.form is not Form.INDENTED:
        return before, after
    ours, theirs = _blocks(before, syntax), _blocks(after, syntax)
    same = set(ours.values()) & set(theirs.values())
    if not (ours and theirs and same):
        return before, after
    kept = (block for head, block in ours.items() if block not in same or _list("", head, syntax.ordered))
    others = (block for head, block in theirs.items() if block not in same or _list("", head, syntax.ordered))
    return "\n".join(kept), "\n".join(others)


def _blocks(text: str, syntax: Syntax) -> Mapping[str, str]:
    """By their first line; nothing when two have the same one, or when the text begins in the middle of one."""
    blocks = _border(syntax).split(f"\n{text}")[1:]
    found = {block.partition("\n")[0]: block.rstrip("\n! ") for block in blocks}
    begun = text.lstrip("\n").startswith((" ", "\t", *syntax.closers))
    return {} if begun or len(found) != len(blocks) else found


@cache
def _border(syntax: Syntax) -> re.Pattern[str]:
    """Before a line that begins a block: neither indented nor a comment nor the end of one."""
    closers = "|".join(map(re.escape, sorted(syntax.closers))) or "(?!)"
    return re.compile(rf"\n(?=[^\s{re.escape(syntax.comment)}])(?!(?:{closers})[ \t\r]*(?:\n|$))")
