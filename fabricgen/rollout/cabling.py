"""What LLDP tells about the cables, against the plan: which two are exchanged, which goes elsewhere, which is silent.

A cable that lies elsewhere is told once, from the end that explains it best.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from fabricgen.rollout.expected import ExpectedLink
from fabricgen.rollout.observed import Heard


class End(NamedTuple):
    device: str
    port: str

    def __str__(self) -> str:
        return f"{self.device} {self.port}"


class Ears(NamedTuple):
    """What one switch should hear, what it hears, and which of its ports are up; None where it wasn't read.

    `hosts` are ports where anyone but a switch of the fabric may speak.
    """

    device: str
    links: tuple[ExpectedLink, ...]
    heard: Mapping[str, tuple[Heard, ...]] | None
    up: Mapping[str, bool] | None
    hosts: tuple[str, ...] = ()


class Trouble(NamedTuple):
    """`ends` are the ports whose sessions it explains; `help` says what to do."""

    message: str
    ends: tuple[End, ...]
    help: str


class Survey(NamedTuple):
    """`misplaced` cables, those that are `silent`, and switches that tell port names we don't know (`nameless`)."""

    misplaced: tuple[Trouble, ...]
    silent: tuple[Trouble, ...]
    nameless: tuple[Trouble, ...]


@dataclass(frozen=True, slots=True)
class Wiring:
    """`plan` and `laid` hold every cable from both ends. `laid` is what LLDP says, filled up from the other end where
    a switch wasn't asked. `order` is by switch, lowest tier first.
    """

    plan: Mapping[End, End]
    laid: Mapping[End, End]
    order: Mapping[str, int]

    def wrong(self) -> Iterator[tuple[End, End]]:
        """Each cable that lies where none is planned, once; its lower switch first."""
        seen = {tuple(sorted((near, far), key=self._rank)) for near, far in self.laid.items() if self._astray(near)}
        yield from sorted(((near, far) for near, far in seen), key=lambda ends: self._rank(ends[0]))

    def _astray(self, end: End) -> bool:
        return self.plan.get(end) != self.laid[end]

    def _rank(self, end: End) -> tuple[int, str, str]:
        return (self.order.get(end.device, len(self.order)), *natural(end.port), end.device)


def natural(port: str) -> tuple[str]:
    """swp9 before swp10."""
    return ("".join(word.zfill(6) if word.isdigit() else word for word in _words(port)),)


def survey(ears: Sequence[Ears], ports: Mapping[str, Sequence[str]]) -> Survey:
    """`ears` of the switches that were asked, lowest tier first; `ports` are all that the plan knows, by switch."""
    nameless = _nameless(ears, ports)
    wiring = _wiring(ears, ports)
    misplaced = tuple(_misplaced(wiring))
    explained = frozenset(end for trouble in misplaced for end in trouble.ends)
    return Survey(misplaced, tuple(_silent(ears, wiring, explained)), nameless)


# what is plugged in where


def _wiring(ears: Sequence[Ears], ports: Mapping[str, Sequence[str]]) -> Wiring:
    plan: dict[End, End] = {}
    for asked in ears:
        for link in asked.links:
            near, far = End(asked.device, link.port), End(link.peer, link.peer_port)
            plan[near], plan[far] = far, near
    laid = dict(chain.from_iterable(_laid(asked, ports) for asked in ears))
    told = frozenset(asked.device for asked in ears if asked.heard is not None)
    others = {far: near for near, far in laid.items() if far.device in ports and far.device not in told}
    return Wiring(plan, others | laid, {device: index for index, device in enumerate(ports)})


def _laid(asked: Ears, ports: Mapping[str, Sequence[str]]) -> Iterator[tuple[End, End]]:
    """One neighbour for each port. Of several, the planned one counts; on a host's port, only switches do."""
    wanted = {link.port: End(link.peer, link.peer_port) for link in asked.links}
    for port, found in (asked.heard or {}).items():
        ends = [_end(heard, wanted.get(port), ports) for heard in found]
        if port not in wanted:
            ends = [end for end in ends if end.device in ports]
        if ends:
            yield End(asked.device, port), wanted[port] if wanted.get(port) in ends else ends[0]


def _end(heard: Heard, wanted: End | None, ports: Mapping[str, Sequence[str]]) -> End:
    """The right switch, by a port name that isn't one of its own, is taken for the right port."""
    if wanted and heard.system == wanted.device and not _named(heard, ports):
        return wanted
    return End(heard.system, heard.port)


def _named(heard: Heard, ports: Mapping[str, Sequence[str]]) -> bool:
    return heard.port in ports.get(heard.system, ())


def _nameless(ears: Sequence[Ears], ports: Mapping[str, Sequence[str]]) -> tuple[Trouble, ...]:
    strange = {
        heard.system: heard.port
        for asked in ears
        for link in asked.links
        for heard in (asked.heard or {}).get(link.port, ())
        if heard.system == link.peer and not _named(heard, ports)
    }
    return tuple(
        Trouble(
            f"{system} calls a port {port} in LLDP, so only switches were compared on its cables, not ports",
            (),
            "let it send its interface name as port ID (lldpd: configure lldp portidsubtype ifname)",
        )
        for system, port in strange.items()
    )


# cables that lie elsewhere


def _misplaced(wiring: Wiring) -> Iterator[Trouble]:
    done: set[End] = set()
    for near, far in wiring.wrong():
        if near not in done and far not in done:
            exchanged = _exchanged(wiring, near, far)
            done.update(exchanged.ends if exchanged else (near, far))
            yield exchanged or _elsewhere(wiring, near, far)


def _exchanged(wiring: Wiring, near: End, far: End) -> Trouble | None:
    """Two planned cables, near–there and here–far, that lie as near–far and here–there."""
    there, here = wiring.plan.get(near), wiring.plan.get(far)
    if there is None or here is None or wiring.laid.get(here) != there:
        return None
    swaps = [_pair(one, other) for one, other in ((near, here), (far, there)) if one.device == other.device]
    ends = (near, far, here, there)
    lie = f"{near} goes to {far}, {here} to {there}"
    if len(swaps) == 2:
        message = f"{swaps[0]} are swapped, or else {swaps[1]} at the other end"
        return Trouble(message, ends, f"exchange the two plugs at one end: {lie}")
    if swaps:
        return Trouble(f"{swaps[0]} are swapped", ends, f"exchange the two plugs: {lie}")
    message = f"the cables {near} – {there} and {here} – {far} are crossed: {lie}"
    return Trouble(message, ends, f"exchange the plugs in {near} and {here}")


def _pair(one: End, other: End) -> str:
    first, second = sorted((one, other), key=lambda end: natural(end.port))
    return f"{first.device} {first.port} and {second.port}"


def _elsewhere(wiring: Wiring, near: End, far: End) -> Trouble:
    """Told from the end that is planned to meet the same switch in another port, else from the lower one."""
    for one, other in ((near, far), (far, near)):
        wanted = wiring.plan.get(one)
        if wanted is not None and wanted.device == other.device:
            message = f"{one} is cabled to {other}, not {wanted.port}"
            return Trouble(message, (near, far, wanted), f"move its plug at {other.device} to {wanted.port}")
    one, other = (near, far) if near in wiring.plan else (far, near)
    wanted = wiring.plan.get(one)
    if wanted is None:
        return Trouble(f"{near} is cabled to {far}, where nothing is planned", (near, far), "unplug it, or plan it")
    return Trouble(f"{one} is cabled to {other}, not to {wanted}", (near, far, wanted), f"move its plug to {wanted}")


# cables that say nothing


def _silent(ears: Sequence[Ears], wiring: Wiring, explained: frozenset[End]) -> Iterator[Trouble]:
    asked = {each.device: each for each in ears}
    deaf = frozenset(each.device for each in ears if _is_deaf(each))
    yield from (_deaf(each) for each in ears if each.device in deaf)
    told: set[End] = set()
    for near, far in _cables(ears):
        known = {near, far} & (explained | told) or {near.device, far.device} & deaf
        if not known and asked[near.device].heard is not None and near not in wiring.laid:
            told.update((near, far))
            yield _quiet(near, far, asked, wiring)


def _cables(ears: Sequence[Ears]) -> Iterator[tuple[End, End]]:
    for each in ears:
        for link in each.links:
            yield End(each.device, link.port), End(link.peer, link.peer_port)


def _is_deaf(asked: Ears) -> bool:
    return asked.heard is not None and len(asked.links) > 1 and not any(map(asked.heard.get, _ports(asked)))


def _ports(asked: Ears) -> tuple[str, ...]:
    return tuple(link.port for link in asked.links)


def _deaf(asked: Ears) -> Trouble:
    down = tuple(End(asked.device, port) for port in _ports(asked) if asked.up is not None and not asked.up.get(port))
    if len(down) == len(asked.links):
        message = f"all {len(down)} cables of {asked.device} are dead: its ports are down"
        return Trouble(message, down, "see whether somebody shut them, and whether it lost more than its cables")
    some = f"; {len(down)} of its ports are down" if down else ""
    return Trouble(
        f"{asked.device} hears no neighbour by LLDP on any of its {len(asked.links)} cables{some}",
        down,
        "see whether LLDP runs there; neighbours are told every 30 s by default",
    )


def _quiet(near: End, far: End, asked: Mapping[str, Ears], wiring: Wiring) -> Trouble:
    states = [state for state in (_state(near, asked), _state(far, asked)) if state]
    ends = (near, far) if states else ()
    if states:
        return Trouble(
            f"the cable {near} – {far} is dead: {' and '.join(states)}", ends, "plug it in, or see its optics"
        )
    if wiring.laid.get(far) == near:
        message = f"{near} hears nobody by LLDP, while {far} hears it"
        return Trouble(message, ends, f"see whether LLDP is received on {near}")
    message = f"{near} hears nobody by LLDP; {far} should be there"
    return Trouble(message, ends, "see whether LLDP runs at both ends")


def _state(end: End, asked: Mapping[str, Ears]) -> str:
    """Empty when the port is up, or nobody could tell."""
    up = asked[end.device].up if end.device in asked else None
    if up is None or up.get(end.port):
        return ""
    return f"{end} is down" if end.port in up else f"{end.device} has no port {end.port}"


def _words(port: str) -> Iterator[str]:
    word = ""
    for character in port:
        if word and character.isdigit() != word[-1].isdigit():
            yield word
            word = ""
        word += character
    yield word
