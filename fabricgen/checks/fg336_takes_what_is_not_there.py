"""A hand-off takes prefixes that the other end doesn't have, or leaves out those that it has.

Bad::

    # north/intent.yml; the hosts of the south are 10.129.0.0/16
    gateways: {east: {id: 1, leaf: leaf-p00-00, port: swp4, asn: 4210000000, address: 192.0.2.0/31}}

Good::

    gateways: {east: {..., accept: [10.129.0.0/16]}}

A gateway takes a default route where its page says nothing else; a site announces the prefixes of its tiers and no
default route. Of a partner, all that is taken is in its prefixes.

What it means: hosts of the other site are not reached; or routes that a partner has no business with, sent by mistake
or on purpose, draw traffic to it.

Source: RFC 7454 (operating BGP safely), section 6.
"""

from collections.abc import Iterator, Sequence

from fabricgen.checks.sites import Mouth, World, outward, sides
from fabricgen.findings import Finding
from fabricgen.intent.steering import DEFAULT_ROUTE
from fabricgen.intent.words import Prefix

CODE = "FG336"


def check(world: World) -> Iterator[Finding]:
    for one, other in sides(world):
        pool = other.site.intent.hosts.pool
        if pool is None:
            continue
        yield from _surplus(one, other.site.name, (pool,))
        if not any(taken.covers(pool) for taken in one.gateway.accept if taken != DEFAULT_ROUTE):
            message = f"{one.spelled} doesn't take {pool.text}, the hosts of {other.site.name}"
            yield one.finding(CODE, message, *_word(one), help_=f"write accept: [{pool.text}]")
    for one, stranger in outward(world):
        yield from _surplus(one, stranger.name, stranger.partner.prefixes)


def _surplus(one: Mouth, beyond: str, there: Sequence[Prefix]) -> Iterator[Finding]:
    listed = ", ".join(prefix.text for prefix in there)
    for row, taken in enumerate(one.gateway.accept):
        if taken == DEFAULT_ROUTE or not any(prefix.covers(taken) for prefix in there):
            what = "a default route" if taken == DEFAULT_ROUTE else taken.text
            message = f"{one.spelled} takes {what} from {beyond}, which has {listed}"
            yield one.finding(CODE, message, *_word(one, row), help_=f"write accept: [{listed}]")


def _word(one: Mouth, *row: int) -> tuple[str | int, ...]:
    return ("accept", *row) if "accept" in one.gateway.model_fields_set else ()
