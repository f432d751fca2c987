"""Which kinds of overlay all switches of a page can carry, so that a refusal of one kind never leads into the other."""

from fabricgen.checks.plan import Plan
from fabricgen.device.capabilities import Capabilities

ENDS = "drop the overlay: a VRF ends at its leaf then"


def instead_of_evpn(plan: Plan) -> str:
    return "write kind: vrf-lite" if all(_lite(plan, plan.able(about)) for about in plan.tiers) else ENDS


def instead_of_vrf_lite(plan: Plan) -> str:
    routes = plan.intent.underlay.routing == "bgp" and not any(plan.able(about).no_evpn for about in plan.tiers)
    return "write kind: evpn" if routes and not plan.able(plan.tiers[0]).no_vtep else ENDS


def _lite(plan: Plan, able: Capabilities) -> bool:
    underlay = plan.intent.underlay
    unrouted = underlay.routing == "ospf" and able.no_vrf_ospf
    unnumbered = underlay.links == "unnumbered" and able.no_unnumbered_vrf_lite
    return not (able.no_vrf_lite or unrouted or unnumbered)
