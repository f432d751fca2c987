"""What a live switch says of itself, as values; what it can't say is a note."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, TypeVar

from fabricgen.targets.live import Adjacencies, Live

Routing = Literal["bgp", "ospf"]
"""What an underlay runs."""
SESSIONS, ADJACENCIES = "BGP sessions", "OSPF adjacencies"

Counters = Mapping[str, Mapping[str, int]]
"""Port → counter → value."""
Answer = TypeVar("Answer")
Reading = TypeVar("Reading")


IN = " in "


class SeenSession(NamedTuple):
    """`received` counts prefixes of all families. An AS number of 0 is one that the driver doesn't know, or that OSPF
    doesn't have.
    """

    up: bool
    remote_as: int
    local_as: int
    received: int = 0
    routing: Routing = "bgp"

    def is_between(self, local_as: int, remote_as: int) -> bool:
        """As far as is known."""
        return self.local_as in (0, local_as) and self.remote_as in (0, remote_as)


class Heard(NamedTuple):
    """A neighbour as LLDP tells it (IEEE 802.1AB); `system` without its domain."""

    system: str
    port: str


class Note(NamedTuple):
    """Something that wasn't read. `reason` is empty where the driver can't read it on this platform."""

    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class Observed:
    """A part is None where it wasn't read; `notes` says which and why.

    `sessions` by neighbour address, or by port where links are unnumbered and with OSPF, and by VRF (`key_in`);
    `neighbors`, `mtus` and `links` by port; `forwarding` is prefix → ports.
    """

    hostname: str | None = None
    version: str | None = None
    sessions: Mapping[str, SeenSession] | None = None
    neighbors: Mapping[str, tuple[Heard, ...]] | None = None
    mtus: Mapping[str, int] | None = None
    links: Mapping[str, bool] | None = None
    forwarding: Mapping[str, tuple[str, ...]] | None = None
    lossless: Counters | None = None
    notes: tuple[Note, ...] = ()


class Reader:
    """Asks one getter after the other, and keeps why one gave nothing."""

    def __init__(self) -> None:
        self.notes: list[Note] = []

    def read(self, what: str, ask: Callable[[], Answer], understand: Callable[[Answer], Reading]) -> Reading | None:
        try:
            return understand(ask())
        except NotImplementedError:
            self.notes.append(Note(what, ""))
        except Exception as trouble:  # noqa: BLE001 - a box or its driver may fail in any way; the others are still asked
            self.notes.append(Note(what, f"{type(trouble).__name__}: {trouble}".rstrip(": ")))
        return None


def observe(live: Live, routing: Routing | None = "bgp") -> Observed:
    """Everything but the lossless counters, which only tell something as a difference: `count`. Never raises.

    `routing` says whose sessions are read. Where it isn't known, both protocols are asked, and the one that isn't there
    is no note.
    """
    reader = Reader()
    facts = reader.read("facts", live.get_facts, _facts)
    interfaces = reader.read("interfaces", live.get_interfaces, _interfaces)
    sessions = _any_sessions(live) if routing is None else _of(routing, reader, live)
    neighbors = reader.read("LLDP neighbours", live.get_lldp_neighbors, _neighbors)
    forwarding = reader.read("forwarding", live.get_forwarding, _forwarding)
    return Observed(
        hostname=facts[0] if facts else None,
        version=facts[1] if facts else None,
        sessions=sessions,
        neighbors=neighbors,
        mtus=interfaces[0] if interfaces else None,
        links=interfaces[1] if interfaces else None,
        forwarding=forwarding,
        notes=tuple(reader.notes),
    )


def _of(routing: Routing, reader: Reader, live: Live) -> Mapping[str, SeenSession] | None:
    if routing == "ospf":
        ask = lambda: live.get_ospf_neighbors()  # noqa: E731, PLW0108 - asked for inside: a driver may not know it
        return reader.read(ADJACENCIES, ask, _adjacencies)
    return reader.read(SESSIONS, live.get_bgp_neighbors, _sessions)


def _any_sessions(live: Live) -> Mapping[str, SeenSession]:
    unheard = Reader()
    return {**(_of("bgp", unheard, live) or {}), **(_of("ospf", unheard, live) or {})}


def count(live: Live) -> tuple[Counters | None, tuple[Note, ...]]:
    """The lossless counters as they stand. Never raises."""
    reader = Reader()
    counters = reader.read("lossless counters", live.get_lossless_counters, _counters)
    return counters, tuple(reader.notes)


def short(system: str) -> str:
    """A host name without its domain; our names hold no dots."""
    return system.partition(".")[0]


def _facts(facts: Mapping[str, Any]) -> tuple[str, str]:
    return short(str(facts["hostname"])), str(facts["os_version"])


def _interfaces(ports: Mapping[str, Mapping[str, Any]]) -> tuple[dict[str, int], dict[str, bool]]:
    return {name: int(port["mtu"]) for name, port in ports.items()}, {
        name: bool(port["is_up"]) for name, port in ports.items()
    }


def _sessions(answer: Mapping[str, Mapping[str, Any]]) -> dict[str, SeenSession]:
    return {
        key_in(_vrf(vrf), key): _session(peer)
        for vrf, speaker in answer.items()
        for key, peer in speaker.get("peers", {}).items()
    }


def key_in(vrf: str | None, key: str) -> str:
    """Of a session in a VRF: addresses of neighbours are the same in several of them. None is the default one."""
    return key if vrf is None else f"{key}{IN}{vrf}"


def in_vrf(key: str) -> bool:
    """Whether a session is in a VRF, by what `key_in` made."""
    return IN in key


def _vrf(told: str) -> str | None:
    """NAPALM calls the default one global."""
    return None if told == "global" else told


def _adjacencies(answer: Adjacencies) -> dict[str, SeenSession]:
    """By port: on a point-to-point link there is one neighbour, or none yet."""
    return {
        key_in(_vrf(vrf), port): SeenSession(any(bool(each["is_up"]) for each in found), 0, 0, routing="ospf")
        for vrf, ports in answer.items()
        for port, found in ports.items()
    }


def _session(peer: Mapping[str, Any]) -> SeenSession:
    """Drivers say -1 for a number of prefixes that they don't know."""
    families = peer.get("address_family", {}).values()
    received = sum(max(int(family.get("received_prefixes", 0)), 0) for family in families)
    return SeenSession(bool(peer["is_up"]), _asn(peer["remote_as"]), _asn(peer["local_as"]), received)


def _asn(told: object) -> int:
    """Drivers have 0, -1 or nothing for one that they don't know."""
    return max(int(str(told or 0)), 0)


def _neighbors(answer: Mapping[str, list[Mapping[str, str]]]) -> dict[str, tuple[Heard, ...]]:
    return {
        port: tuple(Heard(short(heard["hostname"]), heard["port"]) for heard in found) for port, found in answer.items()
    }


def _forwarding(answer: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {prefix: tuple(ports) for prefix, ports in answer.items()}


def _counters(answer: Counters) -> Counters:
    return {port: dict(counters) for port, counters in answer.items()}
