"""The position arithmetic of a number in words, so that a person can do the sum; it mirrors `fabricgen.allocation`."""

from fabricgen.allocation import Allocation, Numbering
from fabricgen.fabric import Position, Role

TIMES = " × "
PLURAL: dict[Role, str] = {"leaf": "leaves", "spine": "spines", "super-spine": "super-spines"}


def _plane(position: Position, block: int) -> str:
    """Nothing in the first plane."""
    return f"plane {position.plane}{TIMES}{block:,} + " if position.plane else ""


def device(numbering: Numbering, role: Role, position: Position) -> str:
    """The number of a switch among all that the maxima allow."""
    maxima, plane = numbering.maxima, _plane(position, numbering.plane_block)
    if role == "super-spine":
        below = f"{maxima.pods:,} pods{TIMES}{numbering.pod_block:,}"
        return f"{plane}{below} + group {position.block}{TIMES}{maxima.super_spines:,} + super-spine {position.number}"
    before = f"{maxima.leaves:,} leaves + " if role == "spine" else ""
    return f"{plane}pod {position.block}{TIMES}{numbering.pod_block:,} + {before}{role} {position.number}"


def link(numbering: Numbering, lower: Role, position: Position, uplink: int) -> str:
    """The number of a link: its lower switch and the uplink's place on it."""
    maxima, plane = numbering.maxima, _plane(position, numbering.plane_links)
    if lower == "leaf":
        own = f"(pod {position.block}{TIMES}{maxima.leaves:,} + leaf {position.number}){TIMES}{maxima.uplinks:,}"
        return f"{plane}{own} + uplink {uplink}"
    own = f"(pod {position.block}{TIMES}{maxima.spines:,} + spine {position.number}){TIMES}{maxima.spine_uplinks:,}"
    return f"{plane}{numbering.leaf_links:,} leaf links + {own} + uplink {uplink}"


def leaf(numbering: Numbering, position: Position) -> str:
    """The number of a leaf among all leaves."""
    plane = _plane(position, numbering.leaves)
    return f"{plane}pod {position.block}{TIMES}{numbering.maxima.leaves:,} + leaf {position.number}"


def asn(allocation: Allocation, role: Role, position: Position) -> str:
    """An AS number. Pods count through all planes."""
    scheme, maxima = allocation.asns, allocation.numbering.maxima
    pod = position.plane * maxima.pods + (0 if role == "super-spine" else position.block)
    offset = scheme.role_offset[("leaf", "spine", "super-spine").index(role)]
    region = f" + region {allocation.region}{TIMES}{scheme.region_stride}" if allocation.region else ""
    return f"{scheme.first}{region} + pod {pod}{TIMES}{scheme.pod_stride} + {offset}{_own(allocation, role, position)}"


def _own(allocation: Allocation, role: Role, position: Position) -> str:
    """What tells a switch from the others of its role in the pod; nothing where they share a number."""
    if role == "leaf":
        return f" + leaf {position.number}"
    if not allocation.spine_asns_unique:
        return f" for all {PLURAL[role]}"
    if role == "spine":
        return f" + spine {position.number}"
    supers = allocation.numbering.maxima.super_spines
    return f" + group {position.block}{TIMES}{supers} + super-spine {position.number}"
