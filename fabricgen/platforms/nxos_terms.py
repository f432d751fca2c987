"""NX-OS's own words, units and defaults, as its templates ask for them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from fabricgen.device import Device
from fabricgen.device.model import Ecn, Port, Profile, Queue, TrafficClass
from fabricgen.hardware import SwitchModel, model

JUMBO = 9216
"""Bytes: the largest MTU of a port and of a class, and what ports that switch have instead of 1500 (Cisco Nexus 9000
Interfaces and QoS guides).
"""
CLOUD_SCALE = "cloudscale"

LEFT_OUT = (
    "speed and FEC: a port takes them from its optic",
    "PFC headroom: NX-OS sets it aside by itself",
    "times of the PFC watchdog: the box keeps its own; no public source shows their commands whole",
)
LEFT_OUT_SILICON_ONE = (
    "hash seed on Silicon One: no public source shows its command there; NX-OS draws one at random",
    "an access list against TCP 43210 and 43211 on Silicon One: Cisco's advisory cisco-sa-n9k-s1-rce asks for one",
)


def on_silicon_one(family: str) -> bool:
    return family != CLOUD_SCALE


def left_out(device: Device) -> tuple[str, ...]:
    return (*LEFT_OUT, *LEFT_OUT_SILICON_ONE) if on_silicon_one(device.asic) else LEFT_OUT


# --- ports


class Breakout(NamedTuple):
    """Cages of one module that are divided alike; `ports` as NX-OS lists them, `map` the name of the division."""

    module: int
    ports: str
    map: str


class Place(NamedTuple):
    module: int
    port: int


def place(hardware: SwitchModel, cage: int) -> Place:
    """Where a cage is: a box without cards is module 1."""
    return Place(*hardware.chassis.place(cage)) if hardware.chassis is not None else Place(1, cage)


def parts(hardware: SwitchModel, lanes: int) -> int:
    """How many ports a cage makes when each takes so many of its lanes."""
    return hardware.fabric.lanes // lanes


def map_name(gbps: int, count: int) -> str:
    """Such as 400g-2x."""
    return f"{gbps}g-{count}x"


def breakouts(device: Device) -> list[Breakout]:
    """One for each module and way of dividing; cages that stay whole need none."""
    hardware = model(device.model)
    found: dict[tuple[int, str], list[int]] = {}
    for port in device.ports:
        profile = device.profiles[port.profile]
        if (count := parts(hardware, profile.lanes)) > 1:
            module, number = place(hardware, port.cage)
            found.setdefault((module, map_name(profile.gbps, count)), []).append(number)
    return [Breakout(module, spans(sorted(set(numbers))), name) for (module, name), numbers in sorted(found.items())]


def port_mtu(profile: Profile) -> int:
    """A port that switches has 1500 or the system's jumbo MTU, nothing between."""
    return profile.mtu if profile.routed or profile.mtu <= 1500 else JUMBO


def spans(numbers: Sequence[int]) -> str:
    """Ascending numbers as NX-OS lists them: 1,10-41."""
    starts = [number for number in numbers if number - 1 not in numbers]
    ends = [number for number in numbers if number + 1 not in numbers]
    return ",".join(str(a) if a == b else f"{a}-{b}" for a, b in zip(starts, ends, strict=True))


def all_vlans(device: Device) -> str:
    """VLAN 1, those of the page and those behind VNIs, as NX-OS lists them before their names."""
    overlay = device.overlay
    behind = [vrf.vlan for vrf in overlay.vrfs] if overlay is not None and overlay.vtep is not None else []
    return spans(sorted({1, *(vlan.id for vlan in device.vlans), *behind}))


# --- forwarding


class Balancing(NamedTuple):
    """How packets are spread. `seed` is None where it can't be set; `moved` are the ports among which load decides."""

    seed: int | None
    mode: str | None
    moved: str


def balancing(device: Device) -> Balancing:
    """Dynamic load balancing is that of Cloud Scale, on all ports towards switches: each of them then takes packets to
    the shared MAC address.
    """
    if on_silicon_one(device.asic):
        return Balancing(None, None, "")
    if device.adaptive is None:
        return Balancing(device.ecmp.seed, None, "")
    moved = [port for port in device.ports if device.profiles[port.profile].facing != "host"]
    return Balancing(device.ecmp.seed, device.adaptive.granularity, ",".join(map(_short, moved)))


def _short(port: Port) -> str:
    """The name in lists inside a command: Eth1/5."""
    return port.name.replace("Ethernet", "Eth")


# --- queues

Row = TrafficClass | Queue
QUEUES = tuple(range(7, -1, -1))


def groups(rows: Sequence[Row]) -> dict[int, int]:
    """By priority the qos-group, which is the queue. Groups are the switch's own affair but for lossless classes, whose
    pauses name the priority.

    Strict queues have to be the highest, next to each other (Cisco, Configuring Queuing and Scheduling, 10.5); a lossy
    class that is in their way takes the next free one.
    """
    found = {row.number: row.number for row in rows if row.lossless}
    strict = sorted((row.number for row in rows if row.strict and not row.lossless), reverse=True)
    rest = sorted((row.number for row in rows if row.number not in (*found, *strict)), reverse=True)
    for number in strict:
        found[number] = _highest(found)
    staying = [number for number in rest if number not in found.values()]
    found |= {number: number for number in staying}
    for number in rest:
        if number not in staying:
            found[number] = _highest(found)
    return found


def _highest(taken: Mapping[int, int]) -> int:
    return next(queue for queue in QUEUES if queue not in taken.values())


def _class_name(start: str, group: int) -> str:
    """Queue 0 is that of the default class."""
    return f"{start}{group}" if group else f"{start}-default"


class Scheduled(NamedTuple):
    """An egress queue by the name of its class. `level` is 1 for what is served first, None for weighted queues."""

    name: str
    level: int | None
    share: int
    ecn: Ecn | None


def schedule(queues: Sequence[Queue]) -> list[Scheduled]:
    """All eight queues, from 7 down: each needs a place in the policy."""
    place = groups(queues)
    used = {place[queue.number]: queue for queue in queues}
    strict = sorted((group for group, queue in used.items() if queue.strict), reverse=True)
    levels = {group: level for level, group in enumerate(strict, start=1)}
    return [_scheduled(group, used.get(group), levels.get(group)) for group in QUEUES]


def _scheduled(group: int, queue: Queue | None, level: int | None) -> Scheduled:
    name = _class_name("c-out-8q-q", group)
    return Scheduled(name, level, queue.share if queue else 0, queue.ecn if queue else None)


class NetworkClass(NamedTuple):
    """A class of the network-qos policy; `pause` is the priority that PFC stops, None for lossy ones."""

    name: str
    pause: int | None


def network_classes(device: Device) -> list[NetworkClass]:
    """Of all queues in use, from 7 down; the default class is always there. One that isn't named has an MTU of 1500."""
    pausing = {priority for profile in device.profiles for priority in profile.lossless_priorities}
    used = {*groups(device.lossless.classes).values(), *pausing, 0}
    return [
        NetworkClass(_class_name("c-8q-nq", group), group if group in pausing else None)
        for group in sorted(used, reverse=True)
    ]


def pauses(profiles: Iterable[Profile]) -> bool:
    return any(profile.lossless_priorities for profile in profiles)


def policies(profiles: Iterable[Profile]) -> list[Profile]:
    """One profile for each speed, which decides the thresholds; the first speed serves the whole system."""
    found: dict[int, Profile] = {}
    for profile in profiles:
        found.setdefault(profile.gbps, profile)
    return list(found.values())


def own_policies(profiles: Sequence[Profile]) -> list[int | None]:
    """By profile: the speed of its ports, where they need another queuing policy than the system's."""
    return [profile.gbps if profile.gbps != profiles[0].gbps else None for profile in profiles]


def kbytes(count: int) -> int:
    """Thresholds are whole kilobytes."""
    return max(1, round(count / 1000))


def percent(probability: float) -> int:
    """Whole percents from 1."""
    return max(1, round(probability))


# --- routing and management


def ip_word(address: str) -> str:
    return "ipv6" if ":" in address else "ip"


def anywhere(gateway: str) -> str:
    """The prefix of a default route through that address."""
    return "::/0" if ":" in gateway else "0.0.0.0/0"


ROLES = {"admin": "network-admin", "operator": "network-operator"}


def standing(role: str) -> str:
    """What a user of that role may do."""
    return ROLES[role]


def sampled(profiles: Iterable[Profile]) -> int:
    """The rarest of what the ports want: a switch has one rate."""
    return max(profile.sampling or 0 for profile in profiles)


LEVELS = {"error": 3, "warning": 4, "notice": 5, "info": 6, "debug": 7}
"""Numbers of RFC 5424, which NX-OS shows instead of words."""


def level(severity: str) -> int:
    return LEVELS[severity]


FILTERS: tuple[tuple[str, Callable[..., object]], ...] = tuple(
    (term.__name__, term)
    for term in (
        all_vlans, anywhere, balancing, breakouts, groups, ip_word, kbytes, left_out,
        level, network_classes, own_policies, pauses, percent, policies, port_mtu, sampled, schedule, spans, standing,
    )
)  # fmt: skip
"""By their own names."""
