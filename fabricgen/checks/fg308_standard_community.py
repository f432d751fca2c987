"""A standard community can't carry that number.

A standard community is 16 bits of ASN and 16 of value. A 4-byte ASN doesn't fit, and 65535 is reserved for well-known
communities such as NO_EXPORT. The mark that keeps routes valley-free is therefore 65000:911, whatever the fabric's
ASNs are.

Bad::

    4200000000:911

Good::

    65000:911

Source: RFC 1997; RFC 8092 (large communities, for 4-byte ASNs); netlab issue 1026.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Plan
from fabricgen.device.features.underlay import valley
from fabricgen.device.model import Mark
from fabricgen.findings import Finding

CODE = "FG308"
WELL_KNOWN = 65_535


def check(plan: Plan) -> Iterator[Finding]:
    mark = valley(plan.intent.underlay)
    if mark is not None and not fits(mark):
        message = f"{mark.asn}:{mark.value} is no standard community"
        yield Finding(CODE, message, path=("underlay", "valley_filter"), help="both halves are 0 to 65534")


def fits(mark: Mark) -> bool:
    return 0 <= mark.asn < WELL_KNOWN and 0 <= mark.value <= WELL_KNOWN
