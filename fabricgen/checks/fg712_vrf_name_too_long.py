"""The name of a VRF is too long for its platform.

On Linux, and so on SONiC and FRR, a VRF is a network interface, and its name has 15 characters at most.

Bad::

    vrfs: {customer-with-a-long-name: {id: 1}}     # on SONiC

Good::

    vrfs: {customer-a: {id: 1}}

Source: Linux, IFNAMSIZ in include/uapi/linux/if.h; by platform in `fabricgen platforms`.
"""

from collections.abc import Iterator, Sequence

from fabricgen.checks.plan import Plan
from fabricgen.device import Facts
from fabricgen.findings import Finding

CODE = "FG712"
KEPT = "shorten it; a VRF that has its number from the lock file keeps it if you declare the id"


def check(plan: Plan) -> Iterator[Finding]:
    tenants = [about for about in plan.tiers if about.vrfs]
    for name in plan.intent.vrfs:
        yield from _too_long(plan, tenants, name, ("vrfs", name), KEPT)
    yield from _too_long(plan, plan.tiers, plan.intent.management.vrf, ("management", "vrf"), "shorten it")


def _too_long(plan: Plan, tiers: Sequence[Facts], name: str, path: tuple[str, ...], help_: str) -> Iterator[Finding]:
    """Told once, by the strictest of the tiers that have the VRF."""
    about = min(tiers, key=lambda each: plan.able(each).vrf_name_max, default=None)
    most = plan.able(about).vrf_name_max if about is not None else len(name)
    if about is not None and len(name) > most:
        message = f"the VRF {name} has a name of {len(name)} characters, and {about.platform} takes {most}"
        yield Finding(CODE, message, path=path, label=f"at most {most}", help=help_)
