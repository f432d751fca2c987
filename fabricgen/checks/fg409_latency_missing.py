"""OSPF orders links by latency, and nobody says how far apart the switches are.

Bad::

    cabling: {host: 3 m}
    underlay: {routing: ospf}

Good::

    cabling: {host: 3 m, leaf-spine: 30 m}
    underlay: {routing: ospf}

What it means: a cost can't be made up. The same page has to give the same costs for ever, so they come from declared
lengths or from what was measured once and written down, never from a live measurement.

Source: 5 us for a kilometre of fibre, one way.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Plan
from fabricgen.device.facts import Facts
from fabricgen.device.features.latency import Latencies
from fabricgen.findings import Finding

CODE = "FG409"
WORDS = ("leaf-spine", "spine-super-spine")


def check(plan: Plan) -> Iterator[Finding]:
    known = plan.tiers[0].latencies
    if known is None:
        return
    for about, word in zip(plan.tiers[:-1], WORDS, strict=False):
        if known.layers[about.tier.level].us is None and (link := _silent(plan, about, known)):
            lower, upper = (about.names[switch] for switch in link)
            yield Finding(
                CODE,
                f"OSPF needs to know how far apart {lower} and {upper} are",
                path=("underlay", "routing"),
                label=f"no {word}",
                help=f"write cabling.{word} (fibre, 5 us/km), or underlay.ospf.latency.{word} as measured, one way",
            )


def _silent(plan: Plan, about: Facts, known: Latencies) -> tuple[int, int] | None:
    """The first link of the layer without a latency."""
    fabric, tier = plan.blueprint.fabric, about.tier
    beyond = tier.first_port + tier.count * tier.ports
    for port in range(tier.first_port, beyond):
        if fabric.peer[port] >= beyond:
            lower, upper = fabric.end(port).switch, fabric.end(fabric.peer[port]).switch
            if known.apart(tier.level, lower, upper, port).us is None:
                return lower, upper
    return None
