"""What NX-OS wants to read in a candidate, and what it answers, as values. Knows no connection."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

HEAD = "!Command: Checkpoint cmd vdc 1"
"""Without this first line the box doesn't take a file for a checkpoint, and rolls back to none."""

FAILED = re.compile(r"rollback failed|\berror\b|verification failed|invalid", re.IGNORECASE)
COMPLETED = re.compile(r"rollback completed|rollback patch is empty", re.IGNORECASE)
PATCH = "Generating Rollback Patch"


def checkpointed(text: str, standing: str) -> str:
    """`text` as a checkpoint file; `standing` is a checkpoint of the box as it is.

    The head and the `version` line are taken over: a file without `version` makes the box say `no hostname`, which
    fails. Nothing else is: a line that the box shows in a checkpoint and `text` hasn't is a line to remove.
    """
    if text.lstrip().startswith("!Command: Checkpoint"):
        return text
    version = "" if _version(text) else _version(standing)
    return "\n".join([HEAD, *([version] if version else []), text])


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
