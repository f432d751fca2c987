"""A platform can't do what the page says for the time that an appliance is away.

Bad::

    hardware: {leaf: {model: juniper-qfx5220-32cd, platform: junos}}     # where the platform says it can't
    appliances: {fw-a: {leaf: leaf-p00-03, port: et-0/0/7, address: 10.9.0.1/31, otherwise: forward}}

Good::

    appliances: {fw-a: {leaf: leaf-p00-03, port: et-0/0/7, address: 10.9.0.1/31, otherwise: drop}}

What it means: packets would pass a dead firewall, or be lost with a device that may be missing.

Source: what each platform lacks: `fabricgen platforms`.
"""

from collections.abc import Iterator

from fabricgen.checks.capability import Wish, refusals
from fabricgen.checks.plan import Plan
from fabricgen.device.capabilities import Capabilities
from fabricgen.device.vrf_chains import plain
from fabricgen.findings import Finding

CODE = "FG729"


def check(plan: Plan) -> Iterator[Finding]:
    wanted = {row.otherwise: name for name, row in reversed(plan.intent.appliances.items()) if row.otherwise}
    for word, name in wanted.items() if plain(plan.intent) else ():
        path = ("appliances", name, "otherwise")
        reason = _dropping if word == "drop" else _forwarding
        able = [about for about in plan.tiers if not plan.able(about).no_redirection]
        yield from refusals(plan, able, Wish(CODE, f"`otherwise: {word}`", reason, path, "leave the word out"))


def _dropping(able: Capabilities) -> str:
    return able.no_redirection or able.no_redirect_drop


def _forwarding(able: Capabilities) -> str:
    return able.no_redirection or able.no_redirect_forward
