"""A difference as values of JSON: all of it, whatever its size."""

from typing import Any

from fabricgen.compare.difference import Line
from fabricgen.compare.differences import Differences, Group
from fabricgen.views.layout import as_json as page


def as_json(found: Differences) -> str:
    return page(values(found))


def values(found: Differences) -> dict[str, Any]:
    return {
        "before": found.before,
        "after": found.after,
        "different": bool(found),
        "moves": [one._asdict() for one in found.moves],
        "moves_read_from": "texts" if found.untold else "allocations",
        "added": found.added,
        "removed": found.removed,
        "groups": [_group(group, found) for group in found.groups],
        "impacts": {str(impact): count for impact, count in found.impacts.items()},
        "only_comments": found.only_comments,
        "same": found.same,
    }


def _group(group: Group, found: Differences) -> dict[str, Any]:
    example = group.example
    return {
        "fingerprint": group.fingerprint,
        "platform": group.platform,
        "devices": group.devices,
        "impact": str(group.impact),
        "reasons": [{**reason._asdict(), "impact": str(reason.impact)} for reason in group.reasons],
        "odd": found.is_odd(group),
        "variants": group.variants,
        "lines": [_line(line) for line in group.lines],
        "example": {"device": example.device, "lines": [_line(line) for line in example.lines]} if example else None,
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "mark": str(line.mark),
        "depth": line.depth,
        "text": line.text,
        "place": None if line.spot is None else line.spot.place,
    }
