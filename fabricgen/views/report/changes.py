"""A difference as the page shows it: who changes alike, what that does, and why; what must not move, first."""

from typing import Any

from fabricgen.compare.differences import Differences, Group
from fabricgen.views.diff_words import because, drawn, move, moved, remark, summary


def changes(found: Differences) -> dict[str, Any]:
    return {
        "against": found.before,
        "summary": summary(found),
        "moved": moved(found.moves) if found.moves else "",
        "moves": [move(one) for one in found.moves],
        "added": found.added,
        "removed": found.removed,
        "groups": [_group(group, found) for group in found.groups],
    }


def _group(group: Group, found: Differences) -> dict[str, Any]:
    return {
        "devices": group.devices,
        "effect": str(group.impact),
        "remark": remark(group, found),
        "reasons": list(because(group)),
        "lines": [drawn(line) for line in group.lines],
    }
