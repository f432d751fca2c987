"""Junos's own words, units and defaults, as its templates ask for them; buffers and marks are in `junos_buffers`."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from ipaddress import ip_address
from typing import Literal, NamedTuple
from zlib import crc32

from fabricgen.device import Device
from fabricgen.device.model import Neighbor, Port, Profile, Queue, User, Vlan
from fabricgen.hardware import model, port_slots
from fabricgen.platforms.junos_buffers import VIRTUAL, depth, markings, partitions

ETHERNET_HEADER = 14
"""Bytes that the MTU of an interface counts beside the packet (Junos CLI Reference, mtu)."""
VLAN_TAG = 4
CHECKSUM = 4

FRAME_MAX = {"express5": 9500}
"""Bytes that the MTU of an interface may be: PTX (Junos CLI Reference, mtu)."""
FRAME_MAX_QFX = 9216

UIDS = range(2000, 64001)
"""User ids that Junos leaves to people (Junos CLI Reference, uid)."""

WIDTHS: tuple[int, ...] = (16, *range(32, 513, 32))
"""What chassis maximum-ecmp takes (Junos 24.4 YANG, chassis)."""

LEFT_OUT = (
    "the name of the management VRF: Junos calls it mgmt_junos",
    "the interval of keepalives: Junos sends them every third of the hold time",
)
LEFT_OUT_PTX = (
    "hash seed on PTX: no public source shows it in use there; Junos picks one itself",
    "PFC headroom on PTX: Junos holds paused traffic in virtual output queues, with thresholds of its own",
)


LEFT_OUT_TAGGED = (
    "flow samples at ports of appliances between VRFs: Junos has no sFlow on tagged Layer 3 interfaces of QFX switches",
)
"""Juniper, Configuring sFlow Technology (QFX Series): not on a Layer 3 VLAN-tagged interface."""


def left_out(device: Device) -> tuple[str, ...]:
    tagged = device.overlay is not None and device.overlay.crossings
    unsampled = tagged and device.telemetry is not None and device.telemetry.sflow is not None
    return (*LEFT_OUT, *(LEFT_OUT_PTX if device.deep else ()), *(LEFT_OUT_TAGGED if unsampled else ()))


def quoted(text: str) -> str:
    """As Junos shows it: quoted when there is more in it than a word has."""
    return text if re.fullmatch(r"[\w.:/@+-]+", text) else f'"{text}"'


def several(values: Iterable[int]) -> str:
    """One value, or a list in brackets."""
    words = [str(value) for value in values]
    return words[0] if len(words) == 1 else f"[ {' '.join(words)} ]"


ROLES = {"admin": "super-user", "operator": "read-only"}


def login_class(role: str) -> str:
    return ROLES[role]


def people(users: Iterable[User]) -> list[User]:
    """Everybody but root, who has a statement of his own."""
    return [user for user in users if user.name != "root"]


def root_secret(users: Iterable[User]) -> str | None:
    """Junos commits nothing without a secret for root: root's own, else that of the first administrator."""
    named = {user.name: user.secret for user in users if user.role == "admin"}
    return named.get("root") or next(iter(named.values()), None)


def uid(name: str) -> int:
    """From the name alone, so that it never moves; one that Junos chose would show up in every comparison."""
    return UIDS.start + crc32(name.encode()) % len(UIDS)


def family(address: str) -> str:
    return "inet6" if ":" in address else "inet"


def parts(profile: Profile, name: str) -> int:
    """How many ports a cage of that model is divided into."""
    slots = port_slots(model(name), profile.gbps)
    return sum(slot.cage == slots[0].cage for slot in slots)


class Cage(NamedTuple):
    """A divided cage: the interface that Junos knows it by, its parts and the speed of each in Gb/s."""

    name: str
    parts: int
    gbps: int


def panel(device: Device) -> Iterator[tuple[Cage | None, Port]]:
    """The ports, with their cage before the first of each divided one."""
    divided = [parts(profile, device.model) for profile in device.profiles]
    seen = 0
    for port in device.ports:
        new, seen = port.cage != seen, port.cage
        count, profile = divided[port.profile], device.profiles[port.profile]
        name = port.name.rpartition(":")[0]
        yield (Cage(name, count, profile.gbps) if new and name else None), port


def frame(profile: Profile) -> int:
    """MTU of an interface in bytes: what its packets need with their header, and a tag on a trunk."""
    return profile.mtu + ETHERNET_HEADER + (0 if profile.routed else VLAN_TAG)


def frame_max(family_name: str) -> int:
    return FRAME_MAX.get(family_name, FRAME_MAX_QFX)


def widest_frame(vlans: Iterable[Vlan]) -> int:
    return max(vlan.mtu for vlan in vlans) + ETHERNET_HEADER


def wide_enough(width: int) -> int:
    """The next step that Junos takes."""
    return next((step for step in WIDTHS if step >= width), WIDTHS[-1])


class Balancing(NamedTuple):
    """How this chip picks a path. `seed` and `mode` are None where nothing is said."""

    seed: int | None
    mode: Literal["flowlet", "per-packet"] | None


def balancing(device: Device) -> Balancing:
    if device.deep:
        return Balancing(None, None)
    return Balancing(device.ecmp.seed, device.adaptive.granularity if device.adaptive else None)


def host_routes(device: Device) -> str:
    """Protocols whose routes to hosts may leave: the aggregate stands for a leaf's own links where there is one."""
    return "[ aggregate bgp ]" if device.bgp.aggregate is not None else "[ bgp direct ]"


def numbered(neighbors: Iterable[Neighbor], group: str) -> list[Neighbor]:
    """Those of a group with an IPv4 session, by address."""
    found = [hop for hop in neighbors if hop.group == group and hop.address is not None]
    return sorted(found, key=lambda hop: int(ip_address(hop.address or "")))


def numbered6(neighbors: Iterable[Neighbor], group: str) -> list[Neighbor]:
    """Those of a group with an IPv6 session, by address."""
    found = [hop for hop in neighbors if hop.group == group and hop.address6 is not None]
    return sorted(found, key=lambda hop: int(ip_address(hop.address6 or "")))


def asns(neighbors: Iterable[Neighbor], group: str) -> list[int]:
    return sorted({hop.asn for hop in neighbors if hop.group == group})


def bits(dscp: int) -> str:
    return f"{dscp:06b}"


def priority_bits(priority: int) -> str:
    return f"{priority:03b}"


def code_points(dscps: Sequence[int]) -> str:
    """In ascending order, as bits."""
    words = [bits(dscp) for dscp in sorted(dscps)]
    return words[0] if len(words) == 1 else f"[ {' '.join(words)} ]"


def unlost(device: Device, number: int) -> str:
    """What the class of a priority is told when some port pauses it."""
    pausing = any(number in profile.lossless_priorities for profile in device.profiles)
    return f" no-loss pfc-priority {number}" if pausing else ""


class Watching(NamedTuple):
    """Times in milliseconds; `detection` counts polls."""

    poll: int
    detection: int
    recovery: int
    action: str


class Pause(NamedTuple):
    """A congestion notification profile. Cable in metres, `mru` in bytes; None where the box works it out itself."""

    name: str
    watchdog: Watching | None
    cable: int | None
    mru: int | None
    code_points: tuple[str, ...]
    priorities: tuple[int, ...]


def watching(device: Device) -> Watching | None:
    times = device.lossless.watchdog
    if times is None:
        return None
    return Watching(times.poll_ms, times.detection_ms // times.poll_ms, times.restoration_ms, times.action)


def pauses(device: Device) -> list[Pause]:
    """One for each sort of port that pauses anything."""
    return [_pause(device, profile) for profile in device.profiles if profile.lossless_priorities]


def _pause(device: Device, profile: Profile) -> Pause:
    chosen = profile.lossless_priorities
    dscps = sorted(dscp for row in device.lossless.classes if row.number in chosen for dscp in row.dscps)
    measured = profile.headroom is not None and not device.deep
    return Pause(
        name=profile.name,
        watchdog=watching(device) if profile.watchdog else None,
        cable=profile.headroom.cable_metres if profile.headroom and measured else None,
        mru=frame(profile) + CHECKSUM if measured else None,
        code_points=tuple(bits(dscp) for dscp in dscps),
        priorities=chosen,
    )


def urgency(profile: Profile, queue: Queue) -> str:
    """Of a strict queue. A PTX has one that is strict-high (Juniper, *Example: Configuring Strict-Priority Scheduling
    on a PTX Series Router*), and a validated design has its next ones high. A QFX serves the higher queue first.
    """
    highest = max(each.number for each in profile.queues if each.strict)
    return "high" if profile.asic in VIRTUAL and queue.number < highest else "strict-high"


def weight(queue: Queue) -> int:
    """Percent; a class without a share gets what is least."""
    return max(1, queue.share)


def inet(address: str) -> str:
    """An address where version 6 has a word before it."""
    return f"inet6 {address}" if ":" in address else address


SEVERITIES = {"debug": "any"}
"""The others are called as in RFC 5424."""


def severity(name: str) -> str:
    return SEVERITIES.get(name, name)


FILTERS: tuple[tuple[str, Callable[..., object]], ...] = tuple(
    (term.__name__, term)
    for term in (
        asns, balancing, code_points, depth, family, frame, host_routes, inet, left_out, login_class, markings,
        numbered, numbered6, panel, partitions, pauses, people, priority_bits, quoted, root_secret,
        several, severity, uid, unlost, urgency, weight, wide_enough, widest_frame,
    )
)  # fmt: skip
"""By their own names."""
