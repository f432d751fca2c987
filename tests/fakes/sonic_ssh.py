"""A SONiC switch over SSH.

By hand: python -m tests.fakes.sonic_ssh --port N FILE, where FILE is a candidate: {"config_db.json": …, "frr.conf": …}.
"""

import argparse
import json
import shlex
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import paramiko

from fabricgen.targets.drivers import sonic_box
from fabricgen.targets.drivers.sonic_box import FOLDER, Done
from tests.fakes.box import Box
from tests.fakes.sonic_parts import stocked
from tests.fakes.sonic_switch import Sonic
from tests.fakes.ssh import Talks, serve

STEPS = {"apply": "commit", "confirm": "confirm", "rollback": "rollback"}


def asked(switch: Sonic, words: Sequence[str], given: str) -> Done:
    """What the superuser's shell answers."""
    match words:
        case ("sonic-cfggen", "-d", "-v", _):
            return Done(0, "x86_64-fake\n")
        case ("sonic-cfggen", "-d", "--print-data"):
            return Done(0, json.dumps(switch.config))
        case ("systemd-run", "--quiet", "--wait", "--collect", _, _, "python3", "-m", _, *rest):
            return changed(switch, rest)
        case ("config", *_) | ("systemctl", *_) | ("docker", "exec", "bgp", *_):
            return switch.run(*words)
    return files(switch, words, given)


def files(switch: Sonic, words: Sequence[str], given: str) -> Done:
    match words:
        case ("sh", "-c", _, "sh", path):
            switch.write(path, given)
        case ("rm", "-f", *paths):
            for path in paths:
                switch.remove(path)
        case ("cat", path):
            return Done(0, switch.read(path))
        case _:
            return switch.other(*words)
    return Done(0, "")


def changed(switch: Sonic, words: Sequence[str]) -> Done:
    sent = {Path(path).name for path in switch.files if path.startswith(f"{FOLDER}/fabricgen/")}
    assert sent == {"sonic_box.py", "sonic_frr.py"}
    if words[0] == "apply":
        switch.box.history.append(switch.box.running)
    return Done(sonic_box.main(switch, *words), "")


def step_of(words: Sequence[str]) -> str:
    """By which name a command counts among the steps of the box."""
    if words[0] == "systemd-run":
        return STEPS[words[9]]
    steps: dict[str, Callable[[], bool]] = {
        "open": lambda: "-v" in words,
        "compare": lambda: "--print-data" in words,
        "load": lambda: words[0] in ("sh", "config") or "-C" in words,
    }
    return next((name for name, holds in steps.items() if holds()), "read")


def answer(switch: Sonic, command: str, channel: paramiko.Channel) -> None:
    words = shlex.split(command)
    words = words[2:] if words[:2] == ["sudo", "-n"] else words
    with channel.makefile("rb") as sent:
        given = sent.read().decode()
    kept: list[Done] = []

    def work() -> str:
        switch.due()
        kept.append(asked(switch, tuple(words), given))
        return ""

    switch.box.step(step_of(words), work)
    done = kept[0]
    send = channel.sendall_stderr if done.code not in (0, 3) else channel.sendall
    send(done.said.encode())
    channel.send_exit_status(done.code)


@contextmanager
def sonic(box: Box, address: str = "127.0.0.1", port: int = 0) -> Iterator[tuple[Sonic, int]]:
    """Serve it until the end of the block; yields the switch and its port."""
    switch = Sonic(box)
    with serve(box, Talks(run=lambda command, channel: answer(switch, command, channel)), address, port) as bound:
        yield switch, bound


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("file", type=Path)
    given = parser.parse_args()
    with sonic(Box(given.file.stem, stocked(given.file.read_text())), port=given.port) as (_, port):
        print(f"admin:secret at 127.0.0.1 port {port}")  # noqa: T201 - for a person
        threading.Event().wait()


if __name__ == "__main__":
    main()
