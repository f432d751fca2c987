"""FRR's configuration as rows: what differs, and the lines for `vtysh -f` that make one the other. Pure.

It runs on the box as well, so it takes the standard library of Python 3.9 and no more.
"""

from __future__ import annotations

Row = tuple[str, ...]
"""A line of FRR under the lines that it stands in."""
STARTING = ("frr version", "frr defaults", "service integrated-vtysh-config", "hostname")


def rows(text: str) -> list[Row]:
    """Each line once, in order, under the lines that it is indented below."""
    found: dict[Row, None] = {}
    above: list[tuple[int, str]] = []
    for raw in text.splitlines():
        line = raw.strip()
        if not line or line.startswith(("!", "#", "exit", "Building config", "Current config")) or line == "end":
            continue
        depth = len(raw) - len(raw.lstrip())
        while above and above[-1][0] >= depth:
            above.pop()
        above.append((depth, line))
        found[tuple(part for _, part in above)] = None
    return [row for row in found if not _silent(row)]


def _silent(row: Row) -> bool:
    """Lines that say nothing by themselves: heads of blocks that can't be taken away, and what only the start reads.

    The host name that FRR shows is that of the container.
    """
    return row[-1].startswith(("address-family ", "interface ", "vrf ")) or row[0].startswith(STARTING)


def missing(running: list[Row], wanted: list[Row]) -> list[Row]:
    """In the order in which they are wanted."""
    there = set(running)
    return [row for row in wanted if row not in there]


def surplus(running: list[Row], wanted: list[Row]) -> list[Row]:
    """Blocks in their order, the lines of a block from its end; nothing below a line that goes itself."""
    stays = set(wanted)
    gone = list(dict.fromkeys(_whole(row) for row in running if row not in stays))
    heads = set(gone)
    tops = [row for row in gone if not any(row[:depth] in heads for depth in range(1, len(row)))]
    blocks = list(dict.fromkeys(row[0] for row in tops))
    return [row for block in blocks for row in reversed(tops) if row[0] == block]


def _whole(row: Row) -> Row:
    """A value in a profile of BFD has no `no`: the profile goes, and comes again in the next round."""
    return row[:2] if row[0] == "bfd" else row


def without(row: Row) -> Row:
    line = row[-1]
    return (*row[:-1], line[3:] if line.startswith("no ") else f"no {line}")


def text_of(lines: list[Row]) -> str:
    """For `vtysh -f`. A block is left by the word for it; vtysh finds the way up from an empty one by itself."""
    said: list[str] = []
    at: Row = ()
    heads = {row[:-1] for row in lines}
    for row in lines:
        above = row[:-1]
        shared = next((depth for depth in range(len(above), 0, -1) if above[:depth] == at[:depth]), 0)
        said += ["exit-address-family" if left.startswith("address-family") else "exit" for left in at[shared:][::-1]]
        said += [*above[shared:], row[-1]]
        at = row if row in heads else above
    return "".join(f"{line}\n" for line in said)
