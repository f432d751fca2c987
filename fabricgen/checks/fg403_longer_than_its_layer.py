"""Links are longer than their layer, and PFC headroom is sized for the layer.

`cabling` has one length per layer, the longest: headroom follows from it. OSPF may be told of single links that are
longer. What such a link still carries after a pause doesn't fit into the headroom, and lossless packets are lost.

Bad::

    cabling: {host: 3 m, leaf-spine: 30 m}
    underlay: {routing: ospf, ospf: {links: [{between: [leaf-p00-0*, spine-p00-01], length: 10 km}]}}

Good::

    cabling: {host: 3 m, leaf-spine: 10 km}
    underlay: {routing: ospf, ospf: {links: [{between: [leaf-p00-0*, spine-p00-00], length: 30 m}]}}

Source: IEEE 802.1Qbb, annex O (buffer requirements grow with the cable).
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Plan
from fabricgen.device.facts import Facts
from fabricgen.device.features.latency import Apart, Latencies
from fabricgen.findings import Finding, Place
from fabricgen.quantity import metres_text
from fabricgen.theory.latency import FIBRE_US_PER_KM

CODE = "FG403"
WORDS = ("leaf-spine", "spine-super-spine")


def check(plan: Plan) -> Iterator[Finding]:
    known = plan.tiers[0].latencies
    if known is None or not any(row.lossless for row in plan.intent.classes.values()):
        return
    told: set[tuple[str | int, ...]] = set()
    for about in plan.tiers[:-1]:
        for apart, path, place in _links(plan, about, known):
            if path not in told:
                told.add(path)
                yield from _judged(plan, about, apart, path, place)


def _links(plan: Plan, about: Facts, known: Latencies) -> Iterator[tuple[Apart, tuple[str | int, ...], Place | None]]:
    """Links of a layer whose own length somebody wrote down; `path` tells them apart."""
    links = plan.intent.underlay.ospf.links
    for pair in known.pairs:
        if links[pair.row].length is not None and known.in_layer(plan.blueprint.fabric, about.tier.level, pair):
            path = ("underlay", "ospf", "links", pair.row, "length")
            yield Apart(pair.us, path), path, None
    if plan.existing is not None:
        for line, us in plan.existing.lengths(about.tier):
            yield Apart(us, ()), ("cabling", "existing", line), plan.existing.place(line)


def _judged(
    plan: Plan, about: Facts, apart: Apart, path: tuple[str | int, ...], place: Place | None
) -> Iterator[Finding]:
    level = about.tier.level
    declared = (plan.intent.cabling.leaf_spine, plan.intent.cabling.spine_super_spine)[level]
    metres = (apart.us or 0) / FIBRE_US_PER_KM * 1000
    if declared is None or metres <= declared:
        return
    yield Finding(
        CODE,
        f"a link of {metres_text(round(metres, 3))}, and PFC headroom is for {metres_text(declared)} of cable",
        place,
        path=() if place else path,
        label="longer than its layer",
        help=f"write cabling.{WORDS[level]}: {metres_text(round(metres, 3))}, or make all classes lossy",
    )
