"""What a fake SONiC switch is made of: JSON patches (RFC 6902) and FRR's configuration as a tree."""

import json
from typing import Any

Tree = dict[str, Any]

BLOCKS = ("router ", "address-family ", "route-map ", "bfd", "profile ", "interface ", "vrf ")
NEGATIVE = ("no bgp default ", "no fpm ")
"""Lines that FRR shows with their `no`."""


def patched(document: Tree, steps: list[dict[str, Any]]) -> Tree:
    """A new document. Raises KeyError with the path that isn't there."""
    document = _copy(document)
    for step in steps:
        *above, last = (part.replace("~1", "/").replace("~0", "~") for part in step["path"].split("/")[1:])
        place = document
        for part in above:
            place = place[part]
        if step["op"] != "add" and last not in place:
            raise KeyError(f"can't {step['op']} {step['path']}")
        if step["op"] == "remove":
            del place[last]
        else:
            place[last] = _copy(step["value"])
    return document


def _copy(value: Any) -> Any:
    return {name: _copy(inner) for name, inner in value.items()} if isinstance(value, dict) else value


def tree(text: str) -> Tree:
    """Of an indented configuration."""
    top: Tree = {}
    above: list[tuple[int, Tree]] = [(-1, top)]
    for raw in text.splitlines():
        line = raw.strip()
        if line and not line.startswith(("!", "exit")) and line != "end":
            depth = len(raw) - len(raw.lstrip())
            while above[-1][0] >= depth:
                above.pop()
            above.append((depth, above[-1][1].setdefault(line, {})))
    return top


def shown(branch: Tree, depth: int = 0) -> str:
    """Always in the same order, as FRR's own is always the same."""
    said = ""
    for line in sorted(branch):
        said += f"{' ' * depth}{line}\n{shown(branch[line], depth + 1)}"
        said += f"{' ' * depth}exit\n" if line.startswith(BLOCKS) else ""
    return said


def fed(branch: Tree, text: str, refuses: str = "") -> str:
    """Change the tree by lines, as `vtysh -f` does; returns the refusals. A line without a block is one of the top."""
    said, at = "", [branch]
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith("!") or line == "end":
            continue
        if line.startswith("exit"):
            at = at[:-1] or at
        elif (refuses and line == refuses) or not _taken(at, line):
            said += f"line {number}: % Unknown command[4]: {line}\n"
    return said


def _taken(at: list[Tree], line: str) -> bool:
    here, positive = at[-1], line.removeprefix("no ")
    if line.startswith(BLOCKS):
        at.append(here.setdefault(line, {}))
    elif positive == line:
        if here.pop(f"no {line}", None) is None:
            here[line] = {}
    elif line.startswith(NEGATIVE) and positive not in here:
        here[line] = {}
    else:
        return here.pop(positive, None) is not None
    return True


FOREIGN = {
    "DEVICE_METADATA": {"localhost": {"hwsku": "ACS-SN5600", "platform": "x86_64-fake", "mac": "02:00:00:00:00:01"}},
    "FEATURE": {"bgp": {"state": "enabled"}, "lldp": {"state": "enabled"}},
    "BUFFER_POOL": {"ingress_lossless_pool": {"type": "ingress", "size": "162539680"}},
}
"""What a box has besides."""
OTHERS = {"DNS_NAMESERVER": {"203.0.113.99": {}}}
"""What somebody else wrote meanwhile."""


def state(config: Any, routing: str) -> str:
    """Of a box, as its `running`: like a candidate, with all tables and the lines in FRR's order."""
    tables = json.dumps(config, indent=2, sort_keys=True)
    return json.dumps({"config_db.json": tables, "frr.conf": shown(tree(routing))}, indent=2, sort_keys=True)


def stocked(candidate: str) -> str:
    """The `running` of a box that has this candidate, and what every box has."""
    parts = json.loads(candidate)
    config = json.loads(parts["config_db.json"])
    for table, rows in FOREIGN.items():
        for key, row in rows.items():
            config.setdefault(table, {})[key] = {**config.get(table, {}).get(key, {}), **row}
    return state(config, parts["frr.conf"])
