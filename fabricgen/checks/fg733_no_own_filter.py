"""A platform can't filter what is addressed to the switch itself.

Bad::

    hardware: {leaf: {model: nokia-7220-ixr-h5-64d, platform: srlinux}}     # where the platform says it can't
    management: {prefix: 172.20.0.0/24, allow: [192.0.2.0/24]}
    control_plane: closed

Good::

    hardware: {leaf: {model: arista-7060x6-64pe, platform: eos}}
    management: {prefix: 172.20.0.0/24, allow: [192.0.2.0/24]}
    control_plane: closed

What it means: everyone who reaches the switch could try its logins and its routing.

Source: RFC 6192; what each platform lacks: `fabricgen platforms`.
"""

from collections.abc import Iterator

from fabricgen.checks.capability import Wish, refusals
from fabricgen.checks.plan import Plan
from fabricgen.findings import Finding

CODE = "FG733"
LOGINS = Wish(
    CODE, "access list of its management", lambda able: able.no_login_filter, ("management", "allow"),
    "leave allow out, and guard the management network where it begins",
)  # fmt: skip
CONTROL = Wish(
    CODE, "filter of its control plane", lambda able: able.no_control_filter, ("control_plane",), "leave it open"
)


def check(plan: Plan) -> Iterator[Finding]:
    if plan.intent.management.allow:
        yield from refusals(plan, plan.tiers, LOGINS)
    if plan.intent.control_plane == "closed":
        yield from refusals(plan, plan.tiers, CONTROL)
