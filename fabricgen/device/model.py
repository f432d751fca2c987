"""One switch, vendor-neutral: the values that templates see. Addresses and numbers are final; a template only writes
them down.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

UNDERLAY_INSTANCE = 1
"""Number of the underlay's OSPF where instances have numbers; a VLAN of a VRF is 2 at least."""


class Block(NamedTuple):
    """Addresses that have the bits of `value` where `mask` has ones; `bits` is 32 or 128."""

    value: int
    mask: int
    bits: int


@dataclass(frozen=True, slots=True)
class User:
    """`secret` is the reference in angle brackets that stands in for the hash until a push resolves it."""

    name: str
    secret: str
    role: Literal["admin", "operator"]


@dataclass(frozen=True, slots=True)
class System:
    """What the management side of all switches of a fabric shares."""

    vrf: str
    gateway: str
    prefix_length: int
    domain: str | None
    users: tuple[User, ...]
    dns: tuple[str, ...]
    ntp: tuple[str, ...]
    syslog: tuple[str, ...]
    severity: Literal["error", "warning", "notice", "info", "debug"] = "info"
    """From which on messages go to the syslog servers."""
    facility: str | None = None
    """Of these messages, local0 to local7; None is the platform's own."""
    certificate: str | None = None
    """By which the switch is known to the syslog servers, over TLS; None over UDP."""
    logins: tuple[Block, ...] = ()
    """Who may open SSH and the interfaces for tools; none for everyone."""


@dataclass(frozen=True, slots=True)
class Ecn:
    """Marking thresholds in bytes at the speed of the port, and as given in microseconds; probability in percent."""

    min_bytes: int
    max_bytes: int
    min_us: float
    max_us: float
    probability: float


@dataclass(frozen=True, slots=True)
class Queue:
    """One traffic class on one speed of port. `number` is priority, traffic class and queue; `share` in percent."""

    name: str
    number: int
    strict: bool
    share: int
    lossless: bool
    ecn: Ecn | None


@dataclass(frozen=True, slots=True)
class Headroom:
    """Bytes that still arrive after a pause was sent, and how far the queue drains before traffic resumes."""

    xoff_bytes: int
    xon_bytes: int
    cable_metres: int


@dataclass(frozen=True, slots=True)
class Profile:
    """What all ports of one role and speed of a switch share; `asic` is the chip family."""

    name: str
    facing: Literal["host", "down", "up"]
    asic: str
    gbps: int
    lanes: int
    mtu: int
    routed: bool
    unnumbered: bool
    queues: tuple[Queue, ...]
    lossless_priorities: tuple[int, ...]
    headroom: Headroom | None
    watchdog: bool
    vlans: tuple[int, ...]
    sampling: int | None = None
    """One in so many packets that come in is copied to the collectors of flow samples."""


class OspfPort(NamedTuple):
    """OSPF on a port. `neighbor` is the router id at its other end; None where hosts are, which hear no OSPF.
    `latency_us` is one way, None where it decides nothing.
    """

    cost: int
    neighbor: str | None
    latency_us: float | None


class Port(NamedTuple):
    """One logical port in use. `profile` is the index of its profile; addresses carry their prefix length. `ospf` is
    None where the underlay isn't OSPF, and in a VRF that ends at this switch.
    """

    name: str
    profile: int
    description: str
    address: str | None
    address6: str | None
    vrf: str | None
    cage: int
    lane: int
    ospf: OspfPort | None = None
    bundle: int | None = None
    """Number of the port channel that it is a member of."""


@dataclass(frozen=True, slots=True)
class Watchdog:
    """PFC watchdog times in milliseconds."""

    detection_ms: int
    restoration_ms: int
    poll_ms: int
    action: Literal["drop", "forward", "alert"]


@dataclass(frozen=True, slots=True)
class TrafficClass:
    """A row of the fabric's class table; `dscps` lists every code point of it, also for the class that takes the
    rest.
    """

    name: str
    number: int
    dscps: tuple[int, ...]
    lossless: bool
    strict: bool
    share: int
    default: bool


@dataclass(frozen=True, slots=True)
class Lossless:
    """The class table and what protects the lossless classes, equal on all switches of a fabric."""

    classes: tuple[TrafficClass, ...]
    watchdog: Watchdog | None
    headroom_ratio: float
    """Worst-case headroom to what is set aside: 1 is dedicated."""

    @property
    def priorities(self) -> tuple[int, ...]:
        return tuple(row.number for row in self.classes if row.lossless)


@dataclass(frozen=True, slots=True)
class Ecmp:
    """How paths are picked. `width` is the most next hops of a route that the fabric can produce."""

    seed: int
    width: int
    queue_pair: bool


@dataclass(frozen=True, slots=True)
class Adaptive:
    """Dynamic load balancing."""

    granularity: Literal["flowlet", "per-packet"]


class Neighbor(NamedTuple):
    """A BGP session; `address` is None on unnumbered links, `interface` the local port."""

    group: str
    address: str | None
    address6: str | None
    interface: str
    asn: int
    description: str


@dataclass(frozen=True, slots=True)
class PeerGroup:
    """Sessions to one tier. `asn` is the neighbours' when they share one."""

    name: str
    asn: int | None
    direction: Literal["up", "down"]
    allowas_in: bool
    route_map_in: str | None
    route_map_out: str


class Mark(NamedTuple):
    """A community (RFC 1997) that marks routes on their way down."""

    asn: int
    value: int


@dataclass(frozen=True, slots=True)
class Bgp:
    """eBGP underlay (RFC 7938). `announced` are the prefixes that may leave the switch, with their exact length."""

    asn: int
    router_id: str
    max_paths: int
    keepalive: int
    hold: int
    bfd_interval_ms: int
    bfd_multiplier: int
    restart_seconds: int
    password: str | None
    unnumbered: bool
    groups: tuple[PeerGroup, ...]
    neighbors: tuple[Neighbor, ...]
    loopbacks: str
    loopbacks6: str | None
    hosts: str | None
    aggregate: str | None
    valley: Mark | None
    ipv6: bool


@dataclass(frozen=True, slots=True)
class Vrf:
    name: str
    id: int


class Vlan(NamedTuple):
    """A tier's VLAN with its gateway on this leaf; `mac` is that of a gateway that all leaves have."""

    id: int
    name: str
    vrf: str | None
    address: str
    mtu: int
    mac: str | None = None


class Span(NamedTuple):
    """Routes to `prefix` and to its parts that are at least `least` and at most `most` bits long."""

    prefix: str
    least: int
    most: int


class Static(NamedTuple):
    """A route of this leaf: what is behind an appliance, and the appliance's address. `marks` are the communities of
    the tiers that leave the fabric by it.
    """

    prefix: str
    hop: str
    marks: tuple[str, ...]

    @property
    def span(self) -> Span:
        length = int(self.prefix.rpartition("/")[2])
        return Span(self.prefix, length, length)


class Leak(NamedTuple):
    """Routes that a VRF takes from another one, `vrf`, whose route target is `target`.

    `spans` is what may be taken, wherever it comes from. Where routes go from VRF to VRF inside each switch, `near` is
    what is taken on this one, and `onward` what of it is announced: the way back from a service.
    """

    vrf: str
    id: int
    target: str
    spans: tuple[Span, ...]
    near: tuple[Span, ...]
    onward: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class OverlayVrf:
    """A VRF that goes beyond this switch. `vlan` is its own VLAN; `own` are its addresses everywhere, `local` its
    routes on this leaf.
    """

    name: str
    id: int
    vlan: int
    vni: int
    distinguisher: str
    target: str
    local: tuple[Span, ...]
    leaks: tuple[Leak, ...]
    own: tuple[Span, ...] = ()
    exits: "Exits | None" = None
    """None where none of its tiers has gateways."""
    statics: tuple[Static, ...] = ()
    """Of the leaf that appliances are at, by prefix."""
    beyond: tuple[Span, ...] = ()
    """What it reaches through appliances, wherever these are."""

    @property
    def near(self) -> tuple[Span, ...]:
        """What this switch announces in it, where routes go from VRF to VRF inside each switch."""
        return (*self.local, *self.onward, *(route.span for route in self.statics))

    @property
    def onward(self) -> tuple[Span, ...]:
        """What other VRFs of this switch let it announce: the ways back from its services."""
        return tuple(span for leak in self.leaks for span in leak.onward)

    @property
    def accepted(self) -> tuple[Span, ...]:
        """What it may have routes to, where it takes them by route target from wherever they come."""
        return (*self.own, *(span for leak in self.leaks for span in leak.spans), *self.beyond)

    @property
    def taken(self) -> tuple[Leak, ...]:
        """From VRFs that are on this switch."""
        return tuple(leak for leak in self.leaks if leak.near)


class Segment(NamedTuple):
    """A VLAN that is the same on all leaves."""

    vlan: int
    vni: int
    distinguisher: str
    target: str


class Peer(NamedTuple):
    """A neighbouring switch that EVPN routes are exchanged with from loopback to loopback; the group as `Neighbor`."""

    group: str
    address: str
    asn: int
    name: str


class Bundle(NamedTuple):
    """A port channel to a host that other leaves have one to, too (RFC 7432). The number, the LACP system id `mac` and
    the Ethernet segment identifier are the same on all of them; `ports` are those of this leaf.
    """

    number: int
    name: str
    mac: str
    identifier: str
    vlan: int
    ports: tuple[str, ...]


class Subinterface(NamedTuple):
    """A VRF's own link: its VLAN tagged on a port towards another switch, with the port's address and OSPF cost."""

    port: Port
    vrf: OverlayVrf


@dataclass(frozen=True, slots=True)
class Overlay:
    """How VRFs and VLANs get from leaf to leaf.

    With evpn, `vtep` is the address that VXLAN is sent from and `router_mac` the MAC address of all VRFs of the switch;
    both on leaves only. With vrf-lite, `links` are the ports towards other switches. `mtu` is that of an IP packet
    inside a VRF.
    """

    kind: Literal["vrf-lite", "evpn"]
    vtep: str | None
    router_mac: str | None
    gateway_mac: str
    mtu: int
    vrfs: tuple[OverlayVrf, ...]
    segments: tuple[Segment, ...]
    links: tuple[Port, ...]
    peers: tuple[Peer, ...] = ()
    """By address; none where EVPN routes take the sessions over links."""
    crossings: "tuple[Crossing, ...]" = ()
    """Of a leaf, by port and then by VLAN."""
    vlan: int | None = None
    """With vrf-lite: the tag of the default VRF on `links`, on platforms that give it one."""

    @property
    def suffix(self) -> str:
        """What the names of groups end in whose sessions carry EVPN routes."""
        return "-EVPN" if self.peers else ""

    @property
    def subinterfaces(self) -> tuple[Subinterface, ...]:
        """In the order in which switches list them: by port, then by VLAN."""
        return tuple(Subinterface(port, vrf) for port in self.links for vrf in self.by_vlan)

    @property
    def by_vlan(self) -> tuple[OverlayVrf, ...]:
        """As `vrfs`, which are by name."""
        return tuple(sorted(self.vrfs, key=lambda vrf: vrf.vlan))


@dataclass(frozen=True, slots=True)
class Ospf:
    """Where links cost their latency (RFC 2328): one area, point-to-point links, what ports cost beside them. So in the
    underlay, and over sub-interfaces in each VRF. Times in seconds; `key` is the reference that stands in for the MD5
    key.
    """

    router_id: str
    area: str
    hello: int
    dead: int
    max_paths: int
    bfd_interval_ms: int
    bfd_multiplier: int
    key: str | None
    host_cost: int


class OspfInstance(NamedTuple):
    """OSPF of one routing table: `vrf` is None for that of the underlay. `number` tells instances apart, `ports` are
    names of ports and sub-interfaces; `onward` is what other VRFs let it announce; `through` where it has routes
    through appliances.
    """

    vrf: str | None
    number: int
    ports: tuple[tuple[str, OspfPort], ...]
    onward: tuple[Span, ...] = ()
    through: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """A boundary clock (IEEE 1588-2019), the same on all switches. Intervals are powers of two in seconds; `timeout`
    counts announce intervals.
    """

    profile: Literal["g8275.1", "ieee1588", "aes67", "smpte2059-2"]
    domain: int
    announce: int
    timeout: int
    sync: int
    delay_request: int
    transport: Literal["ethernet", "ipv4"]


@dataclass(frozen=True, slots=True)
class Sflow:
    """`polling` in seconds; rates are the profiles'."""

    collectors: tuple[str, ...]
    port: int
    polling: int


@dataclass(frozen=True, slots=True)
class Gnmi:
    """`certificate` is the name of one that the switch has; `port` None is the platform's usual one."""

    certificate: str
    port: int | None


@dataclass(frozen=True, slots=True)
class Streaming:
    """`certificate` is the name of the collectors' authority on the switch; `interval` in seconds."""

    collectors: tuple[str, ...]
    port: int
    certificate: str
    interval: int


@dataclass(frozen=True, slots=True)
class Telemetry:
    """What leaves by the management port, the same on all switches."""

    sflow: Sflow | None
    gnmi: Gnmi | None
    streaming: Streaming | None


class Ports(NamedTuple):
    """Port numbers of TCP or UDP, both ends included."""

    first: int
    last: int


Action = Literal["permit", "deny"]
Protocol = Literal["all", "tcp", "udp", "icmp", "ospf"]


class Entry(NamedTuple):
    """A line of an access list; the first that fits a packet decides. `ports` are None where all are meant;
    `established` is TCP with ACK or RST set.
    """

    number: int
    action: Action
    protocol: Protocol
    source: Block
    destination: Block
    source_ports: Ports | None = None
    ports: Ports | None = None
    established: bool = False


@dataclass(frozen=True, slots=True)
class AccessList:
    """Entries in their order; what none of them fits is dropped."""

    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """Access lists and where packets meet them. `hosts` names the one of the routed host ports, `gateways` those of
    VLANs; `neighbours` are where sessions of the routing come from; `control` is what the switch itself takes, by IP
    version, None where that is left open. `borders` are ports of WAN routers with the list that stands there.
    """

    lists: tuple[AccessList, ...]
    hosts: str | None
    gateways: tuple[tuple[int, str], ...]
    neighbours: tuple[Block, ...]
    control: tuple[Entry, ...] | None
    control6: tuple[Entry, ...] | None
    borders: tuple[tuple[str, str], ...] = ()


class Origin(NamedTuple):
    """A tier that has gateways: the community that marks its prefixes, and its prefix on this leaf; None on spines."""

    name: str
    number: int
    community: str
    prefix: str | None


class Way(NamedTuple):
    """A gateway as routes name it: `prefer` marks those that came by it, `avoid` those that did while it is drained.
    `preference` is its rank as a local preference.
    """

    name: str
    prefer: str
    avoid: str
    preference: int


class Accepted(NamedTuple):
    """A prefix that is taken; parts of it, too, up to `longest`, None for none."""

    prefix: str
    longest: int | None


class Received(NamedTuple):
    """What comes from the WAN with the community `theirs` gets `marks` instead, and `preference`. `number` orders the
    entries of a policy; the first that fits counts.
    """

    number: int
    name: str
    theirs: str
    marks: tuple[str, ...]
    preference: int


class Sent(NamedTuple):
    """What the fabric marks `own` leaves with `marks` instead."""

    number: int
    name: str
    own: str
    marks: tuple[str, ...]


class Translation(NamedTuple):
    """Communities at a border. `others` is what routes of the fabric leave with for which no mark was agreed."""

    received: tuple[Received, ...]
    sent: tuple[Sent, ...]
    others: tuple[str, ...]


class Tagged(NamedTuple):
    """A sub-interface of a port: the VRF that it is in, its tag, this leaf's address on it, bytes of an IP packet."""

    vrf: str
    vlan: int
    address: str
    mtu: int


class Crossing(NamedTuple):
    """A link to an appliance in one of the VRFs that it stands between."""

    appliance: str
    port: str
    tagged: Tagged


class TaggedLink(NamedTuple):
    """A sub-interface of a port towards something that is no switch."""

    port: str
    description: str
    tagged: Tagged


class PrefixLimit(NamedTuple):
    """`warn` is in percent of `prefixes`; with more than these the session is closed, where `closes`."""

    prefixes: int
    warn: int
    closes: bool


class WanSession(NamedTuple):
    """eBGP with the WAN router of a gateway, at a port of this leaf. `community` marks what comes in, at `preference`;
    `prepend` is how often the own AS number is put before what goes out. `tagged` is None in the default VRF; without
    BFD its interval is 0; `password` is the reference that stands in for it.
    """

    name: str
    number: int
    port: str
    address: str
    asn: int
    community: str
    preference: int
    prepend: int
    accept: tuple[Accepted, ...]
    translation: Translation | None = None
    tagged: Tagged | None = None
    bfd_interval_ms: int = 0
    bfd_multiplier: int = 0
    password: str | None = None
    limit: PrefixLimit | None = None

    @property
    def label(self) -> str:
        """What its policies are called by: a gateway has a session in each VRF that leaves by it."""
        return self.name if self.tagged is None else f"{self.name}-IN-{self.tagged.vrf}"


class Marking(NamedTuple):
    """What the link of a gateway means by DSCPs. `classes` are those that have one of their own there; `outward` and
    `inward` are pairs of a DSCP that is changed and what it becomes; `queues` are pairs of a DSCP on the link and the
    number of its class, without those of the default class.
    """

    name: str
    port: str
    classes: tuple[tuple[str, int], ...]
    outward: tuple[tuple[int, int], ...]
    inward: tuple[tuple[int, int], ...]
    queues: tuple[tuple[int, int], ...]


class Exits(NamedTuple):
    """How the tiers of a VRF leave: what `Steering` says of those in the default one. `target` is its route target,
    `first` comes before the numbers of its entries in policies that all VRFs share.
    """

    vrf: str
    first: int
    target: str
    origins: tuple[Origin, ...]
    ways: tuple[Way, ...]
    sessions: tuple[WanSession, ...]


@dataclass(frozen=True, slots=True)
class Steering:
    """Which tier leaves by which gateway. Communities are large ones, or all of them standard ones; `last` is the local
    preference of what is to be avoided. `exits` are those of VRFs.
    """

    large: bool
    origins: tuple[Origin, ...]
    ways: tuple[Way, ...]
    last: int
    sessions: tuple[WanSession, ...]
    exits: tuple[Exits, ...] = ()
    markings: tuple[Marking, ...] = ()
    """Of gateways at this switch that have any, by port."""

    @property
    def known(self) -> tuple[Way, ...]:
        """All gateways that routes come by, whatever their rank."""
        rest = {way.name: way for one in self.exits for way in one.ways}
        first = {way.name for way in self.ways}
        return (*self.ways, *(way for name, way in sorted(rest.items()) if name not in first))

    @property
    def everywhere(self) -> tuple[WanSession, ...]:
        """Sessions in all VRFs."""
        return (*self.sessions, *(wan for one in self.exits for wan in one.sessions))

    @property
    def word(self) -> str:
        """How most platforms begin the names of their commands."""
        return "large-community" if self.large else "community"

    @property
    def other(self) -> str:
        """What its routes are not marked by."""
        return "community" if self.large else "large-community"


Heard = Literal["bgp", "bfd", "ospf"]


@dataclass(frozen=True, slots=True)
class Rates:
    """Packets a second that the processor hears, those of `protocols` each for itself; None is the platform's own.
    `six` where routing and hosts' neighbours speak IPv6, too.
    """

    routing: int | None
    arp: int | None
    other: int | None
    protocols: tuple[Heard, ...]
    six: bool


class Redirect(NamedTuple):
    """Packets that go to `hop` whatever the routing says; None for those that are routed. `near` is a hop at a port of
    this switch; the way to any other is looked up.
    """

    source: Block
    destination: Block
    hop: str | None
    near: bool


class RedirectPolicy(NamedTuple):
    """The first entry that fits a packet decides; what none of them fits is routed."""

    name: str
    entries: tuple[Redirect, ...]


@dataclass(frozen=True, slots=True)
class Redirection:
    """Policy-based redirection to appliances: policies by port, and at the gateways of VLANs in the default VRF.

    `drops` are prefixes that lead nowhere while there is no better route to a hop in them. `seats` are the ports that
    appliances are at. `ways` has hops that are not at a port as the addresses of links towards them. `spread` has
    blocks with holes in their mask as the prefixes that they are at present.
    """

    policies: tuple[RedirectPolicy, ...]
    ports: tuple[tuple[str, str], ...]
    vlans: str | None
    drops: tuple[str, ...]
    seats: tuple[tuple[str, str], ...]
    ways: tuple[tuple[str, tuple[str, ...]], ...]
    spread: tuple[tuple[Block, tuple[Block, ...]], ...]


@dataclass(frozen=True, slots=True)
class Device:
    """One switch, ready to be rendered. Where `ospf` is the underlay, `bgp` has neither sessions nor groups."""

    name: str
    role: Literal["leaf", "spine", "super-spine"]
    fabric: str
    model: str
    platform: str
    asic: str
    deep: bool
    management: str
    system: System
    loopback: str
    loopback6: str | None
    profiles: tuple[Profile, ...]
    ports: tuple[Port, ...]
    lossless: Lossless
    ecmp: Ecmp
    adaptive: Adaptive | None
    bgp: Bgp
    vrfs: tuple[Vrf, ...]
    vlans: tuple[Vlan, ...]
    ospf: Ospf | None = None
    clock: Clock | None = None
    upstream: frozenset[str] = frozenset()
    """Names of the ports that may take time; all others only give it."""
    telemetry: Telemetry | None = None
    filters: Filters | None = None
    steering: Steering | None = None
    """None where the page has no gateways."""
    overlay: Overlay | None = None
    bundles: tuple[Bundle, ...] = ()
    """Of a leaf, by number."""
    rates: Rates | None = None
    """None where the page leaves all of them to the platforms."""
    redirection: Redirection | None = None
    """None where the page has no service chains."""

    @property
    def tagged(self) -> tuple[TaggedLink, ...]:
        """Sub-interfaces of VRFs towards WAN routers, then those towards appliances."""
        wans = self.steering.everywhere if self.steering is not None else ()
        crossings = self.overlay.crossings if self.overlay is not None else ()
        return (
            *(TaggedLink(wan.port, f"wan:{wan.name}", wan.tagged) for wan in wans if wan.tagged is not None),
            *(TaggedLink(link.port, f"appliance:{link.appliance}", link.tagged) for link in crossings),
        )

    @property
    def ospf_instances(self) -> tuple[OspfInstance, ...]:
        """That of the underlay first; with vrf-lite one for each VRF, by its number, numbered as its VLAN."""
        if self.ospf is None:
            return ()
        overlay = self.overlay
        within = () if overlay is None else (self._within(vrf, overlay.links) for vrf in overlay.by_vlan)
        return (OspfInstance(None, UNDERLAY_INSTANCE, tuple(self._ospf_ports(None))), *within)

    def _within(self, vrf: OverlayVrf, links: tuple[Port, ...]) -> OspfInstance:
        tagged = ((f"{port.name}.{vrf.vlan}", port.ospf) for port in links if port.ospf is not None)
        return OspfInstance(vrf.name, vrf.vlan, (*self._ospf_ports(vrf.name), *tagged), vrf.onward, bool(vrf.statics))

    def _ospf_ports(self, vrf: str | None) -> Iterator[tuple[str, OspfPort]]:
        return ((port.name, port.ospf) for port in self.ports if port.ospf is not None and port.vrf == vrf)

    @property
    def watched(self) -> tuple[WanSession, ...]:
        """Sessions with WAN routers that have BFD, one for each port."""
        if self.steering is None:
            return ()
        found = {wan.name: wan for wan in self.steering.everywhere if wan.bfd_interval_ms}
        return tuple(wan for _, wan in sorted(found.items()))

    @property
    def watched_ports(self) -> Mapping[str, WanSession]:
        return {wan.port: wan for wan in self.watched}
