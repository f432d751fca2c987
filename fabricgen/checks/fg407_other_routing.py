"""Words about one routing protocol, and the underlay runs the other.

Bad::

    underlay: {routing: ospf, spine_asns: unique, ospf: {quantum: 1 us}}

Good::

    underlay: {routing: ospf, ospf: {quantum: 1 us}}

What it means: the words would change nothing on any switch, and whoever reads the page believes they do.

Source: AS numbers, their loop detection and graceful restart are BGP's (RFC 4271, RFC 4724); areas and costs are
OSPF's (RFC 2328).
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.findings import Finding, Severity

CODE = "FG407"
OF_BGP = ("asn", "spine_asns", "valley_filter", "allowas_in", "timers", "graceful_restart", "password")
INSTEAD = {"timers": "underlay.ospf.timers", "password": "underlay.ospf.key"}
"""What says the same of OSPF."""


def check(page: Page) -> Iterator[Finding]:
    underlay = page.intent.underlay
    if underlay.routing == "bgp":
        if "ospf" in underlay.model_fields_set:
            help_ = "write underlay.routing: ospf, or drop the words about OSPF"
            message = "the page has words about OSPF, and the underlay is BGP"
            yield Finding(CODE, message, path=("underlay", "ospf"), label="no switch would run it", help=help_)
        return
    for word in OF_BGP:
        if word in underlay.model_fields_set:
            yield _idle(
                ("underlay", word), f"{word} says something of BGP, and the underlay is OSPF", INSTEAD.get(word)
            )
    for row, exception in enumerate(page.intent.exceptions):
        if exception.asn is not None:
            yield _idle(("exceptions", row, "asn"), "an AS number is BGP's, and the underlay is OSPF", None)


def _idle(path: tuple[str | int, ...], message: str, instead: str | None) -> Finding:
    help_ = f"write {instead}" if instead else "drop it"
    return Finding(CODE, message, path=path, label="changes nothing", help=help_, severity=Severity.WARNING)
