"""DSCPs at the border: what each becomes on the way out, and on the way in.

Both ways are tables of all 64 code points. On the link a code point means one class: what takes the rest gives those up
that another class has there, and what comes in with a code point that a class has inside only is of the rest.
"""

from collections.abc import Mapping

from fabricgen.device.model import Marking
from fabricgen.intent.lossless import TrafficClass

DSCPS = 64
Classes = Mapping[str, TrafficClass]
Table = tuple[int, ...]
"""By DSCP."""


def members(classes: Classes) -> tuple[str, ...]:
    """The class of each DSCP."""
    named = {dscp: name for name, row in classes.items() for dscp in row.dscp}
    return tuple(named.get(dscp, _rest(classes)) for dscp in range(DSCPS))


def _rest(classes: Classes) -> str:
    """The class that takes it: a rule sees to it that there is one."""
    return next((name for name, row in classes.items() if not row.dscp), "")


def own(classes: Classes) -> Mapping[str, int]:
    """The DSCP that packets of a class get back: its lowest."""
    return {name: dscp for dscp, name in reversed([*enumerate(members(classes))])}


def outward(classes: Classes, marking: Mapping[str, int]) -> Table:
    """What a DSCP of the fabric becomes on the link."""
    taken, lowest = set(marking.values()), own(classes)
    return tuple(
        marking.get(name, lowest[name] if dscp in taken else dscp) for dscp, name in enumerate(members(classes))
    )


def inward(classes: Classes, marking: Mapping[str, int]) -> Table:
    """What a DSCP of the link becomes in the fabric."""
    theirs, lowest = {dscp: name for name, dscp in marking.items()}, own(classes)
    rest = lowest.get(_rest(classes), 0)
    return tuple(
        lowest.get(theirs[dscp], dscp) if dscp in theirs else rest if name in marking else dscp
        for dscp, name in enumerate(members(classes))
    )


def marked(classes: Classes, marking: Mapping[str, int], gateway: str, port: str) -> Marking:
    """Of a gateway at a port. What takes the rest needs no entry in its queues."""
    out = outward(classes, marking)
    carried = {out[dscp]: classes[name] for dscp, name in enumerate(members(classes)) if name in classes}
    return Marking(
        name=gateway,
        port=port,
        classes=tuple(sorted(marking.items())),
        outward=_changed(out),
        inward=_changed(inward(classes, marking)),
        queues=tuple((dscp, row.priority) for dscp, row in sorted(carried.items()) if row.dscp),
    )


def _changed(table: Table) -> tuple[tuple[int, int], ...]:
    return tuple((dscp, becomes) for dscp, becomes in enumerate(table) if dscp != becomes)
