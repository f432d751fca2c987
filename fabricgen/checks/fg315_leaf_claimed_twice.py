"""Two VRFs claim the host ports of one leaf.

With routed hosts, all host ports of a leaf belong to one VRF.

Bad::

    vrfs: {acme: {leaves: ["leaf-p00-0*"]}, blue: {leaves: [leaf-p00-03]}}

Good::

    vrfs: {acme: {leaves: ["leaf-p00-0[012]"]}, blue: {leaves: [leaf-p00-03]}}

Source: RFC 4364, section 3: an attachment circuit is associated with one VRF.
"""

from collections.abc import Iterator
from fnmatch import fnmatchcase

from fabricgen.checks.plan import Plan, several
from fabricgen.findings import Finding

CODE = "FG315"


def check(plan: Plan) -> Iterator[Finding]:
    leaf = plan.tiers[0]
    owners: dict[str, str] = {}
    claimed: dict[tuple[str, str], list[str]] = {}
    for vrf, row in plan.intent.vrfs.items():
        for name in leaf.names[leaf.tier.first : leaf.tier.first + leaf.tier.count] if row.leaves else ():
            if any(fnmatchcase(name, pattern) for pattern in row.leaves) and owners.setdefault(name, vrf) != vrf:
                claimed.setdefault((owners[name], vrf), []).append(name)
    for (first, second), names in claimed.items():
        yield Finding(
            CODE,
            f"the VRFs {first} and {second} both claim {several(names)}",
            path=("vrfs", second, "leaves"),
            label=f"claimed by {first}",
            help="the host ports of a leaf belong to one VRF; with hosts.attach: trunk, tiers share a leaf",
        )
