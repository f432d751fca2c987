"""EOS configuration text as what eAPI is told, and what eAPI says as values. Knows no connection."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from fabricgen.targets.live import Adjacencies

Command = str | dict[str, str]
"""A line, or one with what the box reads after it: {"cmd": ..., "input": ...}."""

READ_TO_EOF = {"banner login": 1, "banner motd": 1, "protocol https certificate": 2}
"""Commands that read lines up to EOF, and how often: a certificate is followed by its key."""


def spoken(text: str) -> list[Command]:
    """The commands of a configuration.

    eAPI takes lines without indentation, so where a block ends is said by `exit`: otherwise a line that the block
    also knows would be taken inside it. `!` lines are dropped; `!!` lines are comments of their block and are kept;
    a banner keeps its blanks and its `!` lines.
    """
    said: list[Command] = []
    depths = [0]
    for depth, command in _commands(iter(text.splitlines())):
        while depth < depths[-1]:
            depths.pop()
            said.append("exit")
        if depth > depths[-1]:
            depths.append(depth)
        said.append(command)
    return list(_comments_joined(said))


def _commands(lines: Iterator[str]) -> Iterator[tuple[int, Command]]:
    for line in lines:
        word = line.strip()
        if word in READ_TO_EOF:
            yield _depth(line), {"cmd": word, "input": _read(lines, READ_TO_EOF[word])}
        elif _told(word):
            yield _depth(line), word


def _told(word: str) -> bool:
    return word not in {"", "end"} and (not word.startswith("!") or word.startswith("!!"))


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _read(lines: Iterator[str], times: int) -> str:
    read: list[str] = []
    for line in lines:
        times -= line.strip() == "EOF"
        if not times:
            break
        read.append(line)
    return "\n".join(read)


def _comments_joined(said: Iterable[Command]) -> Iterator[Command]:
    """Neighbouring `!!` lines as the one command by which eAPI takes them."""
    comment: list[str] = []
    for command, after in pairwise([*said, ""]):
        if not isinstance(command, str) or not command.startswith("!!"):
            yield command
            continue
        comment.append(command.removeprefix("!!").removeprefix(" "))
        if not isinstance(after, str) or not after.startswith("!!"):
            yield {"cmd": "comment", "input": "\n".join(comment)}
            comment = []


def waiting_sessions(answer: Mapping[str, Any]) -> list[str]:
    """Sessions whose commit waits to be confirmed, of `show configuration sessions detail`.

    Up to EOS 4.31 the session's state says so; from 4.32 on the session is `committed` at once, and
    `commitTimerSessionName` beside the sessions names it (napalm issue 2166).
    """
    named = answer.get("commitTimerSessionName")
    states = {name: session.get("state", "") for name, session in answer.get("sessions", {}).items()}
    return [*([named] if named else []), *(name for name, state in states.items() if "pendingCommitTimer" in state)]


def open_sessions(answer: Mapping[str, Any]) -> list[str]:
    """Sessions that are being edited."""
    return [name for name, session in answer.get("sessions", {}).items() if session.get("state") == "pending"]


def ports_by_prefix(answer: Mapping[str, Any]) -> dict[str, list[str]]:
    """Routes of `show ip route` or `show ipv6 route` that are in the forwarding hardware (a virtual switch forwards
    by the kernel and doesn't tell the hardware).
    """
    vrf = answer.get("vrfs", {}).get("default", answer)
    return {
        prefix: sorted({via["interface"] for via in route.get("vias", ()) if "interface" in via})
        for prefix, route in vrf.get("routes", {}).items()
        if route.get("hardwareProgrammed", route.get("kernelProgrammed", False))
    }


def ospf_neighbors(answer: Mapping[str, Any]) -> Adjacencies:
    """Of `show ip ospf neighbor vrf all`."""
    vrfs = answer.get("vrfs", {})
    return {"global" if vrf == "default" else vrf: _adjacent(told.get("instList", {})) for vrf, told in vrfs.items()}


def _adjacent(instances: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for instance in instances.values():
        for entry in instance.get("ospfNeighborEntries", ()):
            full = str(entry["adjacencyState"]).lower() == "full"
            found.setdefault(entry["interfaceName"], []).append({"router_id": entry["routerId"], "is_up": full})
    return found


def pauses(answer: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """Frames by priority, of `show priority-flow-control counters detail`."""
    return {
        port: {
            f"pfc_{way}_{priority}": int(frames.get(f"{way}Frames", 0))
            for priority, frames in told.get("priorities", {}).items()
            for way in ("rx", "tx")
        }
        for port, told in answer.get("interfaces", {}).items()
    }


def marks(answer: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """Of `show qos interfaces ecn counters queue`; a queue without ECN shows a dash."""
    return {
        port: {f"ecn_marked_{queue}": int(marked) for queue, marked in told["queueCounters"].items() if marked != "-"}
        for port, told in answer.get("intfQueueCounters", {}).items()
    }


def trips(answer: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """Of `show priority-flow-control counters watchdog`: how often a queue was stuck; ports without an event aren't
    listed.
    """
    return {
        port: {f"watchdog_{queue}": int(told.get("stuckCount", 0)) for queue, told in queues["txQueues"].items()}
        for port, queues in answer.get("interfaces", {}).items()
    }
