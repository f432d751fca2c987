"""NVUE configurations as trees: read from what is written, compared, and written for a backup.

A tree is what NVIDIA's API takes and gives: objects whose leaves are text, numbers or empty objects (members of a set).
"""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import yaml

Tree = dict[str, Any]
NUMBER = re.compile(r"^-?(?:0|[1-9][0-9]*)$")
NOTHING = re.compile(r"^(?:~|null|Null|NULL|)$")


class UnreadableError(Exception):
    """The candidate isn't an NVUE configuration; the message says what is wrong with it."""


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # the fast one, where there is one
    """YAML as NVUE means it: `on`, `off`, `yes` and 44:38:39:00:00:01 are text (in YAML 1.1 they are booleans and a
    number to base 60).
    """

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - what yaml declares


_Loader.add_implicit_resolver("tag:yaml.org,2002:int", NUMBER, list("-0123456789"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", NOTHING, ["~", "n", "N", ""])


def given(filename: str | None, config: str | None) -> str:
    """What NAPALM gives, a file's name or a text."""
    return Path(filename).read_text() if filename else config or ""


def tree_of(text: str) -> Tree:
    """From a JSON object, or the list of `header` and `set` that `nv config show` writes, in YAML or JSON.

    Raises UnreadableError.
    """
    read = _read(text)
    if isinstance(read, list):
        return _set_of(read)
    if not isinstance(read, dict):
        raise UnreadableError("it is neither a JSON object nor a list with `set`, as `nv config show` writes it")
    return _keyed(read)


def _read(text: str) -> Any:
    """JSON by its own reader, which is a hundred times faster."""
    if text.lstrip()[:1] in {"{", "["}:
        with suppress(ValueError):
            return json.loads(text)
    try:
        return yaml.load(text, _Loader)  # noqa: S506 - a SafeLoader with fewer types
    except yaml.YAMLError as error:
        raise UnreadableError(f"it is neither YAML nor JSON: {_where(error)}") from None


def _where(error: yaml.YAMLError) -> str:
    """Without the line itself: there may be a secret in it."""
    mark = getattr(error, "problem_mark", None)
    return f"{getattr(error, 'problem', 'unreadable')}, line {mark.line + 1}" if mark else "unreadable"


def _set_of(parts: list[Any]) -> Tree:
    names = [name for part in parts if isinstance(part, dict) for name in part]
    if "unset" in names:
        raise UnreadableError(
            "it has an `unset` part: NVUE takes set or unset at a time; give a complete `set`, or, to merge, an object "
            "with null in place of what is to go"
        )
    found = [part["set"] for part in parts if isinstance(part, dict) and "set" in part]
    if len(found) != 1 or not isinstance(found[0], dict):
        raise UnreadableError(f"it has {len(found)} `set` parts, and one is needed, with an object in it")
    return _keyed(found[0])


def _keyed(value: dict[Any, Any]) -> Tree:
    """Keys as text: a VLAN written 10 is the key "10"."""
    return {str(key): _keyed(inner) if isinstance(inner, dict) else inner for key, inner in value.items()}


def written(tree: Tree) -> str:
    """The same text for the same tree."""
    return json.dumps(tree, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def difference(before: Tree, after: Tree) -> str:
    """One line per leaf, in the words of `nv set`, `-` what goes and `+` what comes; "" when there is none."""
    old, new = set(_leaves(before)), set(_leaves(after))
    lines = [(*leaf, "-") for leaf in old - new] + [(*leaf, "+") for leaf in new - old]
    ordered = sorted(lines, key=lambda line: (line[0], line[2] == "+"))
    return "\n".join(" ".join(filter(None, (sign, path, value))) for path, value, sign in ordered)


def _leaves(tree: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Path and value; that of a member of a set is empty."""
    if isinstance(tree, Mapping) and tree:
        for key, inner in tree.items():
            yield from _leaves(inner, (*path, _worded(key)))
    else:
        yield " ".join(path), "" if tree == {} else _worded(tree)


def _worded(value: Any) -> str:
    """A word as it stands; anything else as JSON has it, so that every leaf keeps to its line."""
    return value if isinstance(value, str) and re.fullmatch(r"[^\s\"]+", value) else json.dumps(value)


def problems(answer: Any) -> str:
    """What a refusal's body says: each error with its place, else its title and detail."""
    if not isinstance(answer, Mapping):
        return ""
    errors = (answer.get("validation") or {}).get("selected_errors") or []
    found = [f"{error.get('instanceLocation', '/')}: {error.get('error', '')}" for error in errors]
    return "; ".join(found or [str(answer[name]) for name in ("title", "detail") if answer.get(name)])


def issues(transition: Mapping[str, Any] | None) -> str:
    """Why a revision isn't applied, in the box's words."""
    told = transition or {}
    messages = [str(issue.get("message", "")).strip() for issue in (told.get("issue") or {}).values()]
    return ": ".join(part for part in (str(told.get("progress") or ""), "; ".join(filter(None, messages))) if part)
