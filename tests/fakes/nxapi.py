"""A stand-in for NX-OS: NX-API (JSON-RPC) for commands, SSH for the candidate by SCP; checkpoints, their differences,
and rolling back to one.

Lines are kept as they are; of their meaning nothing is known. What a real box says beside "Rollback failed." when a
line is refused isn't documented; the words here are made up. By hand: `python -m tests.fakes.nxapi --port N FILE`.
"""

import difflib
import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import paramiko

from tests.fakes import https, ssh
from tests.fakes.box import Box

Answers = dict[str, Any]
QUIET: Answers = {
    "show inventory": {"TABLE_inv": {"ROW_inv": [{"name": '"Chassis"', "serialnum": "0"}]}},
    "show version": {"chassis_id": "fake", "host_name": "leaf", "sys_ver_str": "10.3(4a)"},
    "show interface": {"TABLE_interface": {"ROW_interface": []}},
    "show bgp all summary vrf all": {},
    "show lldp neighbors detail": "",
    "show forwarding ipv4 route": {},
}
"""Of a switch that has neither ports nor neighbours."""
HEAD = "!Command: Checkpoint cmd vdc 1\n!Time: Sat Nov 21 12:00:00 2026\n\n"
USAGE = "\nUsage for bootflash://sup-local\n  1000 bytes used\n100000000 bytes free\n100001000 bytes total\n"
PROGRESS = "Collecting Running-Config\n#Generating Rollback Patch\n"
STEPS = (
    ("compare", r"show diff rollback-patch"),
    ("commit", r"rollback running-config file candidate_config.txt"),
    ("rollback", r"rollback running-config file"),
    ("open", r"^show hostname$"),
)


class RefusedError(Exception):
    """The box doesn't take a command, in its own words."""


def lines(text: str) -> list[str]:
    """What a configuration says: no comments, nothing empty."""
    return [line.rstrip() for line in text.splitlines() if line.strip() and not line.startswith("!")]


def body(checkpoint: str) -> str:
    """Without its head. Raises RefusedError for what isn't a checkpoint."""
    if not checkpoint.startswith("!Command: Checkpoint"):
        raise RefusedError("ERROR: Invalid checkpoint file")
    kept = checkpoint.splitlines(keepends=True)
    while kept and (kept[0].startswith(("!Command", "!Time")) or not kept[0].strip()):
        kept.pop(0)
    return "".join(kept)


def patch(old: str, new: str) -> str:
    """Commands that lead from one to the other."""
    found = list(difflib.unified_diff(lines(old), lines(new), lineterm="", n=0))[2:]
    told = [f"no {line[1:].strip()}" if line[0] == "-" else line[1:] for line in found if line[:2] != "@@"]
    return "\n".join(["!!", "!", *told, ""]) if told else "Rollback Patch is Empty\n"


@dataclass
class Switch:
    """`answers` are of further show commands; `files` are those on bootflash."""

    box: Box
    answers: Answers = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    def respond(self, request: https.Request) -> https.Response:
        """To one request, which is one step. Raises DroppedError."""
        calls = json.loads(request.body)
        commands = "; ".join(call["params"]["cmd"] for call in calls)
        step = next((step for step, pattern in STEPS if re.search(pattern, commands)), "read")
        told = self.box.step(step, lambda: json.dumps([self._call(call) for call in calls]))
        return https.Response(told.encode())

    def _call(self, call: dict[str, Any]) -> dict[str, Any]:
        try:
            told = self._one(call["params"]["cmd"])
        except RefusedError as refusal:
            error = {"code": -32602, "message": "Invalid params", "data": {"msg": f"{refusal}\n"}}
            return {"jsonrpc": "2.0", "error": error, "id": call["id"]}
        named = "msg" if isinstance(told, str) else "body"
        return {"jsonrpc": "2.0", "result": {named: told} if told else None, "id": call["id"]}

    def _one(self, command: str) -> str | dict[str, Any]:
        known = QUIET | self.answers
        if command in known:
            return known[command]
        for start, work in VERBS.items():
            if command.startswith(start):
                return work(self, command.removeprefix(start).strip())
        raise RefusedError("% Invalid command")

    def checkpoint(self, name: str) -> str:
        self.files[name] = HEAD + self.box.running
        return ""

    def save(self, _words: str) -> str:
        self.box.startup = self.box.running
        return ""

    def delete(self, name: str) -> str:
        self.read(name)
        del self.files[name]
        return ""

    def read(self, name: str) -> str:
        if name not in self.files:
            raise RefusedError("No such file or directory")
        return self.files[name]

    def listed(self, name: str) -> str:
        if name not in self.files:
            return "No such file or directory"
        return f"    {len(self.files[name])}    Nov 21 12:00:00 2026  {name}\n{USAGE}"

    def difference(self, words: str) -> str:
        _file, one, _file, other = words.split()
        more = "somebody was here\n" if self.box.faults.other_diff else ""
        return PROGRESS + patch(body(self.read(one)), body(self.read(other)) + more)

    def roll_to(self, name: str) -> str:
        config = body(self.read(name))
        begun = f"{PROGRESS}Executing Rollback Patch\n"
        if self.box.faults.refuses and self.box.faults.refuses in (line.strip() for line in lines(config)):
            return f"{begun}% Invalid command: {self.box.faults.refuses}\nRollback failed.\n"
        self.box.commit(config)
        return f"{begun}\nRollback completed successfully.\n"

    # --- the same box over SSH

    def typed(self, line: str) -> str:
        """What the prompt answers."""
        match line.split():
            case ["dir", "bootflash:"]:
                return USAGE
            case ["dir", name]:
                return self.listed(name.removeprefix("bootflash:"))
            case ["show", "file", name, "md5sum"]:
                held = self.read(name.removeprefix("bootflash:"))
                return hashlib.md5(held.encode(), usedforsecurity=False).hexdigest()
            case ["terminal", *_]:
                return ""
            case _:
                return "% Invalid command"

    def run(self, command: str, channel: paramiko.Channel) -> None:
        """`scp -t bootflash:/NAME`, by which the candidate arrives."""
        target = command.rsplit(maxsplit=1)[-1].strip("'\"").removeprefix("bootflash:").lstrip("/")

        def keep() -> str:
            self.files[target] = ssh.take_file(channel)[1]
            return ""

        self.box.step("load", keep)
        channel.send_exit_status(0)


VERBS: Mapping[str, Callable[[Switch, str], str | dict[str, Any]]] = {
    "show hostname": lambda switch, _words: {"hostname": switch.box.name},
    "show running-config": lambda switch, _words: f"!Command: show running-config\n!Time: now\n\n{switch.box.running}",
    "show diff rollback-patch": Switch.difference,
    "show file": Switch.read,
    "checkpoint file": Switch.checkpoint,
    "rollback running-config file": Switch.roll_to,
    "copy run startup-config": Switch.save,
    "dir": Switch.listed,
    "delete": Switch.delete,
    "terminal": lambda _switch, _words: "",
    "no terminal": lambda _switch, _words: "",
}


class Served(NamedTuple):
    """`port` is of NX-API; `ca` the authority of its certificate."""

    host: str
    port: int
    ca: str
    ssh_port: int


@contextmanager
def serve_switch(switch: Switch, host: str = "127.0.0.1", port: int = 0, ssh_port: int = 0) -> Iterator[Served]:
    """For a test that looks inside. NAPALM's own driver wants `ssh_port` 22."""
    talks = ssh.Talks(run=switch.run, shell=ssh.prompting(f"{switch.box.name}# ", switch.typed))
    with (
        https.serve(https.authorised(switch.box, switch.respond), host, port) as served,
        ssh.serve(switch.box, talks, host, ssh_port) as taken,
    ):
        yield Served(served.host, served.port, served.ca, taken)


@contextmanager
def serve(box: Box, host: str = "127.0.0.1", port: int = 0, answers: Answers | None = None) -> Iterator[Served]:
    """Serve one box until the end of the block; `answers` are of further show commands."""
    with serve_switch(Switch(box, answers or {}), host, port) as served:
        yield served


@contextmanager
def _told(box: Box, host: str, port: int) -> Iterator[Served]:
    with serve(box, host, port) as served:
        print(f"SSH, for the candidate: port {served.ssh_port}", flush=True)  # noqa: T201 - for a person at a terminal
        yield served


if __name__ == "__main__":
    https.by_hand(_told)
