"""Which VRF reaches which addresses: what each has of its own, what is handed on between them, what follows from it.

Of the page alone. `imports` is what switches are told; `declared` what the page says should come of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from fabricgen.intent import Intent
from fabricgen.intent.words import Prefix

Path = tuple[str | int, ...]
SHARED_POOL: Path = ("hosts", "pool")


class Own(NamedTuple):
    """Addresses towards hosts of a VRF, and where the page gives them."""

    prefix: Prefix
    path: Path


class Import(NamedTuple):
    """Routes within `prefixes`, handed from the VRF `source` to the VRF `into`.

    With `forth`, `into` is the one that asked for the service; without, it is the service's, which has to know the way
    back.
    """

    into: str
    source: str
    service: str
    prefixes: tuple[Prefix, ...]
    forth: bool
    by: tuple[str, ...] = ()
    """Appliances that packets to these prefixes pass."""

    @property
    def user(self) -> str:
        """Of the two, the one that asked for the service."""
        return self.into if self.forth else self.source


class Reached(NamedTuple):
    """`vrf` has a route to addresses of `origin`, which came through the VRFs in `through`."""

    vrf: str
    origin: str
    prefix: Prefix
    through: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    """Appliances on the way there."""


def own(intent: Intent, name: str) -> tuple[Own, ...]:
    """Pool first. VRFs without one deal from the pool of all hosts, each leaf and tier from its own place in it."""
    vrf = intent.vrfs[name]
    trunk = intent.hosts.attach == "trunk"
    tiers = {key: tier for key, tier in intent.tiers.items() if trunk and tier.vrf == name}
    dealt = any(tier.stretch is None for tier in tiers.values()) if trunk else bool(vrf.leaves)
    pool = Own(vrf.pool, ("vrfs", name, "pool")) if vrf.pool else _common(intent)
    stretched = (Own(tier.stretch, ("tiers", key, "stretch")) for key, tier in tiers.items() if tier.stretch)
    return (*((pool,) if dealt and pool else ()), *stretched)


def _common(intent: Intent) -> Own | None:
    return Own(intent.hosts.pool, SHARED_POOL) if intent.hosts.pool else None


def imports(intent: Intent) -> Iterator[Import]:
    """Both directions of each declared use of a service; what isn't on the page is left to the checks."""
    for name, vrf in intent.vrfs.items():
        for key, known in vrf.shares.items():
            service = intent.services.get(key)
            if service is None or service.vrf not in intent.vrfs or service.vrf == name:
                continue
            back = known or tuple(row.prefix for row in own(intent, name))
            yield Import(name, service.vrf, key, service.prefixes, forth=True)
            yield Import(service.vrf, name, key, back, forth=False)


def reached(intent: Intent, handed: Iterable[Import]) -> tuple[Reached, ...]:
    """Over all imports, again and again until nothing is new: also what is handed on a second time."""
    onward: dict[str, list[Import]] = defaultdict(list)
    for row in handed:
        onward[row.source].append(row)
    found = {
        (name, name, row.prefix): Reached(name, name, row.prefix) for name in intent.vrfs for row in own(intent, name)
    }
    fresh = list(found.values())
    while fresh:
        news = [step for known in fresh for step in _handed(known, onward[known.vrf])]
        fresh = [row for row in news if found.setdefault((row.vrf, row.origin, row.prefix), row) is row]
    return tuple(found.values())


def _handed(known: Reached, rows: Iterable[Import]) -> Iterator[Reached]:
    for row in rows:
        if row.into != known.origin and row.into not in known.through:
            for prefix in row.prefixes:
                if (common := both(prefix, known.prefix)) is not None:
                    yield Reached(row.into, known.origin, common, (*known.through, known.vrf), (*row.by, *known.by))


def declared(row: Reached, rows: Iterable[Import]) -> bool:
    """Whether the page says that `row.vrf` may reach those addresses: own ones, a service's, or its users'."""
    if row.vrf == row.origin:
        return True
    return any(
        each.into == row.vrf and each.source == row.origin and any(one.covers(row.prefix) for one in each.prefixes)
        for each in rows
    )


def both(one: Prefix, other: Prefix) -> Prefix | None:
    """What two prefixes have in common: the longer one, if it lies in the other."""
    longer, shorter = (one, other) if one.length >= other.length else (other, one)
    return longer if shorter.covers(longer) else None


def meeting(prefixes: Sequence[Prefix]) -> list[tuple[int, int]]:
    """Which two of them have something in common, by their places in the list, lower ones first. Sorted, each follows
    those that it lies in.
    """
    found: list[tuple[int, int]] = []
    around: list[int] = []
    for place in sorted(range(len(prefixes)), key=lambda place: (prefixes[place].version, *prefixes[place][:2])):
        while around and not prefixes[around[-1]].covers(prefixes[place]):
            around.pop()
        found += [(min(place, other), max(place, other)) for other in around]
        around.append(place)
    return sorted(found)
