"""The two ends of a hand-off don't mean the same by their communities, or hand out marks of their own.

Bad::

    # north/intent.yml
    gateways: {east: {communities: {frontier: "64512:1:1"}, ...}}
    # south/intent.yml
    gateways: {west: {communities: {frontier: "64512:1:2"}, ...}}

Good::

    gateways: {east: {communities: {frontier: "64512:1:1"}, ...}}
    gateways: {west: {communities: {frontier: "64512:1:1"}, ...}}

Each end names the same communities; the tiers behind them may have names of their own. `communities: {}` sends routes
without any.

What it means: a mark that the other end doesn't know is dropped there, and with it what it was to say. A fabric's own
marks say how it is built, and steer it where they come back unchanged.

Source: RFC 8092; RFC 7454 (operating BGP safely), section 11: communities of one's own are kept from outside.
"""

from collections.abc import Iterator

from fabricgen.checks.sites import Mouth, World, outward, pairs, sides
from fabricgen.findings import Finding
from fabricgen.intent.steering import AVOID

CODE = "FG335"
ADVICE = "write communities: marks by tier that both ends agreed on, or {} to send none"


def check(world: World) -> Iterator[Finding]:
    for one, other in sides(world):
        yield from _own(one, other.spelled)
        yield from _unknown(one, other)
    for one, other in pairs(world):
        yield from _avoided(one, other)
    for one, stranger in outward(world):
        yield from _own(one, stranger.name)


def _own(one: Mouth, beyond: str) -> Iterator[Finding]:
    if one.gateway.communities is None:
        message = f"{one.spelled} would hand its fabric's own marks to {beyond}"
        help_ = "write communities: marks by tier that both ends agreed on, or {} to send none"
        yield one.finding(CODE, message, help_=help_)


def _unknown(one: Mouth, other: Mouth) -> Iterator[Finding]:
    near, far = one.gateway.communities, other.gateway.communities
    if near is None or far is None:
        return
    for name, mark in near.items():
        if mark not in far.values():
            message = f"{one.spelled} means {name} by {mark}, which {other.spelled} doesn't know"
            label = f"there: {', '.join(far.values())}" if far else ""
            help_ = "agree on the marks of the link, and write them in both pages"
            yield one.finding(CODE, message, "communities", name, label=label, help_=help_)


def _avoided(one: Mouth, other: Mouth) -> Iterator[Finding]:
    near, far = ({mark: name for name, mark in (side.gateway.communities or {}).items()} for side in (one, other))
    for mark in near.keys() & far.keys():
        if (near[mark] == AVOID) != (far[mark] == AVOID):
            message = f"{mark} means {near[mark]} at {one.spelled}, and {far[mark]} at {other.spelled}"
            help_ = "let what is to be avoided have one mark at both ends"
            yield other.finding(CODE, message, "communities", far[mark], help_=help_)
