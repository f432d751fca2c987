"""What NX-OS wants to read in a candidate, and what it answers, as values. Knows no connection."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

HEAD = "!Command: Checkpoint cmd vdc 1"
"""Without this first line the box doesn't take a file for a checkpoint, and rolls back to none."""

FAILED = re.compile(r"rollback failed|\berror\b|verification failed|invalid", re.IGNORECASE)
COMPLETED = re.compile(r"rollback completed|rollback patch is empty", re.IGNORECASE)
PATCH = "Generating Rollback Patch"


OWN = re.compile(
    r"(vdc|boot|copp profile|power|rmon|icam|cli alias|license|line|ssh key|crypto key|crypto ca|hardware access-list) "
    r"|snmp-server user |no password strength-check"
    r"|(class-map|policy-map) type \S+ (match-a\w+ )?(c-|default-)"
)
"""How blocks begin that a checkpoint has and nobody configured, or that a rollback can't take away: they differ by box
and release. sjhloco/build_fabric, which replaces configurations this way, writes each of them into its candidates."""


def checkpointed(text: str, standing: str) -> str:
    """`text` as a checkpoint file; `standing` is a checkpoint of the box as it is.

    Taken over are the `version` line, without which the box says `no hostname`, which fails, and the blocks
    of the box's OWN that `text` says nothing of. A line that a checkpoint shows and `text` hasn't is a line to remove.
    """
    if text.lstrip().startswith("!Command: Checkpoint"):
        return text
    said = {_about(block) for block in _blocks(text)}
    version = "" if _version(text) else _version(standing)
    own = [block for block in _blocks(standing) if OWN.match(block) and _about(block) not in said]
    return "\n".join([HEAD, *([version] if version else []), *own, text])


def _blocks(text: str) -> Iterator[str]:
    """Each line at the margin with what is indented below it; no comments."""
    kept = [line.rstrip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("!")]
    starts = [at for at, line in enumerate(kept) if line[0] != " "]
    return ("\n".join(kept[at:end]) for at, end in pairwise([*starts, len(kept)]))


def _about(block: str) -> tuple[str, ...]:
    """What a block is about: the map or user by name, else the command by its first two words."""
    words = tuple(block.partition("\n")[0].split())
    return words if words[0] in ("class-map", "policy-map") else words[:3] if words[0] == "snmp-server" else words[:2]


def _version(text: str) -> str:
    found = re.search(r"^version .*$", text, re.MULTILINE)
    return found[0] if found else ""


def patch(answer: str) -> str | None:
    """The commands of `show diff rollback-patch`; "" when there are none, None when the answer has no patch in it."""
    _, found, rest = answer.partition(PATCH)
    if not found:
        return None
    lines = (line.rstrip() for line in rest.replace("Rollback Patch is Empty", "").splitlines())
    return "\n".join(line for line in lines if line.strip() and line.strip()[0] not in "!.#")


def ports_by_prefix(answer: Mapping[str, Any]) -> dict[str, list[str]]:
    """Of `show forwarding ipv4 route`, the table in the hardware of each module; "Null0" is where nothing leaves."""
    found: dict[str, set[str]] = {}
    for module in _rows(answer, "module"):
        for vrf in _rows(module, "vrf"):
            for prefix in _rows(vrf, "prefix"):
                ports = found.setdefault(prefix["ip_prefix"], set())
                ports |= {path["ifname"] for path in _rows(prefix, "path") if path.get("ifname", "Null0") != "Null0"}
    return {prefix: sorted(ports) for prefix, ports in found.items()}


def _rows(table: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    """NX-OS writes a list of one as what is in it."""
    tables = table.get(f"TABLE_{name}") or ()
    for one in [tables] if isinstance(tables, Mapping) else tables:
        rows = one.get(f"ROW_{name}") or ()
        yield from [rows] if isinstance(rows, Mapping) else rows
