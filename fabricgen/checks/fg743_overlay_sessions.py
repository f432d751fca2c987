"""A platform doesn't take EVPN routes over the sessions that the overlay has.

EVPN routes keep their next hop, the leaf that has sent them, from leaf to leaf. Most platforms leave it alone on any
session; Junos does so on sessions between loopbacks. All switches of a fabric have sessions of one kind.

Bad::

    hardware: {spine: {model: juniper-qfx5220-32cd, platform: junos}}
    overlay: {kind: evpn}                          # sessions: links

Good::

    hardware: {spine: {model: juniper-qfx5220-32cd, platform: junos}}
    overlay: {kind: evpn, sessions: loopbacks}

What it means: a spine would make itself the next hop, and it has no tunnels.

Source: RFC 7432, section 9.1 (next hop of EVPN routes); RFC 9136, section 4.4; Juniper's validated designs
(github.com/Juniper/jvd, aiml_multitenancy_backend: multihop no-nexthop-change between loopbacks).
"""

from collections.abc import Iterator

from fabricgen.checks.capability import Wish, refusals
from fabricgen.checks.plan import Plan
from fabricgen.device import Facts
from fabricgen.findings import Finding

CODE = "FG743"


def check(plan: Plan) -> Iterator[Finding]:
    overlay = plan.intent.overlay
    if overlay is None or overlay.kind != "evpn":
        return
    path = ("overlay", "sessions" if "sessions" in overlay.model_fields_set else "kind")
    links = Wish(CODE, "EVPN over links", lambda able: able.no_link_sessions, path, "write sessions: loopbacks")
    loopbacks = Wish(
        CODE, "EVPN between loopbacks", lambda able: able.no_loopback_sessions, path, "write sessions: links"
    )
    tiers = [about for about in plan.tiers if not _refused(plan, about)]
    yield from refusals(plan, tiers, links if overlay.sessions == "links" else loopbacks)


def _refused(plan: Plan, about: Facts) -> bool:
    """Whether EVPN is refused there, however its routes would come."""
    able = plan.able(about)
    return bool(able.no_evpn or (about.tier.level == 0 and able.no_vtep))
