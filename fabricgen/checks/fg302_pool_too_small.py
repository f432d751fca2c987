"""A pool is too small for the declared maxima.

Each number follows from a position, and every position that the maxima allow has its own, whether it is built or not:
that is why growth renumbers nothing. The pool has to hold them all. A pod's loopbacks take a power of two, so that a
pod is one prefix outside; a link takes two addresses; a leaf's routed hosts take twice its host ports, rounded up to
a power of two.

Bad::

    size: {leaves: 4, spines: 2, downlinks: 8, nics_per_host: 2, max_leaves: 64, max_spines: 64}
    underlay: {loopbacks: 10.0.0.0/26, link_pool: 10.64.0.0/24}

Good::

    size: {leaves: 4, spines: 2, downlinks: 8, nics_per_host: 2, max_leaves: 64, max_spines: 64}
    underlay: {loopbacks: 10.0.0.0/25, link_pool: 10.64.0.0/19}

Source: RFC 3021 (two addresses to a link) and arithmetic.
"""

from collections.abc import Iterator

from fabricgen.allocation import Allocation
from fabricgen.checks.fg301_pools_overlap import Named, pools
from fabricgen.checks.plan import Plan
from fabricgen.fabric import Position, Role
from fabricgen.findings import Finding
from fabricgen.intent.tenancy import TIERS_MAX
from fabricgen.kinds import Blueprint
from fabricgen.theory.asn import AsnError

CODE = "FG302"


def check(plan: Plan) -> Iterator[Finding]:
    needed = _needed(plan)
    own = (Named(("vrfs", name, "pool"), vrf.pool) for name, vrf in plan.intent.vrfs.items() if vrf.pool is not None)
    for path, pool in (*pools(plan.intent), *own):
        count = needed["hosts.pool" if path[0] == "vrfs" else ".".join(path)]
        if count > pool.size:
            bits = 32 if pool.version == 4 else 128
            yield Finding(
                CODE,
                f"{'.'.join(path)} {pool.text} has {pool.size:,} addresses, and the maxima need {count:,}",
                path=path,
                label=f"a /{bits - (count - 1).bit_length()} would do",
                help="give a larger block, or declare smaller maxima (size.max_pods, max_leaves, max_spines, …)",
            )


def _needed(plan: Plan) -> dict[str, int]:
    allocation, planes = plan.blueprint.allocation, plan.blueprint.fabric.shape.planes
    devices = planes * allocation.numbering.plane_block
    links = 2 * planes * allocation.numbering.plane_links
    return {
        "underlay.loopbacks": devices,
        "underlay.link_pool": links,
        "underlay.ipv6.loopbacks": devices + len(("subnet-router anycast",)),
        "underlay.ipv6.links": links,
        "hosts.pool": planes * allocation.numbering.leaves * _leaf_block(plan, allocation),
        "management.prefix": devices + len(("network", "gateway", "broadcast")),
    }


def _leaf_block(plan: Plan, allocation: Allocation) -> int:
    return TIERS_MAX * allocation.tier_block() if plan.intent.hosts.attach == "trunk" else allocation.host_block()


def unreached(decided: Blueprint) -> tuple[Finding, ...]:
    """Where the ASNs end before the maxima do, nothing can be built at all. Asks for the last position of each role."""
    shape = decided.fabric.shape
    maxima, plane = shape.maxima, shape.planes - 1
    corners: list[tuple[Role, Position]] = [
        ("leaf", Position(plane, maxima.pods - 1, maxima.leaves - 1)),
        ("spine", Position(plane, maxima.pods - 1, maxima.spines - 1)),
    ]
    if shape.tiers == 3:
        corners.append(("super-spine", Position(plane, maxima.spines - 1, maxima.super_spines - 1)))
    for role, position in corners:
        try:
            decided.allocation.asn(role, position)
        except AsnError as error:
            message = f"the ASNs don't reach for the maxima: {error}"
            help_ = "4200000000-4204194303 holds a region, 4200000000-4294967294 all 16"
            return (Finding(CODE, message, path=("underlay", "asn"), label="too narrow", help=help_),)
    return ()
