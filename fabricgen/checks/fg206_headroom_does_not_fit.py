"""Headroom doesn't fit the chip.

Every port needs headroom for every lossless priority, in case all are paused at once. What is left is shared by
everything else, and too little of it means pauses all the time. Ways out: shorter cables, fewer lossless priorities,
fewer or slower ports, or headroom that ports share and bet on not needing at once.

Bad::

    cabling: {host: 2 km, leaf-spine: 2 km}
    lossless: {headroom: dedicated}

Good::

    cabling: {host: 3 m, leaf-spine: 30 m}
    lossless: {headroom: "7:1"}

Source: sonic-net/SONiC, dynamically-headroom-calculation.md; Broadcom Tomahawk 5 boxes ship with a shared headroom
pool in sonic-net/sonic-buildimage; sizes of chips with their sources: `fabricgen hardware`.
"""

from collections.abc import Iterator

from fabricgen.checks.buffers import headroom_bytes, known_buffer, priorities
from fabricgen.checks.plan import PLURAL, Plan, a, written
from fabricgen.device import Facts
from fabricgen.findings import Finding, Severity

CODE = "FG206"


def check(plan: Plan) -> Iterator[Finding]:
    unknown: dict[str, list[Facts]] = {}
    for about in plan.tiers:
        needed, buffer = headroom_bytes(about), known_buffer(about)
        if not needed or about.model.asic.depth == "none":
            continue
        if buffer is None:
            unknown.setdefault(about.model.name, []).append(about)
        elif needed > buffer * (100 - plan.intent.lossless.reserve) / 100:
            yield _too_much(plan, about, needed, buffer)
    yield from (_unknown(name, tiers) for name, tiers in unknown.items())


def _unknown(name: str, tiers: list[Facts]) -> Finding:
    roles = " and ".join(PLURAL[about.tier.role] for about in tiers)
    most = max(headroom_bytes(about) or 0 for about in tiers)
    return Finding(
        CODE,
        f"headroom of {roles} can't be checked: no public source gives the buffer of {a(name)}",
        path=("hardware", tiers[0].tier.role, "model"),
        label=f"headroom needs {most / 1e6:,.1f} MB",
        help="compare with the vendor's figure",
        severity=Severity.WARNING,
    )


def _too_much(plan: Plan, about: Facts, needed: int, buffer: int) -> Finding:
    reserve, ports, times = plan.intent.lossless.reserve, about.tier.ports, priorities(about)
    return Finding(
        CODE,
        f"{PLURAL[about.tier.role]} need {needed / 1e6:,.1f} MB of headroom for {ports} ports and {times} lossless "
        f"{'priority' if times == 1 else 'priorities'}; {a(about.model.name)} has {buffer / 1e6:,.1f} MB, "
        f"and {reserve:g} % are reserved",
        path=written(plan.intent, ("lossless", "headroom"), ("cabling",)),
        label=f"{100 * needed / buffer:,.0f} % of the chip",
        help="shorten the cables, share the headroom (7:1 for example), or make fewer classes lossless",
    )
