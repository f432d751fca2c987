"""BGP sessions end before a second keepalive can arrive.

A session lives as long as a keepalive comes within the hold time. One lost packet must not end it: the hold time is
three
times the interval. Fast detection is the work of BFD.

Bad::

    underlay: {timers: {keepalive: 3, hold: 4}}

Good::

    underlay: {timers: {keepalive: 3, hold: 9}}

Source: RFC 4271, section 10: the keepalive interval is a third of the hold time.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.findings import Finding

CODE = "FG406"


def check(page: Page) -> Iterator[Finding]:
    timers = page.intent.underlay.timers
    if timers.hold < 3 * timers.keepalive:
        yield Finding(
            CODE,
            f"sessions end after {timers.hold} s without a keepalive, and one is sent every {timers.keepalive} s",
            path=("underlay", "timers", "hold"),
            label=f"at least {3 * timers.keepalive}",
            help="three intervals; for fast detection use bfd",
        )
