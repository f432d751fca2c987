"""A tier has no way out of the fabric, while the page has gateways; or a gateway that no tier uses.

Bad::

    gateways: {east: {id: 1, leaf: leaf-p00-00, port: swp8, asn: 65010, address: 203.0.113.1/31}}
    tiers: {tier-00: {id: 0}}

Good::

    tiers: {tier-00: {id: 0, gateways: [east]}}

What it means: routes of a tier carry the tier's community, and gateways announce nothing without one; a tier that names
no gateway would be cut off without a word.

Source: RFC 8092; RFC 8195 (large communities in use), section 3.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.findings import Finding, Severity

CODE = "FG410"


def check(page: Page) -> Iterator[Finding]:
    intent = page.intent
    if not intent.gateways:
        return
    if not intent.tiers:
        message = f"no tier can leave by {' or '.join(intent.gateways)}: the page has no tiers"
        yield Finding(CODE, message, path=("gateways",), help="write the tiers, each with its gateways")
        return
    for name, tier in intent.tiers.items():
        if not tier.gateways:
            message = f"the tier {name} has no gateway, and nothing of it leaves the fabric"
            listed = ", ".join(intent.gateways)
            yield Finding(
                CODE, message, path=("tiers", name), help=f"write gateways: [{listed}], the first choice first"
            )
    used = {gateway for tier in intent.tiers.values() for gateway in tier.gateways}
    for name in (
        [name for name in intent.gateways if name not in used] if used and used <= intent.gateways.keys() else ()
    ):
        message = f"no tier leaves by {name}"
        help_ = "name it in the gateways of tiers, or drop it"
        yield Finding(CODE, message, path=("gateways", name), help=help_, severity=Severity.WARNING)
