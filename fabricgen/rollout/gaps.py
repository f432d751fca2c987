"""Planned next hops that forwarding doesn't use, and why; and used ones that nobody planned."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from fabricgen.rollout.cabling import End
from fabricgen.rollout.expected import Way, family
from fabricgen.rollout.scene import Look, Scene

Forwarding = Mapping[str, tuple[str, ...]]


class Cause(StrEnum):
    """Why a planned next hop isn't used."""

    STALE = "routing knows it"
    UNKNOWN = "not known"
    EXPLAINED = "told elsewhere: a session is down, or the next switch has no route"


class Gap(NamedTuple):
    """One port of a switch, for all prefixes that it misses with the same count. In a surplus, `port` is the first of
    those that aren't planned and there is no peer.
    """

    device: str
    port: str
    peer: str
    has: int
    width: int
    cause: Cause
    prefixes: tuple[str, ...]


def gaps(scene: Scene) -> Iterator[Gap]:
    for look in scene.seen.values():
        forwarding = look.observed.forwarding if look.observed else None
        if forwarding is not None:
            yield from _grouped(_missing(scene, look, forwarding))


def surplus(scene: Scene) -> Iterator[Gap]:
    for look in scene.seen.values():
        forwarding = look.observed.forwarding if look.observed else None
        if forwarding is not None:
            yield from _grouped(_extra(look, forwarding))


def _missing(scene: Scene, look: Look, forwarding: Forwarding) -> Iterator[Gap]:
    peers = {link.port: link.peer for link in look.expected.links}
    for prefix, way in look.expected.ways.items():
        used = set(forwarding.get(prefix, ())) & set(way.ports)
        width = look.expected.width(way)
        for port in way.ports if len(used) < width else ():
            if port not in used:
                cause = _cause(scene, look, prefix, way, port, peers[port])
                if cause is not Cause.EXPLAINED:
                    yield Gap(look.device, port, peers[port], len(used), width, cause, (prefix,))


def _extra(look: Look, forwarding: Forwarding) -> Iterator[Gap]:
    """Only beside all that is planned: after a failure traffic may well take other ways."""
    for prefix, way in look.expected.ways.items():
        used = forwarding.get(prefix, ())
        others = [port for port in used if port not in way.ports]
        width = look.expected.width(way)
        if others and len(used) > width:
            yield Gap(look.device, others[0], "", len(used), width, Cause.UNKNOWN, (prefix,))


def _cause(scene: Scene, look: Look, prefix: str, way: Way, port: str, peer: str) -> Cause:
    established = _established(look, prefix, port)
    if established is False or End(look.device, port) in scene.troubled or _withheld(scene, prefix, way):
        return Cause.EXPLAINED
    beyond = scene.seen.get(peer)
    table = beyond.observed.forwarding if beyond and beyond.observed else None
    if established is None or table is None:
        return Cause.UNKNOWN
    if peer == way.origin:
        return Cause.STALE if _used_beside(look, prefix, peer) else Cause.UNKNOWN
    return Cause.STALE if table.get(prefix) else Cause.EXPLAINED


def _used_beside(look: Look, prefix: str, peer: str) -> bool:
    """Another cable to the same switch is used, so that switch announces the prefix."""
    used = (look.observed.forwarding if look.observed else None) or {}
    return any(link.peer == peer and link.port in used.get(prefix, ()) for link in look.expected.links)


def _established(look: Look, prefix: str, port: str) -> bool | None:
    """Whether the session over that port which carries the prefix is up; None where sessions weren't read."""
    sessions = look.observed.sessions if look.observed else None
    if sessions is None:
        return None
    keys = [each.key for each in look.expected.sessions if each.port == port and family(prefix) in each.families]
    return any(key in sessions and sessions[key].up for key in keys)


def _withheld(scene: Scene, prefix: str, way: Way) -> bool:
    """A leaf announces its hosts' prefix while one of their ports is up. Of a leaf that wasn't asked nobody knows."""
    if _is_loopback(prefix):
        return False
    origin = scene.seen.get(way.origin)
    up = origin.observed.links if origin and origin.observed else None
    return origin is None or up is None or not any(up.get(port) for port in origin.expected.hosts)


def _is_loopback(prefix: str) -> bool:
    return prefix.endswith(("/32", "/128"))


def _grouped(found: Iterator[Gap]) -> Iterator[Gap]:
    groups: dict[Gap, list[str]] = {}
    for gap in found:
        groups.setdefault(gap._replace(prefixes=()), []).extend(gap.prefixes)
    return (gap._replace(prefixes=tuple(prefixes)) for gap, prefixes in groups.items())
