"""A stand-in for NVUE's REST API on Cumulus Linux: revisions, their states, the confirmation with its timer.

A configuration is an object as JSON; of its meaning nothing is known but that a port swpN gets its type by itself, as
on the real thing. By hand: `python -m tests.fakes.nvue --port 8765 FILE`.
"""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.fakes import https
from tests.fakes.box import Box, DroppedError

Tree = dict[str, Any]
ON_THE_WAY = ["reloading"]
"""States that are told once each, in this order, before the last one."""


class RefusedError(Exception):
    """HTTP status and body of an answer that isn't good."""

    def __init__(self, status: int, body: object) -> None:
        super().__init__(status)
        self.status, self.body = status, body


def written(tree: Tree) -> str:
    return json.dumps(tree, indent=2, sort_keys=True) + "\n"


def merged(base: Tree, patch: Tree) -> Tree:
    """RFC 7396, which is how a PATCH with null works."""
    for name, value in patch.items():
        if value is None:
            base.pop(name, None)
        elif isinstance(value, dict):
            base[name] = merged(dict(base.get(name) or {}), value)
        else:
            base[name] = value
    return base


def typed(tree: Tree) -> Tree:
    for name, port in tree.get("interface", {}).items():
        if re.fullmatch(r"swp\d+(s\d+)?", name):
            port.setdefault("type", "swp")
    return tree


@dataclass
class Revision:
    tree: Tree
    state: str = "pending"
    words: str = ""
    coming: list[str] = field(default_factory=list)

    def told(self) -> Tree:
        """What it is on its way to is told one GET later each."""
        state = self.coming.pop(0) if self.coming else self.state
        issue = {"0": {"code": "config_invalid", "message": self.words, "severity": "error"}} if self.words else {}
        return {"state": state, "transition": {"issue": issue, "progress": "Invalid config" if issue else ""}}


@dataclass
class Switch:
    """`answers` are the operational state: path below /nvue_v1 → object. `invalid` is the reason for which the box
    finds a revision wrong when it is applied, as it does with what a schema can't tell.
    """

    box: Box
    answers: Mapping[str, Any] = field(default_factory=dict)
    invalid: str = ""
    auto_save: bool = True
    prefix: str = ""
    """Of the names of revisions."""
    deaf_after_apply: int = 0
    """Requests that are cut after an apply, as when the API restarts."""
    revisions: dict[str, Revision] = field(default_factory=dict)
    waiting: str = ""
    deaf: int = 0
    made: int = 0

    def answer(self, request: https.Request) -> https.Response:
        """Of one request, which is one step. Raises DroppedError."""
        if self.deaf:
            self.deaf -= 1
            raise DroppedError
        parts = urlsplit(request.path)
        path = unquote(parts.path.removeprefix("/nvue_v1"))
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        body = json.loads(request.body or b"null")
        try:
            step = self._step(request.method, path, query, body or {})
            told = self.box.step(step, lambda: json.dumps(self._do(request.method, path, query, body or {})))
        except RefusedError as refusal:
            return https.Response(json.dumps(refusal.body).encode(), refusal.status)
        return https.Response(told.encode(), 204 if request.method == "DELETE" else 200)

    def _step(self, method: str, path: str, query: Mapping[str, str], body: Tree) -> str:
        if path.startswith("/revision/") and method == "PATCH":
            return {"apply": "commit", "confirm_yes": "confirm", "confirm_no": "rollback"}.get(body["state"], "read")
        if path.startswith("/revision/") and method == "DELETE":
            return "discard"
        if path in {"/", "/revision"} and method != "GET":
            return "load"
        if path == "/" and query.get("rev") != "applied":
            return "compare"
        return "open" if path == "/system" else "read"

    def _do(self, method: str, path: str, query: Mapping[str, str], body: Tree) -> object:
        self._settle()
        if path == "/":
            return self._root(method, query["rev"], body)
        if path == "/revision" and method == "POST":
            self.made += 1
            name = f"{self.prefix}{self.made}"
            self.revisions[name] = Revision(json.loads(self.box.running))
            return {name: self.revisions[name].told()}
        if path == "/revision":
            return {name: revision.told() for name, revision in self.revisions.items()}
        if path.startswith("/revision/"):
            return self._revision(method, path.removeprefix("/revision/"), body)
        if path not in self.answers:
            raise RefusedError(404, {"title": "Not Found", "detail": f"{path} isn't there", "status": 404})
        return self.answers[path]

    def _root(self, method: str, name: str, body: Tree) -> Tree:
        if name == "applied":
            return dict(json.loads(self.box.running))
        revision = self.revisions[name]
        if method == "DELETE":
            revision.tree = {}
        elif method == "PATCH":
            self._check(body)
            revision.tree = typed(merged(revision.tree, body))
        else:
            moved = {"system": {"message": {"post-login": "somebody was here"}}}
            return merged(deepcopy(revision.tree), moved if self.box.faults.other_diff else {})
        return body

    def _check(self, body: Tree) -> None:
        if self.box.faults.refuses and self.box.faults.refuses in json.dumps(body):
            error = {"error": f"'{self.box.faults.refuses}' is unexpected", "instanceLocation": "/interface"}
            raise RefusedError(400, {"title": "Bad Request", "validation": {"selected_errors": [error]}})

    def _revision(self, method: str, name: str, body: Tree) -> Tree:
        if name == "applied":
            if body.get("state") == "save":
                self.box.startup = self.box.running
            return {"state": body.get("state", "applied")}
        revision = self.revisions[name]
        if method == "DELETE":
            if revision.state != "pending":
                raise RefusedError(400, {"title": "Bad Request", "detail": f"revision {name} isn't pending"})
            del self.revisions[name]
        elif method == "PATCH":
            self._move(name, revision, body)
        return revision.told()

    def _move(self, name: str, revision: Revision, body: Tree) -> None:
        """The first state told is the one asked for; what it leads to is told by the GETs that follow."""
        if body["state"] == "apply":
            self._apply(name, revision, body.get("state-controls", {}).get("confirm"))
        elif self.waiting != name:
            raise RefusedError(400, {"title": "Bad Request", "detail": "nothing waits for a confirmation"})
        elif body["state"] == "confirm_yes":
            self.box.confirm()
            self._applied(revision)
        else:
            self.box.abort()
            revision.state = "confirm_fail"
        revision.coming = [body["state"], *ON_THE_WAY]

    def _apply(self, name: str, revision: Revision, seconds: float | None) -> None:
        if self.invalid:
            revision.state, revision.words = "invalid", self.invalid
            return
        self.deaf = self.deaf_after_apply
        self.box.commit(written(revision.tree), seconds)
        if self.box.pending() is None:
            self._applied(revision)
        else:
            revision.state, self.waiting = "confirm", name

    def _applied(self, revision: Revision) -> None:
        revision.state, self.waiting = "applied", ""
        if self.auto_save:
            self.box.startup, revision.state = self.box.running, "applied_and_saved"

    def _settle(self) -> None:
        """The timer has run out."""
        if self.waiting and self.box.pending() is None:
            self.revisions[self.waiting].state, self.waiting = "confirm_fail", ""


@contextmanager
def serve(box: Box, host: str = "127.0.0.1", port: int = 0, switch: Switch | None = None) -> Iterator[https.Served]:
    """Serve one box until the end of the block."""
    with https.serve(https.authorised(box, (switch or Switch(box, {"/system": {}})).answer), host, port) as served:
        yield served


if __name__ == "__main__":
    https.by_hand(serve)
