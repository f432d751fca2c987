"""Two address pools overlap.

Every pool is dealt out by position from its first address on. Where two pools share addresses, a loopback and a link,
or a host and a switch, will one day have the same one; perhaps not today, but when the fabric has grown.

Bad::

    underlay: {loopbacks: 10.0.0.0/16, link_pool: 10.0.128.0/17}

Good::

    underlay: {loopbacks: 10.0.0.0/16, link_pool: 10.64.0.0/12}

Source: arithmetic.
"""

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from fabricgen.checks.plan import Page
from fabricgen.findings import Finding
from fabricgen.intent import Intent
from fabricgen.intent.words import Prefix

CODE = "FG301"


class Named(NamedTuple):
    path: tuple[str, ...]
    pool: Prefix

    @property
    def spelled(self) -> str:
        return ".".join(self.path)


def check(page: Page) -> Iterator[Finding]:
    for one, other in combinations(pools(page.intent), 2):
        if one.pool.overlaps(other.pool):
            yield Finding(
                CODE,
                f"{one.spelled} {one.pool.text} and {other.spelled} {other.pool.text} overlap",
                path=other.path,
                label=f"overlaps {one.spelled}",
                help="give each its own block: numbers are dealt out by position and would meet",
            )


def pools(intent: Intent) -> list[Named]:
    """Those in use."""
    underlay, six = intent.underlay, intent.underlay.ipv6
    links = underlay.links == "/31"
    found = (
        (("underlay", "loopbacks"), underlay.loopbacks),
        (("underlay", "link_pool"), underlay.link_pool if links else None),
        (("underlay", "ipv6", "loopbacks"), six.loopbacks if six else None),
        (("underlay", "ipv6", "links"), six.links if six and links else None),
        (("hosts", "pool"), intent.hosts.pool),
        (("management", "prefix"), intent.management.prefix),
    )
    return [Named(path, pool) for path, pool in found if pool is not None]
