"""Parallel links between two switches, and nothing that weighs them.

When one of p parallel links breaks, the other switches still send the pair its full share: ECMP counts next hops, not
bandwidth. Towards that leaf (p - 1)/p of the bandwidth is left, although (s·p - 1)/(s·p) of the links work. With one
link per pair the route goes away and the others take the load.

Bad::

    size: {leaves: 8, spines: 4, downlinks: 32, leaf_links: 8}

Good::

    size: {leaves: 8, spines: 32, downlinks: 32}

Source: arithmetic; RFC 7938, section 6.3 and draft-ietf-idr-link-bandwidth describe the weighting that is not used
here.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import PLURAL, Plan
from fabricgen.findings import Finding, Severity

CODE = "FG108"


def check(plan: Plan) -> Iterator[Finding]:
    shape = plan.blueprint.fabric.shape
    yield from _parallel(plan, "leaf", "spine", shape.leaf_links, shape.spines)
    if shape.tiers == 3:
        yield from _parallel(plan, "spine", "super-spine", shape.spine_links, shape.super_spines)


def _parallel(plan: Plan, lower: str, upper: str, links: int, uppers: int) -> Iterator[Finding]:
    if links == 1:
        return
    word = f"{lower}_links"
    yield Finding(
        CODE,
        f"{links} parallel links from each {lower} to each of its {PLURAL[upper]}, without weighted ECMP",
        path=("size", word) if plan.intent.size.accelerators is None else ("size",),
        label=f"one broken link leaves {100 * (links - 1) / links:.3g} % towards that {lower}",
        help=f"{links * uppers} {PLURAL[upper]} with one link each would leave {_left(links * uppers):.3g} %; "
        f"or drain the pair when one of its links breaks",
        severity=Severity.WARNING,
    )


def _left(paths: int) -> float:
    return 100 * (paths - 1) / paths
