"""Routing keeps fewer paths than the fabric has.

A switch that keeps 16 of its 32 equal routes leaves half of its uplinks idle for those prefixes, and which half
differs from switch to switch. The width is limited by what is declared, and by the chip.

Bad::

    size: {leaves: 8, spines: 32, downlinks: 32}
    underlay: {max_paths: 16}

Good::

    underlay: {}            # max_paths left out: as wide as the fabric needs

Source: RFC 7938, section 6.1; widths of chips with their sources: `fabricgen hardware`.
"""

from collections.abc import Iterator

from fabricgen.checks.exceptions import author
from fabricgen.checks.plan import PLURAL, Plan, a, several
from fabricgen.device import Facts
from fabricgen.findings import Finding
from fabricgen.hardware import sound

CODE = "FG405"


def check(plan: Plan) -> Iterator[Finding]:
    declared = plan.intent.underlay.max_paths
    needed = {about.tier.role: paths(plan, about) for about in plan.tiers}
    short = [role for role, number in needed.items() if declared is not None and number > declared]
    if short:
        yield Finding(
            CODE,
            f"max_paths is {declared}, and {' and '.join(f'{PLURAL[role]} have {needed[role]}' for role in short)}",
            path=("underlay", "max_paths"),
            label=f"at least {max(needed.values())}",
            help="leave it out: then it is as wide as the fabric needs",
        )
    for about in plan.tiers:
        yield from _chip(about, needed[about.tier.role])
        yield from _exceptions(plan, about, needed[about.tier.role])


def _chip(about: Facts, needed: int) -> Iterator[Finding]:
    width = sound(about.model.asic.ecmp_width)
    if width is not None and needed > width:
        yield Finding(
            CODE,
            f"{PLURAL[about.tier.role]} have {needed} equal paths, and {a(about.model.name)} spreads over {width}",
            path=("hardware", about.tier.role, "model"),
            label=f"{width} paths",
            help="take fewer links upwards, or a model with wider ECMP",
        )


def _exceptions(plan: Plan, about: Facts, needed: int) -> Iterator[Finding]:
    tier, by_row = about.tier, dict[int, list[int]]()
    for switch, deviation in about.deviations.items():
        if (
            deviation.max_paths is not None
            and deviation.max_paths < needed
            and switch in range(tier.first, tier.first + tier.count)
        ):
            by_row.setdefault(author(plan, switch, "max_paths"), []).append(switch)
    for row, switches in by_row.items():
        names = several([about.names[switch] for switch in switches])
        message = f"fewer paths than there are ({needed}) would be kept by {names}"
        path = ("exceptions", row, "max_paths")
        yield Finding(CODE, message, path=path, label=f"at least {needed}", help="drop the exception, or raise it")


def paths(plan: Plan, about: Facts) -> int:
    """Equal paths that a switch of the tier has as it is built: upwards, or down to one lower switch."""
    shape = plan.blueprint.fabric.shape
    upwards = about.tier.ports - about.tier.down
    return max(
        upwards, shape.leaf_links if about.tier.level == 1 else shape.spine_links if about.tier.level == 2 else 1
    )
