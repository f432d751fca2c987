"""Numbers of existing things that move, as far as texts show it: where a folder is all that one side has."""

import re
from collections.abc import Iterator

from fabricgen.compare.difference import Line, Mark
from fabricgen.compare.differences import Group
from fabricgen.compare.impacts import changed
from fabricgen.compare.moves import Move
from fabricgen.compare.shapes import OWN, VARIES
from fabricgen.compare.tree import JOINT

IDENTITY = re.compile(
    r"(?:.* > )?(?:(?:no )?(?:ip|ipv6|ipv4) address|address|router bgp|router-id|bgp router-id|autonomous-system"
    r"|(?:bgp_asn|router_id):|[\w/.-]+\|)[ …]?"
)
"""Paths of lines that give a switch a number of its own."""


def renumbered(group: Group) -> Iterator[Move]:
    """Of a group: where one line goes and one comes that is the same but for an address or AS number."""
    lines = group.example.lines if group.example else group.lines
    others = len(group.devices) - 1
    of = (group.example.device if group.example else group.devices[0]) + (f" and {others:,} alike" if others else "")
    rows: dict[str, list[Line]] = {}
    for shape, line in _rows(lines):
        rows.setdefault(shape, []).append(line)
    for shape, same in rows.items():
        gone, come = _sides(same)
        if len(gone) == len(come) == 1 and gone != come:
            yield Move(of, f"its `{shape.rpartition(JOINT)[2]}`", gone[0], come[0])


def _rows(lines: tuple[Line, ...]) -> Iterator[tuple[str, Line]]:
    """Below the same heads, with the same words."""
    for path, line in changed(lines):
        heads, joint, words = path.rpartition(JOINT)
        shape = f"{heads}{joint}{OWN.sub(VARIES, words)}"
        if IDENTITY.match(shape) and VARIES in shape:
            yield shape, line


def _sides(lines: list[Line]) -> tuple[list[str], list[str]]:
    gone, come = ([_own(line.text) for line in lines if line.mark is mark] for mark in (Mark.REMOVED, Mark.ADDED))
    return gone, come


def _own(text: str) -> str:
    return " ".join(OWN.findall(text))
