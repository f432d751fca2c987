"""Switches can't reach a collector by their management port.

Samples, counters and logs leave by the management VRF, so that they need no working fabric and no customer sees them. A
collector inside the fabric's own pools, at the address of a switch, or of an IP version that the management network
doesn't have would hear nothing.

Bad::

    underlay: {loopbacks: 10.0.0.0/22}
    telemetry: {sflow: {collectors: [10.0.0.30]}}

Good::

    telemetry: {sflow: {collectors: [192.0.2.30]}}

Source: the fabric's pools are dealt out by position; VRFs do not share routes (RFC 4364).
"""

from collections.abc import Iterator
from ipaddress import ip_address

from fabricgen.checks.fg301_pools_overlap import pools
from fabricgen.checks.fg316_gateway import devices
from fabricgen.checks.plan import Plan
from fabricgen.findings import Finding
from fabricgen.intent import Intent

CODE = "FG352"
HELP = "give the address of a host in, or behind, the management network"
Path = tuple[str | int, ...]


def check(plan: Plan) -> Iterator[Finding]:
    for path, collector in collectors(plan.intent):
        yield from _reached(plan, path, collector)


def collectors(intent: Intent) -> Iterator[tuple[Path, str]]:
    """Each with its place on the page."""
    seen = intent.telemetry
    for name, found in (("sflow", seen.sflow), ("streaming", seen.streaming)):
        if found is not None:
            for index, address in enumerate(found.collectors):
                yield ("telemetry", name, "collectors", index), address


def _reached(plan: Plan, path: Path, collector: str) -> Iterator[Finding]:
    parsed, management = ip_address(collector), plan.intent.management.prefix
    if parsed.version != management.version:
        message = (
            f"the collector {collector} is IPv{parsed.version}, and the management network has IPv{management.version}"
        )
        yield Finding(CODE, message, path=path, label="out of reach", help=HELP)
        return
    for pool in pools(plan.intent):
        offset = int(parsed) - pool.pool.first
        if pool.pool.version != parsed.version or not 0 <= offset < pool.pool.size:
            continue
        if pool.path != ("management", "prefix"):
            message = f"the collector {collector} is in {pool.spelled}, which the management port doesn't lead to"
            yield Finding(CODE, message, path=path, label=f"in {pool.pool.text}", help=HELP)
        elif 2 <= offset < 2 + devices(plan):
            message = f"the collector {collector} has the address of a switch, built or still to come"
            yield Finding(CODE, message, path=path, label=f"in {pool.pool.text}", help=HELP)
