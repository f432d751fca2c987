"""Switches would hear less of their neighbours' routing than these send when nothing happens.

A rate of the control plane counts the packets of all neighbours together. Each BFD session sends one every interval, up
to a quarter sooner; each BGP session a keepalive, and an acknowledgement of the other end's. Under a lower rate
sessions of sound neighbours end, here and there, again and again.

Bad::

    underlay: {bfd: 300 ms x 3}
    control_rates: {routing: 100}     # 64 neighbours send up to 285 BFD packets a second

Good::

    control_rates: {routing: 2000}

What it means: leave room for the time after a failure, too, when all neighbours send routes at once.

Source: RFC 5880, section 6.8.7 (jitter); RFC 4271, sections 4.4 and 10; RFC 2328, section 9.5; RFC 6192, appendix A.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Plan, count
from fabricgen.device import Facts
from fabricgen.device.features.rates import NAMES, Need, needs
from fabricgen.findings import Finding

CODE = "FG354"


def check(plan: Plan) -> Iterator[Finding]:
    for about in plan.tiers if plan.tiers[0].rates is not None else ():
        asking = sorted(needs(plan.intent, about.tier), key=lambda need: need.packets)
        found = (_starved(plan, about, need) for need in asking)
        yield from {finding.path: finding for finding in found if finding is not None}.values()


def _starved(plan: Plan, about: Facts, need: Need) -> Finding | None:
    asked = plan.intent.control_rates
    other = need.protocol == "bfd" and plan.able(about).bfd_is_other
    word, rate = ("other", asked.other) if other else ("routing", asked.routing)
    if rate is None or rate >= need.packets:
        return None
    return Finding(
        CODE,
        f"{count(about.tier.count, about.tier.role)} would hear {rate:,} {NAMES[need.protocol]} packets a second each, "
        f"and {need.sessions:,} neighbours send up to {need.packets:,}",
        path=("control_rates", word),
        label=f"at least {need.packets:,}" + (f", as BFD counts as other on {about.platform}" if other else ""),
        help=f"raise it to {4 * need.packets:,}, which leaves room for failures, or leave it out",
    )
