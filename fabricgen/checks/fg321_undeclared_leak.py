"""A VRF would get routes to another one, and nobody declared it.

What is handed from VRF to VRF is followed over all imports, also a second time: who uses a service has to be known to
the service's VRF, and if the prefixes of the service take in those of its users, one user learns the way to another.
`fabricgen show INVENTORY --reach` lists what every VRF reaches.

Bad::

    vrfs: {acme: {id: 1, pool: 10.1.0.0/16, reach: [wan]}, blue: {id: 2, pool: 10.2.0.0/16, reach: [wan]}}
    services: {wan: {vrf: shared, prefixes: [10.0.0.0/8]}}

Good::

    vrfs: {acme: {id: 1, pool: 10.1.0.0/16, reach: [wan]}, blue: {id: 2, pool: 10.2.0.0/16, reach: [wan]}}
    services: {wan: {vrf: shared, prefixes: [10.200.0.0/16]}}

Source: RFC 4364, section 4.3.5, on what VRFs import.
"""

from collections import defaultdict
from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.device.reach import Import, Path, Reached, declared, reached
from fabricgen.device.vrf_chains import handed
from fabricgen.findings import Finding

CODE = "FG321"


def check(page: Page) -> Iterator[Finding]:
    rows = handed(page.intent)
    between: dict[tuple[str, str], list[Import]] = defaultdict(list)
    for each in rows:
        between[each.into, each.source].append(each)
    for row in reached(page.intent, rows):
        if not declared(row, between[row.vrf, row.origin]):
            yield Finding(
                CODE,
                f"{row.vrf} would reach {row.prefix.text} of {row.origin} through {' and '.join(row.through[1:])}",
                path=_service(row, between[row.vrf, row.through[-1]]),
                label="takes it in",
                help="narrow the prefixes of the service to its own addresses",
            )


def _service(row: Reached, steps: list[Import]) -> Path:
    """The service whose prefixes let the last step happen."""
    last = next(each for each in steps if any(prefix.covers(row.prefix) for prefix in each.prefixes))
    return ("services", last.service, "prefixes") if last.forth else ("vrfs", last.source, "reach")
