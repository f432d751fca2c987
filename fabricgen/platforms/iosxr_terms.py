"""IOS-XR's own words, units and defaults, as its templates ask for them; marks and pauses are in `iosxr_buffers`."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import reduce
from ipaddress import ip_interface
from math import gcd
from typing import NamedTuple

from fabricgen.device import Device
from fabricgen.device.model import Lossless, Profile, Queue, TrafficClass, Vrf, Watchdog
from fabricgen.hardware import model, port_slots
from fabricgen.platforms.iosxr_buffers import Depth, depth, extended, internal

ETHERNET_HEADER = 14
"""Bytes that the MTU of an interface counts beside the packet (Cisco IOS XR Interface Configuration Guide, mtu)."""
FRAME_DEFAULT = 1514
"""Hidden."""

DSCPS_PER_LINE = 8
"""Cisco IOS XR Modular QoS Command Reference, match dscp."""
DSCP_NAMES = {
    **{8 * number: f"cs{number}" for number in range(1, 8)},
    **{8 * number + 2 * drop: f"af{number}{drop}" for number in range(1, 5) for drop in range(1, 4)},
    0: "default",
    46: "ef",
}
"""Shown instead of the number wherever there is one (Cisco-IOS-XR-um-policymap-classmap-cfg, dscp-value)."""

RATIO_MAX = 63
"""`bandwidth remaining ratio` on a port (Cisco 8000 QoS Command Reference, bandwidth remaining)."""

INTERVAL_MS = range(100, 1001)
SHUTDOWN = range(1, 11)
RESTORE = range(1, 101)
"""Watchdog: its poll, and the polls after which it drops and stops dropping (Cisco-IOS-XR-um-if-ethernet-cfg). After 0
it would never stop.
"""

LEFT_OUT = ("FEC: IOS-XR takes what the optics ask for; its word for it knows Reed-Solomon of 100G only",)
LEFT_OUT_DEEP = (
    "PFC headroom on boxes with HBM: the unit of buffer-extended's headroom is not published; the router sets its own",
    "marking probability on boxes with HBM: random-detect takes thresholds only",
)


def left_out(device: Device) -> tuple[str, ...]:
    return (*LEFT_OUT, *(LEFT_OUT_DEEP if device.deep else ()))


GROUPS = {"admin": ("root-lr", "cisco-support"), "operator": ("operator",)}


def groups(role: str) -> tuple[str, ...]:
    """What a user of that role belongs to."""
    return GROUPS[role]


SEVERITIES = {"error": "error", "warning": "warning", "notice": "notifications", "info": "info", "debug": "debugging"}
"""Of messages to a server; elsewhere IOS-XR spells some otherwise (Batfish's tests of its grammar, xr-logging)."""


def severity(name: str) -> str:
    return SEVERITIES[name]


def family(address: str) -> str:
    return "ipv6" if ":" in address else "ipv4"


def anywhere(gateway: str) -> str:
    """The prefix of a default route through that address."""
    return "::/0" if ":" in gateway else "0.0.0.0/0"


def masked(address: str) -> str:
    """10.0.0.1/31 as 10.0.0.1 255.255.255.254; version 6 stays."""
    if ":" in address:
        return address
    return address.replace("/", " ").rpartition(" ")[0] + " " + MASKS[int(address.rpartition("/")[2])]


MASKS = tuple(str(ip_interface(f"0.0.0.0/{length}").netmask) for length in range(33))


def frame(profile: Profile) -> int | None:
    """MTU of an interface in bytes; None where it is the hidden default."""
    size = profile.mtu + ETHERNET_HEADER
    return None if size == FRAME_DEFAULT else size


def locations(name: str) -> list[str]:
    """The route processor of a fixed box, else every card."""
    chassis = model(name).chassis
    if chassis is None:
        return ["0/RP0/CPU0"]
    return [f"0/{card}/CPU0" for card in range(chassis.first_card, chassis.first_card + chassis.cards)]


class Cage(NamedTuple):
    """A divided cage: the controller of its optics, and into what it is divided."""

    name: str
    breakout: str


def parts(profile: Profile, name: str) -> int:
    """How many ports a cage of that model is divided into."""
    slots = port_slots(model(name), profile.gbps)
    return sum(slot.cage == slots[0].cage for slot in slots)


def cages(device: Device) -> Iterator[Cage]:
    """In panel order."""
    divided = [parts(profile, device.model) for profile in device.profiles]
    seen = 0
    for port in device.ports:
        count = divided[port.profile]
        if port.cage != seen and count > 1:
            numbers = port.name.partition("GigE")[2].rpartition("/")[0]
            yield Cage(f"Optics{numbers}", f"{count}x{device.profiles[port.profile].gbps}")
        seen = port.cage


def vrf_tables(device: Device) -> list[Vrf]:
    """Those of tenants, by name; the one of management is told apart."""
    return sorted(device.vrfs, key=lambda vrf: vrf.name)


def named(rows: Iterable[TrafficClass]) -> list[TrafficClass]:
    """All but the class that takes the rest, by name."""
    return sorted((row for row in rows if not row.default), key=lambda row: row.name)


def rest(rows: Iterable[TrafficClass]) -> TrafficClass | None:
    return next((row for row in rows if row.default), None)


def dscp_lines(dscps: Sequence[int]) -> list[str]:
    """In ascending order, as many to a line as IOS-XR takes."""
    words = [DSCP_NAMES.get(dscp, str(dscp)) for dscp in sorted(dscps)]
    return [" ".join(words[at : at + DSCPS_PER_LINE]) for at in range(0, len(words), DSCPS_PER_LINE)]


def traffic_classes(lossless: Lossless) -> list[int]:
    """Those that leave by a queue of their own; 0 is what class-default serves."""
    return sorted(row.number for row in lossless.classes if row.number)


class Served(NamedTuple):
    """A class of a port's policy. `level` is its strict priority, 1 first; `ratio` its part of the rest."""

    name: str
    level: int | None
    ratio: int | None
    marks: bool
    depth: Depth


EMPTY = Served("class-default", None, None, marks=False, depth=Depth(None, None, None))


def served(device: Device, profile: Profile) -> list[Served]:
    """From the highest traffic class down; class-default stands last."""
    queues = sorted(profile.queues, key=lambda queue: -queue.number)
    levels = {queue.number: level for level, queue in enumerate((q for q in queues if q.strict), start=1)}
    ratios = portions(queues)
    rows = [
        Served(
            f"TC{queue.number}" if queue.number else "class-default",
            levels.get(queue.number),
            ratios.get(queue.number),
            queue.ecn is not None,
            depth(profile, queue, deep=device.deep),
        )
        for queue in queues
    ]
    return rows if rows[-1].name == "class-default" else [*rows, EMPTY]


def portions(queues: Iterable[Queue]) -> dict[int, int]:
    """Ratios by traffic class, in lowest terms; made smaller where they are too large for IOS-XR."""
    shares = {queue.number: max(1, queue.share) for queue in queues if not queue.strict}
    common = reduce(gcd, shares.values(), 0) or 1
    ratios = {number: share // common for number, share in shares.items()}
    most = max(ratios.values(), default=1)
    if most <= RATIO_MAX:
        return ratios
    return {number: max(1, round(ratio * RATIO_MAX / most)) for number, ratio in ratios.items()}


def paced(log: int) -> str:
    """How often messages go, from the power of two in seconds: so many a second, or one in so many seconds."""
    return f"frequency {2**-log}" if log <= 0 else f"interval {2**log}"


def rates(profiles: Iterable[Profile]) -> list[int]:
    """One packet in how many, each once."""
    return sorted({profile.sampling for profile in profiles if profile.sampling is not None})


class Watching(NamedTuple):
    """The poll in milliseconds, and how many polls lead to dropping and out of it."""

    interval: int
    shutdown: int
    restore: int


def watching(times: Watchdog) -> Watching | None:
    """The shortest poll that fits both times; None where none does."""
    for interval in INTERVAL_MS:
        shutdown, odd = divmod(times.detection_ms, interval)
        restore, odd_too = divmod(times.restoration_ms, interval)
        if not odd and not odd_too and shutdown in SHUTDOWN and restore in RESTORE:
            return Watching(interval, shutdown, restore)
    return None


FILTERS: tuple[tuple[str, Callable[..., object]], ...] = tuple(
    (term.__name__, term)
    for term in (
        anywhere, cages, dscp_lines, extended, family, frame, groups, internal,
        left_out, locations, masked, named, paced, rates, rest, served, severity, traffic_classes, vrf_tables, watching,
    )
)  # fmt: skip
"""By their own names."""
