"""A number doesn't fit the field that has to carry it.

Behind an IPv4 address a route distinguisher has 16 bits left, so a VRF's number is at most 65535; some switches wrap
a larger one silently, and two VRFs become one. Numbers that the page leaves open come from the lock file, which
counts upwards.

Bad::

    vrfs: {acme: {id: 65535}, blue: {}}      # blue would get 65536

Good::

    vrfs: {acme: {id: 1}, blue: {}}          # blue gets 2

Source: RFC 4364, section 4.2 (type 1); FRRouting/frr issue 5507; aristanetworks/avd issue 109.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Plan
from fabricgen.device.features.tenancy import vrf_ids
from fabricgen.findings import Finding
from fabricgen.intent.tenancy import VRF_ID_MAX

CODE = "FG305"


def check(plan: Plan) -> Iterator[Finding]:
    for name, number in vrf_ids(plan.intent.vrfs, plan.blueprint.lock).items():
        if number > VRF_ID_MAX:
            yield Finding(
                CODE,
                f"the VRF {name} would have the number {number}, and a route distinguisher takes {VRF_ID_MAX} at most",
                path=("vrfs", name),
                help="declare a free id for it: the numbers left open count on from the highest ever used",
            )
