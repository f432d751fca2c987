"""A switch can't forward per packet.

Some chips and network operating systems move flowlets only, some packets only.

Bad::

    hardware: {leaf: {model: nvidia-sn5600, platform: sonic}}
    forwarding: {mode: adaptive, granularity: per-packet}

Good::

    hardware: {leaf: {model: arista-7060x6-64pe, platform: eos}}
    forwarding: {mode: adaptive, granularity: per-packet}

Source: what each platform lacks: `fabricgen platforms`; what each chip has, with its source: `fabricgen hardware`.
"""

from collections.abc import Iterator

from fabricgen.checks.capability import Wish, refusals
from fabricgen.checks.plan import Plan, count, written
from fabricgen.device import Facts
from fabricgen.device.capabilities import Capabilities
from fabricgen.findings import Finding
from fabricgen.hardware.switch import Granularity

CODE = "FG704"
PATH = ("forwarding", "granularity")


def check(plan: Plan) -> Iterator[Finding]:
    forwarding = plan.intent.forwarding
    adaptive = [about for about in plan.tiers if not plan.able(about).no_adaptive]
    if forwarding.mode != "adaptive":
        return
    if forwarding.granularity == "per-packet":
        wish = Wish(CODE, "per-packet forwarding", _no_packets, PATH, "use granularity: flowlet")
        yield from refusals(plan, adaptive, wish)
    per: Granularity = "packet" if forwarding.granularity == "per-packet" else "flowlet"
    for about in adaptive:
        if not _moves(about, per) and not (per == "packet" and _no_packets(plan.able(about))):
            yield _chip(about, forwarding.granularity)


def _no_packets(able: Capabilities) -> str:
    return able.no_adaptive or able.no_per_packet


def _moves(about: Facts, per: Granularity) -> bool:
    """Also true of chips that have no adaptive routing at all: another rule refuses those."""
    asic, speeds = about.model.asic, {slot.gbps for slot in about.tier.slots}
    ways = {way.per for way in asic.dynamic_load_balancing}
    return not ways or "cell" in ways or all(asic.balances(per, gbps) for gbps in speeds)


def _chip(about: Facts, granularity: str) -> Finding:
    other = "flowlet" if granularity == "per-packet" else "per-packet"
    able = ", ".join(
        f"{way.per} at {'any speed' if not way.gbps else _speeds(way.gbps)}"
        for way in about.model.asic.dynamic_load_balancing
    )
    return Finding(
        CODE,
        f"{count(about.tier.count, about.tier.role)} are {about.model.name}: the chip does not balance {granularity}",
        path=written(about.intent, PATH, ("kind",)),
        label=f"{about.model.asic.title}: {able}",
        help=f"use granularity: {other} if the ports have a speed at which the chip does, or another model",
    )


def _speeds(gbps: tuple[int, ...]) -> str:
    return " and ".join(f"{speed}G" for speed in gbps)
