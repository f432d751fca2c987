"""Policies as access lists, one for each segment: where its hosts' packets enter, and nowhere else.

Lists have no memory of sessions, so each allowed question comes with an entry for its answers, where those enter.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from fabricgen.device.features.access import ANYWHERE, block, joined, meet, narrower
from fabricgen.device.model import AccessList, Action, Block, Entry, Ports, Protocol
from fabricgen.intent.policies import ANY, Policy, Traffic
from fabricgen.intent.words import prefix_of

FIRST = 1
"""Number of the entry for sessions with a WAN router, ahead of all policies."""
STEP = 10
DEFAULTS = 60_000
"""Number of the first entry that no policy wrote: a policy more moves none of them. NVUE counts to 65535."""
ROCE = 4791
"""RoCEv2 answers to the port that it asks (InfiniBand Architecture Specification, annex A17)."""

Rules = tuple["Rule", ...]


class Rule(NamedTuple):
    """An entry before it has a number."""

    action: Action
    protocol: Protocol
    source: Block
    destination: Block
    source_ports: Ports | None = None
    ports: Ports | None = None
    established: bool = False


class Segment(NamedTuple):
    """Who is under one access list: they are in the routing table `table`, None for the default one. `names` are the
    endpoints that mean all of them, `inside` is the one that is open to them; None beyond a WAN router, where nothing
    is closed but by policies. `link` are the addresses of the link to it, which sessions with it come from.
    """

    name: str
    table: str | None
    names: frozenset[str]
    inside: str | None
    link: Block | None = None


@dataclass(frozen=True, slots=True)
class World:
    """Who is where. By endpoint: its table and its addresses; by table: the services that it reaches, and what each of
    them is told of its addresses, where that isn't all; by segment: what is in its table and is neither the segment nor
    outside the fabric.
    """

    tables: Mapping[str, str | None]
    addresses: Mapping[str, tuple[Block, ...]]
    services: frozenset[str]
    reach: Mapping[str | None, frozenset[str]]
    told: Mapping[str | None, Mapping[str, tuple[Block, ...]]]
    rivals: Mapping[str, tuple[Block, ...]]

    def knows(self, endpoint: str) -> bool:
        return endpoint == ANY or "/" in endpoint or endpoint in self.tables

    def seen(self, endpoint: str, table: str | None) -> tuple[Block, ...]:
        """Its addresses that packets in a table can get to: all in its own table; elsewhere services and who asks
        them, and nothing without a declared leak.
        """
        if endpoint == ANY:
            return (ANYWHERE,)
        if "/" in endpoint:
            return (block(prefix_of(endpoint)),)
        home, own = self.tables[endpoint], self.addresses[endpoint]
        if home == table:
            return own
        if endpoint in self.services:
            return own if endpoint in self.reach.get(table, ()) else ()
        offered = self.offered(home, table)
        whole = offered if endpoint == home else _both(own, offered)
        return joined((*whole, *_both(own, self.asking(home, table))))

    def offered(self, home: str | None, table: str | None) -> tuple[Block, ...]:
        """Addresses of the services of one table that another table reaches."""
        shared = [name for name in self.reach.get(table, ()) if self.tables[name] == home]
        return tuple(one for name in sorted(shared) for one in self.addresses[name])

    def asking(self, home: str | None, table: str | None) -> tuple[Block, ...]:
        """Addresses of one table that services of another one know."""
        asked = sorted(name for name in self.reach.get(home, ()) if self.tables[name] == table)
        known = self.told.get(home, {})
        return tuple(one for name in asked for one in known.get(name) or (ANYWHERE,))

    def clients(self, table: str | None) -> tuple[str, ...]:
        """Tables that reach a service of this one."""
        return tuple(sorted(name for name in self.reach if name is not None and self.offered(table, name)))


def _both(some: Iterable[Block], others: tuple[Block, ...]) -> Iterator[Block]:
    return (found for one in some for other in others if (found := narrower(one, other)) is not None)


def access_list(world: World, segment: Segment, policies: Iterable[Policy]) -> AccessList | None:
    """None where there is nothing to filter. No name is longer than 28, the most of iptables(8); those of WAN routers
    begin otherwise, as one may be called like a tier.
    """
    written = _distinct(rule for policy in policies for rule in _rules(world, segment, policy))
    unwritten = _defaults(world, segment)
    if not written and not unwritten:
        return None
    rest = (*unwritten, Rule("permit", "all", ANYWHERE, ANYWHERE))
    own = () if segment.link is None else (Rule("permit", "all", segment.link, segment.link),)
    head = "WAN" if segment.inside is None else "IN"
    entries = (*_numbered(own, FIRST), *_numbered(written, STEP), *_numbered(rest, DEFAULTS))
    return AccessList(f"{head}-{segment.name}", entries)


def _rules(world: World, segment: Segment, policy: Policy) -> Iterator[Rule]:
    asked = world.seen(policy.to, segment.table)
    for traffic in policy.traffic:
        for source in _sources(world, segment, policy.from_):
            yield from (_question(policy.action, source, one, traffic) for one in asked)
    if policy.action == "deny":
        return
    asking = world.seen(policy.from_, segment.table)
    for traffic in policy.traffic:
        for source in _sources(world, segment, policy.to):
            for one in asking:
                yield from _answers(source, one, traffic)


def _sources(world: World, segment: Segment, endpoint: str) -> tuple[Block, ...]:
    """Where packets come from that enter here and are the endpoint's; a whole segment is known by its ports."""
    if endpoint == ANY or endpoint in segment.names:
        return (ANYWHERE,)
    if "/" in endpoint:
        return world.seen(endpoint, segment.table)
    here = endpoint in world.services and world.tables[endpoint] == segment.table
    return world.addresses[endpoint] if here else ()


def _ports(traffic: Traffic) -> Ports | None:
    return Ports(traffic.first, traffic.last) if traffic.ported else None


def _question(action: Action, source: Block, destination: Block, traffic: Traffic) -> Rule:
    return Rule(action, traffic.protocol, source, destination, ports=_ports(traffic))


def _answers(source: Block, destination: Block, traffic: Traffic) -> Iterator[Rule]:
    """TCP has a mark for them; of the rest, what comes from the port that was asked, or has no ports, may be one."""
    ports, tcp = _ports(traffic), traffic.protocol == "tcp"
    yield Rule("permit", traffic.protocol, source, destination, source_ports=ports, established=tcp)
    if traffic.protocol == "udp" and ports is not None and ports.first <= ROCE <= ports.last:
        yield Rule("permit", "udp", source, destination, ports=Ports(ROCE, ROCE))


def _defaults(world: World, segment: Segment) -> Rules:
    """What no policy is about: open inside, closed to other segments and to services."""
    if segment.inside is None:
        return ()
    table, inside = segment.table, world.addresses[segment.inside]
    closed = [*world.rivals.get(segment.name, ())]
    closed += [one for name in world.reach.get(table, ()) for one in world.addresses[name]]
    closed += [one for name in world.clients(table) for one in world.seen(name, table)]
    open_ = [one for one in inside if any(meet(one, other) for other in closed)]
    permits = tuple(Rule("permit", "all", ANYWHERE, one) for one in open_)
    return (*permits, *(Rule("deny", "all", ANYWHERE, one) for one in sorted(set(closed))))


def _distinct(rules: Iterable[Rule]) -> Rules:
    """Without those that an earlier one of the same form decides."""
    found: dict[Rule, Rule] = {}
    for rule in rules:
        found.setdefault(rule._replace(action="permit"), rule)
    return tuple(found.values())


def _numbered(rules: Rules, first: int) -> tuple[Entry, ...]:
    return tuple(Entry(first + STEP * index, *rule) for index, rule in enumerate(rules))
