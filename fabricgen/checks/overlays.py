"""Which kinds of overlay all switches of a page can carry, so that a refusal of one kind never leads into the other."""

from fabricgen.checks.plan import Plan
from fabricgen.device.capabilities import Capabilities

ENDS = "drop the overlay: a VRF ends at its leaf then"


def instead_of_evpn(plan: Plan) -> str:
    able = [plan.able(about) for about in plan.tiers]
    alike = len({each.tags_default for each in able}) == 1
    return "write kind: vrf-lite" if alike and all(_lite(plan, each) for each in able) else ENDS


def instead_of_vrf_lite(plan: Plan) -> str:
    able = [plan.able(about) for about in plan.tiers]
    if plan.intent.underlay.routing != "bgp" or able[0].no_vtep or any(each.no_evpn for each in able):
        return ENDS
    if not any(each.no_link_sessions for each in able):
        return "write kind: evpn"
    return ENDS if any(each.no_loopback_sessions for each in able) else "write kind: evpn and sessions: loopbacks"


def _lite(plan: Plan, able: Capabilities) -> bool:
    underlay = plan.intent.underlay
    unrouted = underlay.routing == "ospf" and able.no_vrf_ospf
    unnumbered = underlay.links == "unnumbered" and able.no_unnumbered_vrf_lite
    unpaused = plan.tiers[0].lossless.priorities and able.no_lossless_vrf_lite
    return not (able.no_vrf_lite or unrouted or unnumbered or unpaused)
