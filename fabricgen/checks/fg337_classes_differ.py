"""The two ends of a hand-off put a DSCP into classes that are not served alike.

Bad::

    # north/intent.yml
    classes: {inference: {dscp: AF41, priority: 4, share: 20 %}, other: {}}
    # south/intent.yml
    classes: {inference: {dscp: AF31, priority: 4, share: 20 %}, other: {}}

Good::

    classes: {inference: {dscp: AF41, priority: 4, share: 20 %}, other: {}}    # in both

Marks are kept at the border, so a packet is sorted by its DSCP on either side. Two classes are served alike when both
or neither are strict, lossless, and what takes all the rest; names, priorities and shares may differ.

What it means: what is urgent in one site waits in the other, or takes the queue of what is.

Source: RFC 2474, section 2 (a DSCP means what each domain says); RFC 8100, section 1, on marks between networks.
"""

from collections.abc import Iterator

from fabricgen.checks.sites import World, pairs
from fabricgen.findings import Finding
from fabricgen.intent import Intent
from fabricgen.intent.lossless import TrafficClass

CODE = "FG337"
DSCPS = 64


def check(world: World) -> Iterator[Finding]:
    told: set[frozenset[str]] = set()
    for one, other in pairs(world):
        both = frozenset((one.site.name, other.site.name))
        if both in told:
            continue
        told.add(both)
        near, far = _sorted(one.site.intent), _sorted(other.site.intent)
        if near is None or far is None:
            continue
        for (mine, theirs), dscps in _unlike(near, far).items():
            listed = ", ".join(map(str, dscps))
            message = (
                f"DSCP {listed} is {_served(one.site.intent, mine)} in {one.site.name}, "
                f"and {_served(other.site.intent, theirs)} in {other.site.name}"
            )
            path = ("classes", theirs) if "classes" in other.site.intent.model_fields_set else ("name",)
            finding = Finding(CODE, message, path=path, help="let both pages have the same classes for it")
            yield other.site.document.located(finding)


Sorted = tuple[tuple[str, TrafficClass], ...]
"""The class of each DSCP."""


def _sorted(intent: Intent) -> Sorted | None:
    """None where there is no class for the rest, which is another rule's business."""
    rest = [(name, row) for name, row in intent.classes.items() if not row.dscp]
    if len(rest) != 1:
        return None
    by_dscp = {dscp: (name, row) for name, row in intent.classes.items() for dscp in row.dscp}
    return tuple(by_dscp.get(dscp, rest[0]) for dscp in range(DSCPS))


def _unlike(near: Sorted, far: Sorted) -> dict[tuple[str, str], list[int]]:
    """DSCPs by the pair of classes that they are in."""
    found: dict[tuple[str, str], list[int]] = {}
    for dscp, ((mine, one), (theirs, other)) in enumerate(zip(near, far, strict=True)):
        if (one.strict, one.lossless, bool(one.dscp)) != (other.strict, other.lossless, bool(other.dscp)):
            found.setdefault((mine, theirs), []).append(dscp)
    return found


def _served(intent: Intent, name: str) -> str:
    row = intent.classes[name]
    if not row.dscp:
        return f"{name} (the rest)"
    how = [word for word, is_so in (("strict", row.strict), ("lossless", row.lossless)) if is_so]
    return f"{name} ({' and '.join(how) or 'weighted'})"
