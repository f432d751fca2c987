"""A gateway's marking names no class, or gives packets of two classes the same DSCP.

Bad::

    gateways: {east: {marking: {inferrence: AF41}, ...}}      # no such class
    gateways: {east: {marking: {inference: AF31}, ...}}       # 26, which rdma has and keeps

Good::

    gateways: {east: {marking: {inference: AF31, rdma: CS4}, ...}}

Classes that the marking doesn't name keep their DSCPs on the link. So does the class that takes the rest, but for those
that another class has there: such packets of the rest leave with its lowest DSCP.

What it means: beyond the link nobody can tell the two classes apart, and neither can the switch when packets come back.

Source: RFC 2475, section 2.3.2 (marking at the border); RFC 2474, section 2 (a DSCP means what each domain says).
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.device.features.marking import members, own
from fabricgen.findings import Finding, nearest
from fabricgen.intent.steering import Gateway

CODE = "FG419"


def check(page: Page) -> Iterator[Finding]:
    for name, gateway in page.intent.gateways.items():
        yield from _unknown(page, name, gateway)
        yield from _alike(page, name, gateway)


def _unknown(page: Page, name: str, gateway: Gateway) -> Iterator[Finding]:
    for marked in gateway.marking:
        if marked not in page.intent.classes:
            yield Finding(
                CODE,
                f"{name} marks {marked}, and there is no such class",
                path=("gateways", name, "marking", marked),
                label=nearest(marked, page.intent.classes),
                help=f"there are {', '.join(page.intent.classes)}",
            )


def _alike(page: Page, name: str, gateway: Gateway) -> Iterator[Finding]:
    """Of the class that takes the rest the lowest DSCP counts, which is what it has instead of those it gives up."""
    classes = page.intent.classes
    lowest = own(classes)
    held = {
        dscp: kept
        for dscp, kept in enumerate(members(classes))
        if kept in classes and kept not in gateway.marking and (classes[kept].dscp or dscp == lowest[kept])
    }
    for marked, dscp in gateway.marking.items():
        if dscp in held:
            other = held[dscp]
            why = f"as {other}" if other in gateway.marking else f"which {other} keeps on the link"
            yield Finding(
                CODE,
                f"{name} gives {marked} the DSCP {dscp}, {why}",
                path=("gateways", name, "marking", marked),
                help=f"take another one, or give {other} another one",
            )
        held.setdefault(dscp, marked)
