"""Packet filters in the text of an FRR switch: behind frr.conf, each family below a line `!! rules.v4`. Pure.

A text that has a family says all of its tables raw, mangle and filter; nat is somebody else's.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from typing import NamedTuple

FAMILY = re.compile(r"^!! (rules\.v[46])\n", re.MULTILINE)
OURS = "!! ours "
CHAINS = {
    "raw": ("PREROUTING", "OUTPUT"),
    "mangle": ("PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"),
    "filter": ("INPUT", "FORWARD", "OUTPUT"),
}
"""Chains that a table always has (Linux, net/ipv4/netfilter/iptable_*.c), in the order of `iptables-save`."""
END = "COMMIT"

Filters = Mapping[str, str]
"""By file, rules.v4 or rules.v6, in the form of iptables-save."""


class Parts(NamedTuple):
    conf: str
    filters: Filters


def parts(text: str) -> Parts:
    conf, *rest = FAMILY.split(text)
    return Parts(conf, dict(zip(rest[::2], rest[1::2], strict=True)))


def whole(conf: str, filters: Filters) -> str:
    return conf + "".join(f"!! {name}\n{rules.rstrip()}\n" for name, rules in filters.items())


def complete(rules: str) -> str:
    """With the tables that it doesn't mention, empty, and in the order of CHAINS."""
    given = {block.partition("\n")[0]: block for block in _blocks(rules)}
    return "".join(f"*{given.get(table) or _empty(table)}" for table in CHAINS)


def nothing() -> str:
    return complete("")


def seen(answer: str) -> tuple[Filters, frozenset[str]]:
    """What the box filters by, and the files that are ours there, out of the answer to its verb `filters`."""
    lines = answer.splitlines(keepends=True)
    ours = frozenset(line.removeprefix(OURS).strip() for line in lines if line.startswith(OURS))
    return parts("".join(line for line in lines if not line.startswith(OURS))).filters, ours


def delta(before: Filters, after: Filters) -> str:
    """Files of `after`: `-` goes, `+` comes, other lines say in which table of which file."""
    return "".join(line for name in after for line in _file(name, before.get(name, ""), after[name]))


def _file(name: str, before: str, after: str) -> Iterator[str]:
    old, new = (dict(_table(block) for block in _blocks(complete(text))) for text in (before, after))
    found = [(table, tuple(_changes(old[table], new[table]))) for table in CHAINS]
    if any(lines for _, lines in found):
        yield f" {name}\n"
    for table, lines in found:
        if lines:
            yield f"  *{table}\n"
            yield from (f"{sign}  {line}\n" for sign, line in lines)


def _changes(old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for what, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal":
            yield from (("-", line) for line in old[i1:i2])
            yield from (("+", line) for line in new[j1:j2])


def _blocks(rules: str) -> Iterable[str]:
    """Each table with its COMMIT, without the asterisk before its name."""
    return (f"{block.partition(END)[0]}{END}\n" for block in f"\n{rules}".split("\n*")[1:])


def _table(block: str) -> tuple[str, tuple[str, ...]]:
    name, *lines = block.splitlines()
    return name, tuple(line for line in lines if line != END)


def _empty(table: str) -> str:
    return "".join((f"{table}\n", *(f":{chain} ACCEPT [0:0]\n" for chain in CHAINS[table]), f"{END}\n"))
