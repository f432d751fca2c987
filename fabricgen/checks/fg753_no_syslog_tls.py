"""A platform can't send its messages to syslog servers over TLS.

Bad::

    hardware: {leaf: {model: nvidia-sn5600, platform: sonic}}     # where the platform says it can't
    management: {syslog: [192.0.2.252], syslog_certificate: fabric}

Good::

    hardware: {leaf: {model: cisco-n9364d-gx2a, platform: nxos}}
    management: {syslog: [192.0.2.252], syslog_certificate: fabric}

What it means: its messages would cross the management network in the clear.

Source: RFC 5425; what each platform lacks: `fabricgen platforms`.
"""

from collections.abc import Iterator

from fabricgen.checks.capability import Wish, refusals
from fabricgen.checks.plan import Plan
from fabricgen.findings import Finding

CODE = "FG753"
PATH = ("management", "syslog_certificate")
WISH = Wish(
    CODE,
    "syslog over TLS",
    lambda able: able.no_syslog_tls,
    PATH,
    "leave it out, and keep the management network closed",
)


def check(plan: Plan) -> Iterator[Finding]:
    management = plan.intent.management
    if management.syslog_certificate is None:
        return
    yield from refusals(plan, plan.tiers, WISH)
    if not management.syslog:
        yield Finding(
            CODE,
            "messages are to go over TLS, and there is no syslog server that they go to",
            path=PATH,
            label="no management.syslog",
            help="name the servers under management.syslog, or leave this out",
        )
