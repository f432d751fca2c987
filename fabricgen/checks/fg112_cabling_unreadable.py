"""The cabling file can't be read, or names what the fabric doesn't have.

The file that `cabling.existing` names is a CSV beside the page: a header, then one cable to a row, switches and ports
called as `fabricgen show` and the rendered configurations call them. Lines that start with # are passed over.

Bad::

    leaf-p00-00,Ethernet9,spine-p0-00,Ethernet1

Good::

    device,port,peer,peer_port
    leaf-p00-00,Ethernet9,spine-p00-00,Ethernet1

Source: RFC 4180 for the form of the file; its four words are ours.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Plan
from fabricgen.fabric.existing import UNKNOWN as CODE
from fabricgen.findings import Finding

__all__ = ["CODE", "check"]


def check(plan: Plan) -> Iterator[Finding]:
    """What was seen while the file was read."""
    if plan.existing:
        yield from (finding for finding in plan.existing.findings if finding.code == CODE)
