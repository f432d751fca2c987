"""A hand-off ends at something that isn't there, or at the same gateway as another one.

Bad::

    sites: {north: {inventory: north}, south: {inventory: south}}
    wan: [{from: north.east, to: suoth.west}]

Good::

    wan: [{from: north.east, to: south.west}]

What it means: nobody would look whether the two ends fit each other.

Source: a gateway is one port, and one router is behind it.
"""

from collections import Counter
from collections.abc import Iterator

from fabricgen.checks.sites import World
from fabricgen.findings import Finding, nearest
from fabricgen.intent.sites import End

CODE = "FG330"


def check(world: World) -> Iterator[Finding]:
    yield from map(world.document.located, _found(world))


def _found(world: World) -> Iterator[Finding]:
    uses: Counter[End] = Counter()
    for name in world.page.partners.keys() & world.page.sites.keys():
        message = f"{name} is a site and a partner"
        yield Finding(CODE, message, path=("partners", name), help="give one of them another name")
    for row, link in enumerate(world.page.wan):
        for word, end in (("from", link.from_), ("to", link.to)):
            path = ("wan", row, word)
            yield from _unknown(world, end, path)
            uses[end] += 1
            if uses[end] == 2 and end.gateway is not None:
                message = f"{end.text} is in two hand-offs"
                yield Finding(CODE, message, path=path, help="a gateway has one router behind it: drop one of them")
        if link.from_.site == link.to.site:
            message = f"{link.from_.text} and {link.to.text} are ends of the same site"
            yield Finding(CODE, message, path=("wan", row), help="a hand-off is between sites")
        elif {link.from_.site, link.to.site} <= world.page.partners.keys():
            message = f"{link.from_.text} and {link.to.text} are both partners"
            yield Finding(CODE, message, path=("wan", row), help="a hand-off has a gateway of ours at one end")


def _unknown(world: World, end: End, path: tuple[str | int, ...]) -> Iterator[Finding]:
    if end.site in world.page.partners and end.site not in world.page.sites:
        if end.gateway is not None:
            message = f"the partner {end.site} has no gateways that we know of"
            yield Finding(CODE, message, path=path, help=f"write {end.site}")
    elif end.site not in world.page.sites:
        known = tuple(dict.fromkeys((*world.page.sites, *world.page.partners)))
        yield Finding(
            CODE, f"there is no site or partner {end.site}", path=path, label=nearest(end.site, known),
            help=f"there are {', '.join(known)}",
        )  # fmt: skip
    elif end.site in world.sites:
        gateways = world.sites[end.site].intent.gateways
        if end.gateway is None or end.gateway not in gateways:
            listed = ", ".join(f"{end.site}.{name}" for name in gateways)
            message = f"{end.text} names no gateway of {end.site}"
            help_ = f"there are {listed}" if listed else "its page has no gateways"
            yield Finding(CODE, message, path=path, label=nearest(end.gateway or "", gateways), help=help_)
