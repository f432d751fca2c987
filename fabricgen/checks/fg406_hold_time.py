"""Neighbours are given up before a second keepalive can arrive.

A BGP session lives as long as a keepalive comes within the hold time, an OSPF adjacency as long as a hello comes within
the dead interval. One lost packet must not end it: the time is three times the interval. Fast detection is the work of
BFD.

Bad::

    underlay: {timers: {keepalive: 3, hold: 4}}

Good::

    underlay: {timers: {keepalive: 3, hold: 9}}

Source: RFC 4271, section 10: the keepalive interval is a third of the hold time; RFC 2328, appendix C.3: the dead
interval is a multiple of the hello interval.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.findings import Finding

CODE = "FG406"


def check(page: Page) -> Iterator[Finding]:
    underlay = page.intent.underlay
    timers, hellos = underlay.timers, underlay.ospf.timers
    if underlay.routing == "ospf" and hellos.dead < 3 * hellos.hello:
        yield Finding(
            CODE,
            f"neighbours are gone after {hellos.dead} s without a hello, and one is sent every {hellos.hello} s",
            path=("underlay", "ospf", "timers"),
            label=f"dead: at least {3 * hellos.hello}",
            help="three intervals; for fast detection use bfd",
        )
    if underlay.routing == "bgp" and timers.hold < 3 * timers.keepalive:
        yield Finding(
            CODE,
            f"sessions end after {timers.hold} s without a keepalive, and one is sent every {timers.keepalive} s",
            path=("underlay", "timers", "hold"),
            label=f"at least {3 * timers.keepalive}",
            help="three intervals; for fast detection use bfd",
        )
