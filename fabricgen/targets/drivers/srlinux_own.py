"""What of a configuration of SR Linux is the box's own, and stays when another one replaces it.

A replacement is whole: what it leaves out is gone. Without the server that takes the push, the certificate that it
shows and the filters that let it through, nobody would get in again.
"""

import json
from collections.abc import Mapping
from typing import Any

OWN: tuple[tuple[str, ...], ...] = (
    ("acl",),
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
        if ours is None:
            tree[theirs] = running[theirs]
        elif isinstance(tree[ours], list):
            tree[ours] = [*tree[ours], *_others(tree[ours], running[theirs])]
        return
    below: Tree = tree[ours] if ours is not None else {}
    _keep(below, running[theirs], tuple(rest))
    if ours is None and below:
        tree[theirs] = below


def _others(ours: list[Tree], theirs: list[Tree]) -> list[Tree]:
    """Rows of theirs that have another name than all of ours."""
    names = {row.get("name") for row in ours}
    return [row for row in theirs if row.get("name") not in names]


def _named(tree: Mapping[str, Any], name: str) -> str | None:
    """The key with that name, be the name of its module before it or not."""
    return next((key for key in tree if key.rpartition(":")[2] == name), None)
