"""Lossless traffic can deadlock: buffers wait for each other in a circle.

PFC stops a link until the switch behind it has room. If that switch waits for the next, and so on around to the
first, nothing ever moves again. In a Clos fabric routes go up and then down, and no circle exists. A route that goes
down to a leaf and up again closes one; so does a cable between two leaves. OSPF takes such a route when failures leave
no other, so there it is a warning.

Bad::

    underlay: {spine_asns: unique, valley_filter: false}     # leaves become transit

Good::

    underlay: {spine_asns: shared}

Source: Hu et al., Tagger: Practical PFC Deadlock Prevention in Data Center Networks, CoNEXT 2017; Guo et al., RDMA
over Commodity Ethernet at Scale, SIGCOMM 2016, section 4.2.
"""

from collections.abc import Iterator

from fabricgen.checks.exceptions import author
from fabricgen.checks.fg401_valleys import odd_spines
from fabricgen.checks.plan import Plan
from fabricgen.checks.waiting import circle
from fabricgen.findings import Finding, Severity
from fabricgen.theory.deadlock import find_cycle

CODE = "FG601"
HELP = "keep routes up-then-down, or make all classes lossy (ECN alone)"


def check(plan: Plan) -> Iterator[Finding]:
    if not any(row.lossless for row in plan.intent.classes.values()):
        return
    shape, path = plan.blueprint.fabric.shape, _transit(plan)
    many = shape.spines > 1 and shape.leaves > 1
    if path is not None and many and find_cycle(*_tiers_waiting(len(plan.tiers))):
        message = "lossless traffic can deadlock: leaves pass on what spines sent down, so links wait in a circle"
        yield Finding(CODE, message, path=path, label="down and up again", help=HELP)
    if many and plan.intent.underlay.routing == "ospf":
        message = "lossless traffic can deadlock after failures: OSPF goes through a leaf when no other way is left"
        path = ("underlay", "routing")
        yield Finding(CODE, message, path=path, label="down and up again", help=HELP, severity=Severity.WARNING)
    if plan.existing is not None:
        yield from _laid(plan)


def _transit(plan: Plan) -> tuple[str | int, ...] | None:
    """What lets a route go down and up again."""
    underlay, odd = plan.intent.underlay, odd_spines(plan)
    if underlay.routing != "bgp":
        return None
    if underlay.spine_asns == "unique":
        return None if underlay.valley_filter else ("underlay", "valley_filter")
    if any(role != "leaf" for role in underlay.allowas_in):
        return ("underlay", "allowas_in")
    return ("exceptions", author(plan, odd[0], "asn"), "asn") if odd else None


def _tiers_waiting(tiers: int) -> tuple[int, list[tuple[int, int]]]:
    """All links of a layer and direction as one: layer n up is 2 n, down 2 n + 1. With leaves that pass on."""
    layers = range(tiers - 1)
    turns = [edge for layer in layers for edge in ((2 * layer, 2 * layer + 1), (2 * layer + 1, 2 * layer))]
    onwards = [edge for layer in layers[1:] for edge in ((2 * layer - 2, 2 * layer), (2 * layer + 1, 2 * layer - 1))]
    return 2 * len(layers), turns + onwards


def _laid(plan: Plan) -> Iterator[Finding]:
    """Cables between switches of one tier are the only ones that can close a circle."""
    if plan.existing is None:
        return
    fabric, names = plan.blueprint.fabric, plan.tiers[0].names
    found = circle(fabric, plan.existing)
    if found is not None:
        around = " -> ".join(names[switch] for switch in (*found.switches, found.switches[0]))
        message = f"lossless traffic can deadlock around {around}"
        yield Finding(CODE, message, plan.existing.place(found.line), label="closes a circle", help=HELP)
