"""A stand-in for SR Linux's JSON-RPC: candidates as JSON, the commit timer, checkpoints. CLI candidates aren't known.

By hand: `python -m tests.fakes.srl --port 8443 FILE`, a configuration as JSON.
"""

import difflib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.fakes import https
from tests.fakes.box import Box

Told = dict[str, Any]
STEPS = {"validate": "load", "diff": "compare", "set": "commit"}
CLI_STEPS = {"confirmed-accept": "confirm", "confirmed-reject": "rollback", "load checkpoint": "rollback"}
COMMITS = "/system/configuration/commit[id=*]"


class RefusedError(Exception):
    """What the box answers as a JSON-RPC error."""


def written(tree: Any) -> str:
    return json.dumps(tree, indent=2, sort_keys=True) + "\n"


@dataclass
class Switch:
    """`answers` are of further paths of the state datastore."""

    box: Box
    answers: Mapping[str, Any] = field(default_factory=dict)
    checkpoints: dict[str, str] = field(default_factory=dict)

    def answer(self, request: https.Request) -> https.Response:
        """Of one request, which is one step. Raises DroppedError."""
        if request.method != "POST":
            return https.Response(status=405)
        asked = json.loads(request.body)
        step = self._step(asked["method"], asked["params"]["commands"])
        told = self.box.step(step, lambda: json.dumps({"jsonrpc": "2.0", "id": asked["id"], **self._do(asked)}))
        return https.Response(told.encode())

    def _step(self, method: str, commands: Sequence[Any]) -> str:
        if method == "cli":
            words = " ".join(commands)
            return next((step for word, step in CLI_STEPS.items() if word in words), "read")
        if method == "get" and commands[0]["path"] == "/system/name/host-name":
            return "open"
        return STEPS.get(method, "read")

    def _do(self, asked: Told) -> Told:
        params = asked["params"]
        try:
            return {"result": getattr(self, f"_{asked['method']}")(params["commands"], params)}
        except RefusedError as refusal:
            return {"error": {"code": -1, "message": str(refusal)}}

    def _get(self, commands: Sequence[Told], _params: Told) -> list[Any]:
        return [self._at(command["path"]) for command in commands]

    def _at(self, path: str) -> Any:
        if path == "/":
            return json.loads(self.box.running)
        if path == COMMITS:
            return {} if self.box.pending() is None else {"commit": [{"id": 1, "status": "unconfirmed"}]}
        return self.answers.get(path, {})

    def _candidate(self, commands: Sequence[Told]) -> str:
        (command,) = commands
        text = written(command["value"])
        if self.box.faults.refuses and self.box.faults.refuses in text:
            raise RefusedError(f"Path not valid - unknown element '{self.box.faults.refuses}'")
        if command["action"] == "update":
            return written(json.loads(self.box.running) | command["value"])
        return text

    def _validate(self, commands: Sequence[Told], _params: Told) -> Told:
        self._candidate(commands)
        return {}

    def _diff(self, commands: Sequence[Told], _params: Told) -> list[str]:
        found = list(difflib.ndiff(self.box.running.splitlines(), self._candidate(commands).splitlines()))
        changed = [line.rstrip() for line in found if line[0] in "+-"]
        changed += ["+ somebody was here"] if self.box.faults.other_diff else []
        return ["\n".join(changed)] if changed else []

    def _set(self, commands: Sequence[Told], params: Told) -> Told:
        self.box.commit(self._candidate(commands), params.get("confirm-timeout"))
        return {}

    def _cli(self, commands: Sequence[str], _params: Told) -> list[Told]:
        loaded = ""
        for command in commands:
            if found := re.search(r"generate-checkpoint name (\S+)", command):
                self.checkpoints[found[1]] = self.box.running
            elif found := re.search(r"load checkpoint name (\S+)", command):
                loaded = self.checkpoints[found[1]]
            elif command.startswith("commit ") and loaded:
                self.box.commit(loaded)
                self.box.startup = loaded
            elif command == "save startup":
                self.box.startup = self.box.running
            elif "confirmed-" in command:
                self._decide(command)
        return [{"text": ""} for _ in commands]

    def _decide(self, command: str) -> None:
        if self.box.pending() is None:
            raise RefusedError("no commit is waiting to be confirmed")
        if command.endswith("confirmed-accept"):
            self.box.confirm()
        else:
            self.box.abort()


@contextmanager
def serve(box: Box, host: str = "127.0.0.1", port: int = 0, switch: Switch | None = None) -> Iterator[https.Served]:
    """Serve one box until the end of the block."""
    with https.serve(https.authorised(box, (switch or Switch(box)).answer), host, port) as served:
        yield served


if __name__ == "__main__":
    https.by_hand(serve)
