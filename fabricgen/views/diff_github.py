"""A difference as the comment of a pull request: whatever doesn't fit is counted, and said to be."""

import re
from collections.abc import Iterable, Iterator, Sequence

from fabricgen.compare.differences import Differences, Group
from fabricgen.platforms.effect import Impact
from fabricgen.views import diff_words as words
from fabricgen.views.diff import named
from fabricgen.views.markdown import escaped

LIMIT = 65_536
"""Characters that GitHub takes in a comment."""
TAIL = 1_500
"""Characters kept free for what is only counted."""
TABLE = 8_000
"""Characters kept free for groups that get a line instead of their own lines."""
ONE = 16_000
"""Characters of the lines of one group."""
MOVES = 10
MARKER = "<!-- fabricgen diff -->"
"""By this a comment is found again and updated in place."""
SIGNS = {Impact.HITLESS: "🟢", Impact.TRAFFIC: "🟠", Impact.RELOAD: "🔴"}


def as_github(found: Differences) -> str:
    return f"{MARKER}\n{_body(found, LIMIT - len(MARKER) - 1)}"


def sites_as_github(sites: Sequence[tuple[str, Differences]]) -> str:
    """One comment about several fabrics, of which each has as much room."""
    room = (LIMIT - len(MARKER)) // max(1, len(sites))
    parts = ((f"## {name}\n\n", found) for name, found in sites)
    return "\n".join([MARKER, *(head + _body(found, room - len(head) - 1) for head, found in parts)])


def _body(found: Differences, room: int) -> str:
    head = "\n".join(
        [f"### {escaped(words.title(found))}", "", words.summary(found), *_alarm(found), *_listed(found), ""]
    )
    room -= TAIL + len(head)
    whole, taken = _fitting((_whole(group, found) for group in found.groups), room - min(TABLE, room // 8))
    left = found.groups[whole:]
    lines, _ = _fitting((_row(group, found) for group in left), room - taken)
    table = ["", "| who | | lines |", "|---|---|---|", *(_row(group, found) for group in left[:lines])] if lines else []
    parts = [head, *(_whole(group, found) for group in found.groups[:whole]), *table, *_only_counted(left[lines:])]
    return "\n".join(parts) + "\n"


def _fitting(parts: Iterable[str], room: int) -> tuple[int, int]:
    """How many of them fit, one after another, and what they take."""
    taken = count = 0
    for part in parts:
        if taken + len(part) + 1 > room:
            break
        taken, count = taken + len(part) + 1, count + 1
    return count, taken


def _alarm(found: Differences) -> Iterator[str]:
    if not found.moves:
        return
    yield from ("", "> [!CAUTION]", f"> **{words.moved(found.moves)}.**")
    if found.untold:
        yield f"> ({found.untold})"
    for kind, moves in words.kinds(found.moves).items():
        yield from (f"> - {_code(words.move(one))}" for one in moves[:MOVES])
        if len(moves) > MOVES:
            yield f"> - and {len(moves) - MOVES:,} more: {kind}"


def _listed(found: Differences) -> Iterator[str]:
    for word, devices in (("Added", found.added), ("Removed", found.removed)):
        if devices:
            yield from ("", f"**{word}:** {words.counted(devices, found)}: {named(devices)}")


def _whole(group: Group, found: Differences) -> str:
    lines = [words.drawn(line) for line in words.folded(group.lines)]
    shown, _ = _fitting(lines, ONE)
    cut = (
        f"\n\n{len(lines) - shown:,} more lines don't fit here: `fabricgen diff --only {group.devices[0]}` shows them."
    )
    reasons = "".join(f"- {escaped(reason)}\n" for reason in words.because(group))
    body = f"{reasons}\n{_fenced(lines[:shown])}{cut if shown < len(lines) else ''}"
    return f"\n<details><summary>{_summary(group, found)}</summary>\n\n{body}\n\n</details>"


def _summary(group: Group, found: Differences) -> str:
    remark = words.remark(group, found)
    return f"{SIGNS[group.impact]} <b>{group.impact}</b>: {words.who(group, found)}" + (
        f" ({remark})" if remark else ""
    )


def _row(group: Group, found: Differences) -> str:
    return f"| {words.who(group, found)} | {SIGNS[group.impact]} {group.impact} | {len(words.folded(group.lines)):,} |"


def _only_counted(groups: Sequence[Group]) -> Iterator[str]:
    """Never silently."""
    if not groups:
        return
    counts = {impact: [group for group in groups if group.impact is impact] for impact in reversed(Impact)}
    told = ", ".join(
        f"{sum(len(group.devices) for group in several):,} devices {impact}"
        for impact, several in counts.items()
        if several
    )
    yield f"\n**{len(groups):,} more groups are only counted here**, for a comment has {LIMIT:,} characters: {told}."
    yield "`fabricgen diff` with `--format json` or `html` has all of them."


def _fenced(lines: Sequence[str]) -> str:
    """In a fence longer than any that a line may have."""
    runs = [len(run) for line in lines for run in re.findall(r"`+", line)]
    fence = "`" * max(3, *(run + 1 for run in runs), 3)
    return "\n".join([f"{fence}diff", *lines, fence])


def _code(text: str) -> str:
    return f"`` {text} ``" if "`" in text else f"`{text}`"
