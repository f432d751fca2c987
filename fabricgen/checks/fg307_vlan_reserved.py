"""A tier's VLAN is out of range, or one that the switch keeps for itself.

The VLAN of a tier is `hosts.vlan_base` + 32 x region + the tier's id, between 2 and 4094. Some systems take VLANs for
their own use, EOS for example one for each routed port.

Bad::

    region: 15
    hosts: {attach: trunk, vlan_base: 3900, pool: 10.128.0.0/16}

Good::

    region: 15
    hosts: {attach: trunk, vlan_base: 100, pool: 10.128.0.0/16}

Source: IEEE 802.1Q, section 9.6 (VID 0 and 4095 reserved); what each platform keeps: `fabricgen platforms`.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Plan, several
from fabricgen.device.features.tenancy import tier_ids
from fabricgen.findings import Finding
from fabricgen.intent.tenancy import TIERS_MAX
from fabricgen.kinds import Blueprint

CODE = "FG307"
VLANS = (2, 4094)


def check(plan: Plan) -> Iterator[Finding]:
    if plan.intent.hosts.attach != "trunk":
        return
    ids = tier_ids(plan.intent.tiers, plan.blueprint.lock)
    vlans = {name: plan.blueprint.allocation.vlan(number, TIERS_MAX) for name, number in ids.items()}
    platform = plan.tiers[0].platform
    ranges = [(*block, f"kept by {platform}") for block in plan.able(plan.tiers[0]).reserved_vlans]
    for first, last, why in (*ranges, (VLANS[1] + 1, 1 << 30, "beyond 4094")):
        names = [name for name, vlan in vlans.items() if first <= vlan <= last]
        if names:
            yield _unusable(plan, names, vlans, why)


def surplus(decided: Blueprint) -> Iterator[Finding]:
    """Tiers that have no VLAN of the region and no community: nothing can be planned for them."""
    ids = tier_ids(decided.intent.tiers, decided.lock)
    return (_surplus(name, number) for name, number in ids.items() if number >= TIERS_MAX)


def _surplus(name: str, number: int) -> Finding:
    message = f"the tier {name} would have the number {number}, and there are {TIERS_MAX}, from 0 on"
    return Finding(CODE, message, path=("tiers", name), help="declare a free id for it, or drop a tier")


def _unusable(plan: Plan, names: list[str], vlans: dict[str, int], why: str) -> Finding:
    spelled = several([f"{name} on VLAN {vlans[name]}" for name in names])
    base = _nearest_base(plan, list(vlans.values()))
    return Finding(
        CODE,
        f"tiers with VLANs that can't be used: {spelled}",
        path=("hosts", "vlan_base"),
        label=why,
        help="choose another vlan_base" + (f": {base} would do" if base else ""),
    )


def _nearest_base(plan: Plan, vlans: list[int]) -> int | None:
    """The one next to the present one that moves all VLANs to where they are free."""
    own, reserved = plan.intent.hosts.vlan_base, plan.able(plan.tiers[0]).reserved_vlans
    low, high = min(vlans) - own, max(vlans) - own
    free = (
        base
        for base in range(VLANS[0], 4063)
        if VLANS[0] <= base + low
        and base + high <= VLANS[1]
        and not any(first <= base + high and base + low <= last for first, last in reserved)
    )
    return min(free, key=lambda base: abs(base - own), default=None)
