"""What of a configuration of SR Linux is the box's own, and stays when another one replaces it.

A replacement is whole: what it leaves out is gone. Without the server that takes the push, the certificate that it
shows and the filters that let it through, nobody would get in again.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

OWN: tuple[tuple[str, ...], ...] = (
    ("acl", "acl-filter"),
    ("acl", "interface"),
    ("acl", "policers"),
    ("acl", "match-list"),
    ("system", "control-plane-traffic"),
    ("system", "tls"),
    ("system", "json-rpc-server"),
    ("system", "grpc-server"),
    ("system", "netconf-server"),
    ("system", "ssh-server"),
    ("system", "logging", "buffer"),
    ("system", "logging", "file"),
    ("system", "logging", "console"),
    ("system", "aaa", "authentication", "linuxadmin-user"),
    ("system", "aaa", "authentication", "admin-user"),
    ("system", "aaa", "authentication", "idle-timeout"),
)
"""Paths, without the names of modules."""
OURS = re.compile(r"IN-.*|MANAGEMENT")
"""Names of access lists that a page may have brought: what is left of them isn't the box's own."""
ENVELOPE = frozenset({"deletes", "replaces", "updates"})
"""A candidate of this form says for itself what it replaces."""

Tree = dict[str, Any]


def completed(candidate: str, running: Mapping[str, Any]) -> str:
    """The candidate, with what is the box's own where it says nothing of it. CLI lines stay as they are."""
    try:
        tree = json.loads(candidate)
    except json.JSONDecodeError:
        return candidate
    if not isinstance(tree, dict) or ENVELOPE & set(tree):
        return candidate
    for path in OWN:
        _keep(tree, running, path)
    return json.dumps(tree)


def _keep(tree: Tree, running: Mapping[str, Any], path: tuple[str, ...]) -> None:
    """What `running` has at the path goes into `tree`, under the same names, if there is nothing yet; of a list, the
    rows that aren't there yet.
    """
    name, *rest = path
    theirs = _named(running, name)
    if theirs is None:
        return
    ours = _named(tree, name)
    if not rest:
        own = running[theirs]
        if isinstance(own, list):
            own = [row for row in own if not any(map(OURS.fullmatch, _lists(row)))]
        if ours is None and (own or own == running[theirs]):
            tree[theirs] = own
        elif ours is not None and isinstance(tree[ours], list):
            tree[ours] = [*tree[ours], *_others(tree[ours], own)]
        return
    below: Tree = tree[ours] if ours is not None else {}
    _keep(below, running[theirs], tuple(rest))
    if ours is None and below:
        tree[theirs] = below


def _others(ours: list[Tree], theirs: list[Tree]) -> list[Tree]:
    """Rows of theirs that have another name than all of ours."""
    names = {_name(row) for row in ours}
    return [row for row in theirs if _name(row) not in names]


def _name(row: Tree) -> tuple[Any, ...]:
    return tuple(row.get(key) for key in ("name", "type", "interface-id"))


def _lists(row: Tree) -> Iterator[str]:
    """Names of the access lists that a row is, or that stand at a subinterface."""
    if "entry" in row:
        yield str(row.get("name"))
    for way in ("input", "output"):
        for one in row.get(way, {}).get("acl-filter", ()) if isinstance(row.get(way), dict) else ():
            yield str(one.get("name"))


def _named(tree: Mapping[str, Any], name: str) -> str | None:
    """The key with that name, be the name of its module before it or not."""
    return next((key for key in tree if key.rpartition(":")[2] == name), None)
