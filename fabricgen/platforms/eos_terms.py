"""EOS's own words, units and defaults, as its templates ask for them."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal, NamedTuple

from fabricgen.device import Device
from fabricgen.device.model import Profile, Queue, Span, TrafficClass
from fabricgen.hardware import model

CHIPS: dict[str, Literal["trident", "sand"]] = {
    "tomahawk3": "trident", "tomahawk4": "trident", "tomahawk5": "trident", "trident3": "trident",
    "trident4": "trident", "jericho3": "sand",
}  # fmt: skip
"""EOS has one word for all of Broadcom's on-chip buffer families and one for those with virtual output queues."""
QUEUE_WORDS = {"trident": "uc-tx-queue", "sand": "tx-queue"}
"""Sub-mode of a transmit queue (Arista AVD schema, qos_profiles: uc_tx_queues and tx_queues)."""

DEFAULT_TRAFFIC_CLASS = (1, 0, 2, 3, 4, 5, 6, 7)
"""Traffic class of a priority, and of the eight DSCPs from eight times that; best effort is 1.

Source: Arista EOS User Manual, Quality of Service, default maps.
"""

SPEED_WORDS = frozenset({
    (40, 4), (50, 1), (50, 2), (100, 1), (100, 2), (100, 4), (200, 1), (200, 2), (200, 4), (400, 2), (400, 4), (400, 8),
    (800, 4), (800, 8),
})  # fmt: skip
"""Gb/s and lanes that have a word of their own, such as 400g-4 (Arista AVD schema, ethernet_interfaces: speed)."""

INTERNAL_VLANS = range(1006, 1200)
"""Each routed port takes one of them; the range that Arista's own designs reserve (Arista AVD)."""
INTERNAL_VLANS_WIDE = range(1006, 4095)
"""EOS's own default, for more routed ports than that."""

LEFT_OUT = (
    "hash seed on 7800R4: no public source shows its command; EOS selects one itself",
    "adaptive forwarding on 7800R4: cells are sprayed over its fabric cards; flows to other switches are hashed",
    "PFC headroom on 7800R4: EOS sets the thresholds of virtual output queues itself, out of the deep buffer",
)
"""All of it concerns Jericho; on Tomahawk nothing is left out."""


def management_port(name: str) -> str:
    """Management0 is the active supervisor's on a chassis."""
    return "Management1" if model(name).chassis is None else "Management0"


def speed(profile: Profile) -> str:
    plain = f"{profile.gbps}g"
    return f"{plain}-{profile.lanes}" if (profile.gbps, profile.lanes) in SPEED_WORDS else plain


def spans(numbers: Sequence[int]) -> str:
    """Ascending numbers as EOS lists VLANs: 2,10-41."""
    starts = [number for number in numbers if number - 1 not in numbers]
    ends = [number for number in numbers if number + 1 not in numbers]
    return ",".join(str(a) if a == b else f"{a}-{b}" for a, b in zip(starts, ends, strict=True)) or "none"


def lengths(span: Span) -> str:
    """What follows a prefix in a prefix-list."""
    length = int(span.prefix.partition("/")[2])
    if span.least == span.most:
        return f" eq {span.least}" if span.least > length else ""
    return (f" ge {span.least}" if span.least > length else "") + f" le {span.most}"


def internal_vlans(device: Device) -> str:
    """Wide only where no VLAN of the fabric can be in the way; a sub-interface is a routed port too."""
    between = device.overlay.subinterfaces if device.overlay else ()
    wide = len(device.ports) + len(between) + len(device.tagged) > len(INTERNAL_VLANS) and not device.vlans
    chosen = INTERNAL_VLANS_WIDE if wide else INTERNAL_VLANS
    return f"{chosen.start} {chosen.stop - 1}"


def vrf_names(device: Device) -> list[str]:
    return sorted((device.system.vrf, *(vrf.name for vrf in device.vrfs)))


def ip_word(address: str) -> str:
    return "ipv6" if ":" in address else "ip"


def anywhere(gateway: str) -> str:
    """The prefix of a default route through that address."""
    return "::/0" if ":" in gateway else "0.0.0.0/0"


ROLES = {"admin": "privilege 15 role network-admin", "operator": "privilege 1 role network-operator"}


def standing(role: str) -> str:
    """What a user of that role may do."""
    return ROLES[role]


def left_out(device: Device) -> tuple[str, ...]:
    return LEFT_OUT if CHIPS[device.asic] == "sand" else ()


class Balancing(NamedTuple):
    """How this chip picks a path. `seed` is None where EOS has no way to set it."""

    seed: int | None
    dynamic: bool
    queue_pair: bool


def balancing(device: Device) -> Balancing:
    """Flowlets are moved by Tomahawk; only Jericho looks into the RoCE header."""
    if CHIPS[device.asic] == "sand":
        return Balancing(None, dynamic=False, queue_pair=device.ecmp.queue_pair)
    return Balancing(device.ecmp.seed, dynamic=device.adaptive is not None, queue_pair=False)


def traffic_class(priority: int) -> int:
    """Traffic class and queue of a priority."""
    return DEFAULT_TRAFFIC_CLASS[priority]


class DscpRow(NamedTuple):
    """Code points as EOS lists them, numbers with spaces between."""

    dscps: str
    traffic_class: int


def dscp_map(classes: Iterable[TrafficClass]) -> list[DscpRow]:
    """The whole map less what is so by default, which EOS hides; one row for each traffic class."""
    rows = []
    for row in classes:
        number = traffic_class(row.number)
        moved = " ".join(str(dscp) for dscp in sorted(row.dscps) if DEFAULT_TRAFFIC_CLASS[dscp // 8] != number)
        if moved:
            rows.append(DscpRow(moved, number))
    return sorted(rows, key=lambda row: row.traffic_class)


def queue_word(family: str) -> str:
    return QUEUE_WORDS[CHIPS[family]]


def in_queue_order(queues: Iterable[Queue]) -> list[Queue]:
    return sorted(queues, key=lambda queue: traffic_class(queue.number))


def marking(queues: Iterable[Queue]) -> list[Queue]:
    """Queues that mark congestion (RFC 3168)."""
    return [queue for queue in in_queue_order(queues) if queue.ecn is not None]


def counts_marks(profiles: Iterable[Profile]) -> bool:
    return any(marking(profile.queues) for profile in profiles)


def size(count: int) -> str:
    """Bytes in the coarsest unit that is exact."""
    thousands, rest = divmod(count, 1000)
    return f"{count} bytes" if rest else f"{thousands} kbytes"


def probability(percent: float) -> int:
    """EOS takes whole percents from 1."""
    return max(1, round(percent))


def seconds(milliseconds: int) -> str:
    return f"{milliseconds / 1000:g}"


WATCHDOG_ACTIONS = {"drop": "drop", "alert": "notify-only"}


def watchdog_action(action: str) -> str:
    return WATCHDOG_ACTIONS[action]


@dataclass(frozen=True, slots=True)
class Buffers:
    """Bytes. One profile serves all ports of a switch, so `headroom` is what its neediest port needs.

    `pool` caps the headroom of all ports together; None where each port may have all of its own.
    """

    headroom: int
    pool: int | None


def buffers(device: Device) -> Buffers | None:
    """None without lossless classes, and on Jericho, which has no such profile."""
    needs = [profile.headroom for profile in device.profiles if profile.headroom and profile.lossless_priorities]
    if not needs or CHIPS[device.asic] == "sand":
        return None
    return Buffers(max(need.xoff_bytes for need in needs), headroom_pool(device))


def headroom_pool(device: Device) -> int | None:
    """Bytes: the worst case of all ports in use, divided by the ratio at which the headroom is shared."""
    ratio = device.lossless.headroom_ratio
    if ratio <= 1:
        return None
    ports = Counter(port.profile for port in device.ports)
    worst = sum(count * _reserve(device.profiles[profile]) for profile, count in ports.items())
    return ceil(worst / ratio)


def _reserve(profile: Profile) -> int:
    return profile.headroom.xoff_bytes * len(profile.lossless_priorities) if profile.headroom else 0


TRANSPORTS = {"ethernet": "layer2", "ipv4": "ipv4"}


def transport(name: str) -> str:
    """How PTP messages travel."""
    return TRANSPORTS[name]


SEVERITIES = {"error": "errors", "warning": "warnings", "notice": "notifications", "debug": "debugging"}
"""The fifth, informational, is EOS's default."""


def severity(name: str) -> str:
    return SEVERITIES[name]


def sampled(profiles: Iterable[Profile]) -> int:
    """The rarest of what the ports want: a switch has one rate."""
    return max(profile.sampling or 0 for profile in profiles)


SFLOW_PORT = 6343


def unusual_port(port: int) -> str:
    """EOS hides the usual one."""
    return "" if port == SFLOW_PORT else f" {port}"


def quads(identifier: str) -> str:
    """Ten bytes as EOS writes an Ethernet segment identifier: 0302:0100:0000:0100:0001."""
    digits = identifier.replace(":", "")
    return ":".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def triples(mac: str) -> str:
    """A MAC address as Arista and Cisco write it where it isn't an interface's: 0201.0000.0001."""
    return quads(mac).replace(":", ".")


FILTERS: tuple[tuple[str, Callable[..., object]], ...] = tuple(
    (term.__name__, term)
    for term in (
        anywhere, balancing, buffers, counts_marks, dscp_map, in_queue_order,
        internal_vlans, ip_word, left_out, lengths, management_port, marking, probability, quads, queue_word, sampled,
        seconds, severity, size, spans, speed, standing, traffic_class, transport, triples, unusual_port,
        vrf_names, watchdog_action,
    )
)  # fmt: skip
"""By their own names."""
