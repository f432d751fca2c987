"""The clock can't run as it is written: no grandmaster where it says so, or values that its profile doesn't allow.

Time is taken from the ports under `sources` and from nowhere else, so each has to be a port to a host, on a leaf that
exists. Where a profile fixes domain and rates, a switch with others is not heard.

Bad::

    clock: {profile: g8275.1, domain: 0, sources: {spine-p00-00: Ethernet1/1}}

Good::

    clock: {profile: g8275.1, domain: 24, sources: {leaf-p00-00: Ethernet1/1, leaf-p01-00: Ethernet1/1}}

Source: ITU-T G.8275.1, annex A (domains 24 to 43; 8 announce, 16 sync and delay request messages a second);
IEEE 1588-2019, 9.2.2 (ports that only give time).
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Plan
from fabricgen.device.features.clock import PROFILES
from fabricgen.findings import Finding, nearest
from fabricgen.intent.clock import Clock

CODE = "FG351"
TELECOM = "g8275.1"
TELECOM_DOMAINS = range(24, 44)


def check(plan: Plan) -> Iterator[Finding]:
    asked = plan.intent.clock
    if asked is not None:
        yield from _sources(plan, asked)
        if asked.profile == TELECOM:
            yield from _telecom(asked)


def _sources(plan: Plan, asked: Clock) -> Iterator[Finding]:
    leaf = plan.tiers[0]
    leaves = leaf.names[leaf.tier.first : leaf.tier.first + leaf.tier.count]
    ports = leaf.port_names[0][: leaf.tier.down]
    for name, port in asked.sources.items():
        path = ("clock", "sources", name)
        if name not in leaves:
            message = f"a grandmaster is said to be at {name}, and there is no such leaf"
            yield Finding(
                CODE, message, path=path, label=nearest(name, leaves), help="name leaves as `fabricgen plan` does"
            )
        elif port not in ports:
            message = f"a grandmaster is said to be at {name}, port {port}, and hosts have no such port there"
            help_ = f"ports to hosts are {ports[0]} to {ports[-1]}"
            yield Finding(CODE, message, path=path, label=nearest(port, ports), help=help_)


def _telecom(asked: Clock) -> Iterator[Finding]:
    if asked.domain is not None and asked.domain not in TELECOM_DOMAINS:
        yield Finding(
            CODE,
            f"the domain {asked.domain} is none of profile {TELECOM}",
            path=("clock", "domain"),
            label="24 to 43",
            help="leave it out for 24, or take another profile",
        )
    usual = PROFILES[TELECOM]
    for key in ("announce", "sync", "delay_request"):
        written = getattr(asked.intervals, key)
        if written is not None and written != getattr(usual, key):
            yield Finding(
                CODE,
                f"profile {TELECOM} sends its {key.replace('_', ' ')} messages every 2^{getattr(usual, key)} s, "
                f"not every 2^{written} s",
                path=("clock", "intervals", key.replace("_", "-")),
                label=f"fixed at {getattr(usual, key)}",
                help="leave it out, or take another profile",
            )
