"""A stand-in for eAPI, Arista's JSON-RPC: configuration sessions, their differences, the commit timer, files on flash.

Lines are kept as they are told, without indentation; of their meaning nothing is known. `serve(box)` is all that a test
needs; by hand: `python -m tests.fakes.eapi --port 8443 FILE`.
"""

import difflib
import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

from tests.fakes import https
from tests.fakes.box import Box
from tests.fakes.eapi_words import QUIET, UPTIME, Answers, Command, Told, lines, seconds_of, step_of, written

EDITED, WAITING, DONE = "pending", "pendingCommitTimer", "committed"
NAMED_BESIDE = (4, 32)
"""From this release on the session that waits is named beside the sessions: napalm issue 2166."""


class RefusedError(Exception):
    """The box doesn't take a command, in its own words."""


@dataclass
class Session:
    """`clean` after `rollback clean-config`: what is told then is all there is; else it's added to what runs."""

    lines: list[str]
    state: str = EDITED
    clean: bool = False

    def tell(self, said: Sequence[str]) -> None:
        self.lines += said if self.clean else [line for line in said if line not in self.lines]


@dataclass
class Switch:
    """`answers` are of further show commands."""

    box: Box
    answers: Answers = field(default_factory=dict)
    release: str = "4.32.2F"
    sessions: dict[str, Session] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    waiting: str = ""
    """The session whose commit waits to be confirmed."""
    inside: str = ""
    """The session that the request at hand edits."""

    def answer(self, body: bytes) -> bytes:
        """Of one request, which is one step. Raises DroppedError."""
        request = json.loads(body)
        commands: list[Command] = request["params"]["cmds"]
        work = lambda: json.dumps({"jsonrpc": "2.0", "id": request["id"], **self._run(commands, request)})  # noqa: E731
        return self.box.step(step_of(commands, waits=self.box.pending() is not None), work).encode()

    def _run(self, commands: Sequence[Command], request: dict[str, Any]) -> Told:
        told: list[Any] = []
        self.inside = ""
        for number, command in enumerate(commands, start=1):
            word = command if isinstance(command, str) else command["cmd"]
            try:
                told.append(self._one(word, command, text=request["params"].get("format") == "text"))
            except RefusedError as refusal:
                message = f"CLI command {number} of {len(commands)} '{word}' failed: {refusal}"
                return {"error": {"code": 1002, "message": message, "data": [*told, {"errors": [str(refusal)]}]}}
        return {"result": told}

    def _one(self, word: str, command: Command, *, text: bool) -> Told:
        known = QUIET | self.answers
        if self.inside:
            self._edit(word, command)
            return {}
        if word in known:
            return {"output": known[word]} if text else known[word]
        for start, work in VERBS.items():
            if word.startswith(start):
                return work(self, word.removeprefix(start).strip())
        raise RefusedError("invalid command")

    def _edit(self, word: str, command: Command) -> None:
        session = self.sessions[self.inside]
        if word == "end":
            self.inside = ""
        elif word == self.box.faults.refuses:
            raise RefusedError("invalid command")
        elif word == "rollback clean-config":
            session.lines, session.clean = [], True
        elif word != "exit":
            session.tell([word] if isinstance(command, str) else written(command))

    def session(self, words: str) -> Told:
        """`configure session NAME`, and what may follow."""
        name, *then = words.split()
        if not then:
            self.inside = name
            self.sessions.setdefault(name, Session(lines(self.box.running)))
            return {}
        if name not in self.sessions:
            raise RefusedError(f"session {name} does not exist")
        if then[0] == "abort":
            self._abort(name)
        else:
            self._commit(name, seconds_of(then[2]) if then[1:2] == ["timer"] else None)
        return {}

    def _abort(self, name: str) -> None:
        if self.waiting == name:
            self.box.abort()
            self.waiting = ""
        del self.sessions[name]

    def _commit(self, name: str, seconds: int | None) -> None:
        session = self.sessions[name]
        if self.waiting == name and self.box.pending() is not None:
            self.box.confirm()
        elif session.state == DONE:
            raise RefusedError(f"session {name} is already committed")
        else:
            self.box.commit("\n".join([*session.lines, ""]), seconds)
        self.waiting = name if self.box.pending() is not None else ""
        session.state = DONE

    def listed(self, _words: str) -> Told:
        """`show configuration sessions`, as the release tells it."""
        left = self.box.pending()
        states = {name: session.state for name, session in self.sessions.items()}
        beside: Told = {}
        if left is not None and tuple(map(int, self.release.split(".")[:2])) >= NAMED_BESIDE:
            beside = {"commitTimerSessionName": self.waiting, "commitTimerExpireTime": UPTIME + left}
        elif left is not None:
            states[self.waiting] = WAITING
        sessions = {name: {"state": state, "instances": {}} for name, state in states.items()}
        return {"sessions": sessions, **beside, "maxSavedSessions": 1, "maxOpenSessions": 5}

    def diffs(self, words: str) -> Told:
        """`show session-config named NAME diffs`: nothing at all when there is none."""
        name = words.split(maxsplit=1)[0]
        found = list(difflib.unified_diff(lines(self.box.running), self.sessions[name].lines, lineterm="", n=0))[2:]
        found = [line for line in found if not line.startswith("@@")]
        found += ["+somebody was here"] if self.box.faults.other_diff else []
        head = ["--- system:/running-config", f"+++ session:/{name}-session-config"]
        return {"output": "\n".join([*head, *found, ""]) if found else ""}

    def replace(self, file: str) -> Told:
        self.box.commit(self._read(file))
        return {}

    def copy(self, words: str) -> Told:
        source, target = words.split()
        text = self._read(source)
        if target == "startup-config":
            self.box.startup = text
        else:
            self.files[target] = text
        return {"output": "Copy completed successfully.\n"}

    def _read(self, name: str) -> str:
        known = {"running-config": self.box.running, "startup-config": self.box.startup, **self.files}
        if name not in known:
            raise RefusedError(f"Error opening {name} (No such file or directory)")
        return known[name]

    def write(self, _words: str) -> Told:
        self.box.startup = self.box.running
        return {"messages": ["Copy completed successfully."]}

    def version(self, _words: str) -> Told:
        told = {"version": self.release, "internalVersion": self.release, "modelName": "fake", "serialNumber": "0"}
        return {**told, "uptime": UPTIME, "bootupTimestamp": 0.0}


VERBS: Mapping[str, Callable[[Switch, str], Told]] = {
    "enable": lambda _switch, _words: {},
    "show configuration sessions": Switch.listed,
    "show session-config named": Switch.diffs,
    "show running-config": lambda switch, _words: {"output": switch.box.running},
    "show startup-config": lambda switch, _words: {"output": switch.box.startup},
    "show version": Switch.version,
    "show hostname": lambda switch, _words: {"hostname": switch.box.name, "fqdn": switch.box.name},
    "configure session": Switch.session,
    "configure replace": Switch.replace,
    "copy": Switch.copy,
    "write memory": Switch.write,
}


def serve_switch(switch: Switch, host: str = "127.0.0.1", port: int = 0) -> AbstractContextManager[https.Served]:
    """For a test that looks inside."""

    def respond(request: https.Request) -> https.Response:
        return https.Response(switch.answer(request.body))

    return https.serve(https.authorised(switch.box, respond), host, port)


def serve(
    box: Box, host: str = "127.0.0.1", port: int = 0, answers: Answers | None = None
) -> AbstractContextManager[https.Served]:
    """Serve one box until the end of the block; `answers` are of further show commands."""
    return serve_switch(Switch(box, answers or {}), host, port)


if __name__ == "__main__":
    https.by_hand(serve)
