"""The words of eAPI that its stand-in knows: lines, steps, times, and what a switch without neighbours answers."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

Command = str | dict[str, str]
Answers = dict[str, Any]
Told = dict[str, Any]
UPTIME = 1000.0

STEPS = (
    ("rollback", r"configure replace"),
    ("commit", r"configure session \S+ commit"),
    ("discard", r"configure session \S+ abort"),
    ("load", r"configure session"),
    ("compare", r"show session-config"),
    ("open", r"^show version$"),
)

QUIET: Answers = {
    "show interfaces": {"interfaces": {}},
    "show lldp neighbors": {"lldpNeighbors": []},
    **{f"show {what} vrf all": {"vrfs": {}} for what in ("ip bgp summary", "ipv6 bgp summary")},
    **{f"show {what} vrf all": {"vrfs": {}} for what in ("ip bgp neighbors", "ipv6 bgp peers")},
    **{f"show {what} route vrf default": {"vrfs": {"default": {"routes": {}}}} for what in ("ip", "ipv6")},
}
"""Of a switch that has neither ports nor neighbours."""


def written(command: Mapping[str, str]) -> list[str]:
    """A command that reads lines, as the running configuration shows it."""
    if command["cmd"] == "comment":
        return [f"!! {line}" for line in command["input"].splitlines()]
    return [command["cmd"], *(line.strip() for line in command["input"].splitlines()), "EOF"]


def seconds_of(text: str) -> int:
    hours, minutes, seconds = map(int, text.split(":"))
    return hours * 3600 + minutes * 60 + seconds


def step_of(commands: Sequence[Command], *, waits: bool) -> str:
    """Which step of a push a request is, by its first telling command."""
    words = [command if isinstance(command, str) else command["cmd"] for command in commands]
    telling = " ".join(word for word in words[:4] if word != "enable")
    for step, pattern in STEPS:
        if re.search(pattern, telling):
            return "rollback" if step == "discard" and waits else "confirm" if step == "commit" and waits else step
    return "read"


def lines(text: str) -> list[str]:
    """What a configuration says: its lines without indentation, comments and `end`."""
    stripped = (line.strip() for line in text.splitlines())
    return [line for line in stripped if line not in {"", "end", "exit"} and (line[0] != "!" or line[:2] == "!!")]
