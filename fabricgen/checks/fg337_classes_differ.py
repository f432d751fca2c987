"""The two ends of a hand-off put a DSCP into classes that are not served alike.

Bad::

    # north/intent.yml
    classes: {inference: {dscp: AF41, priority: 4, share: 20 %}, other: {}}
    # south/intent.yml
    classes: {inference: {dscp: AF31, priority: 4, share: 20 %}, other: {}}

Good::

    classes: {inference: {dscp: AF41, priority: 4, share: 20 %}, other: {}}    # in both

A packet is sorted by the DSCP that it has on the link: its own, or what the `marking` of a gateway gives it. Two
classes are served alike when both or neither are strict, lossless, and what takes all the rest; names, priorities and
shares may differ.

What it means: what is urgent in one site waits in the other, or takes the queue of what is.

Source: RFC 2474, section 2 (a DSCP means what each domain says); RFC 8100, section 1, on marks between networks.
"""

from collections.abc import Iterator
from typing import NamedTuple

from fabricgen.checks.sites import Mouth, World, pairs
from fabricgen.device.features.marking import Table, inward, members, outward
from fabricgen.findings import Finding
from fabricgen.intent import Intent
from fabricgen.intent.lossless import TrafficClass

CODE = "FG337"


class End(NamedTuple):
    """What DSCPs of a page become on a link, what those of the link become there, and the class of each of its own."""

    out: Table
    back: Table
    classes: tuple[str, ...]


def check(world: World) -> Iterator[Finding]:
    told: set[frozenset[tuple[object, ...]]] = set()
    for pair in pairs(world):
        link = frozenset((end.site.name, *sorted(end.gateway.marking.items())) for end in pair)
        if link not in told:
            told.add(link)
            yield from _findings(*pair)


def _findings(one: Mouth, other: Mouth) -> Iterator[Finding]:
    marked = next((end for end in (other, one) if end.gateway.marking), None)
    for (mine, theirs), dscps in _unlike(one, other).items():
        listed = ", ".join(map(str, dscps))
        message = (
            f"DSCP {listed} is {_served(one.site.intent, mine)} in {one.site.name}, "
            f"and {_served(other.site.intent, theirs)} in {other.site.name}"
        )
        if marked is not None:
            help_ = "it is what their link means by it; let both ends have the same classes and marking for it"
            yield marked.finding(CODE, message, "marking", help_=help_)
            continue
        path = ("classes", theirs) if "classes" in other.site.intent.model_fields_set else ("name",)
        finding = Finding(CODE, message, path=path, help="let both pages have the same classes for it")
        yield other.site.document.located(finding)


def _unlike(one: Mouth, other: Mouth) -> dict[tuple[str, str], list[int]]:
    """DSCPs that either end sends over the link, by the pair of classes that they are in."""
    near, far = _end(one), _end(other)
    found: dict[tuple[str, str], list[int]] = {}
    if near is None or far is None:
        return found
    for dscp in sorted({*near.out, *far.out}):
        mine, theirs = near.classes[near.back[dscp]], far.classes[far.back[dscp]]
        if _treated(one.site.intent.classes[mine]) != _treated(other.site.intent.classes[theirs]):
            found.setdefault((mine, theirs), []).append(dscp)
    return found


def _end(mouth: Mouth) -> End | None:
    """None where there is no class for the rest, or one that isn't there is marked: other rules' business."""
    classes, marking = mouth.site.intent.classes, mouth.gateway.marking
    if len([name for name, row in classes.items() if not row.dscp]) != 1 or not marking.keys() <= classes.keys():
        return None
    return End(outward(classes, marking), inward(classes, marking), members(classes))


def _treated(row: TrafficClass) -> tuple[bool, bool, bool]:
    return row.strict, row.lossless, bool(row.dscp)


def _served(intent: Intent, name: str) -> str:
    row = intent.classes[name]
    if not row.dscp:
        return f"{name} (the rest)"
    how = [word for word, is_so in (("strict", row.strict), ("lossless", row.lossless)) if is_so]
    return f"{name} ({' and '.join(how) or 'weighted'})"
