"""Two cables of the cabling file end in the same port.

A port takes one cable. Planned cables can't collide; this is about `cabling.existing`, where a row was copied or a
port mistyped. A row for each direction, as LLDP gives them, is one cable and no mistake.

Bad::

    leaf-p00-00,Ethernet9,spine-p00-00,Ethernet1
    leaf-p00-01,Ethernet9,spine-p00-00,Ethernet1

Good::

    leaf-p00-00,Ethernet9,spine-p00-00,Ethernet1
    leaf-p00-01,Ethernet9,spine-p00-00,Ethernet2

Source: a cabling plan is a matching of ports; NVIDIA's Cable Validation Tool compares the same two ends.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Plan
from fabricgen.fabric.existing import TWICE as CODE
from fabricgen.findings import Finding

__all__ = ["CODE", "check"]


def check(plan: Plan) -> Iterator[Finding]:
    """What was seen while the file was read."""
    if plan.existing:
        yield from (finding for finding in plan.existing.findings if finding.code == CODE)
