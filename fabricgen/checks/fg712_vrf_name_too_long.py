"""The name of a VRF is too long for the leaves' platform.

On Linux, and so on SONiC and FRR, a VRF is a network interface, and its name has 15 characters at most.

Bad::

    vrfs: {customer-with-a-long-name: {id: 1}}     # on SONiC

Good::

    vrfs: {customer-a: {id: 1}}

Source: Linux, IFNAMSIZ in include/uapi/linux/if.h; by platform in `fabricgen platforms`.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Plan
from fabricgen.findings import Finding

CODE = "FG712"


def check(plan: Plan) -> Iterator[Finding]:
    leaf = plan.tiers[0]
    most = plan.able(leaf).vrf_name_max
    for name in plan.intent.vrfs:
        if len(name) > most:
            yield Finding(
                CODE,
                f"the VRF {name} has a name of {len(name)} characters, and {leaf.platform} takes {most}",
                path=("vrfs", name),
                label=f"at most {most}",
                help="shorten it; a VRF that has its number from the lock file keeps it if you declare the id",
            )
