"""Values of a device in the words of Linux: tc(8), interfaces(5)."""

from math import ceil

from fabricgen.device import Device
from fabricgen.device.model import Ecn, Profile, Queue
from fabricgen.platforms.overlay_terms import lengths

AVERAGE_PACKET = 1000  # bytes, as tc-red(8) advises
LIMIT_FACTOR = 4  # "a few times higher than max": tc-red(8)
RED_GBPS_MAX = 34  # 32 bits of bytes per second; only forgets an idle time with it: iproute2, tc/q_red.c
LEAST_PRECEDENCE = 7  # of TC_HTB_NUMPRIO, 8: linux/pkt_sched.h


def trunks(device: Device) -> list[str]:
    """Ports that carry VLANs, and the tunnels of those that are stretched."""
    ports = [port.name for port in device.ports if device.profiles[port.profile].vlans]
    ports += [f"bond{bundle.number}" for bundle in device.bundles]
    return ports + [f"vni{segment.vni}" for segment in device.overlay.segments] if device.overlay else ports


def vrf_name(name: str) -> str:
    """A VRF is an interface of that name."""
    return name


def red(ecn: Ecn, gbps: int) -> str:
    """Parameters of tc-red(8). The burst is the least that it takes, and makes the average follow the queue within two
    packets: a switch chip marks by the queue as it is.
    """
    packet = max(1, min(AVERAGE_PACKET, ecn.min_bytes))
    burst = max(1, ceil(ecn.min_bytes / packet))
    thresholds = f"limit {LIMIT_FACTOR * ecn.max_bytes} min {ecn.min_bytes} max {ecn.max_bytes}"
    speed = f"bandwidth {min(gbps, RED_GBPS_MAX)}gbit"
    return f"{thresholds} avpkt {packet} burst {burst} {speed} probability {ecn.probability / 100:g} ecn"


def precedence(queue: Queue) -> int:
    """Of a class in HTB, served in ascending order: strict classes from the highest number down, then all others."""
    return min(LEAST_PRECEDENCE - 1, LEAST_PRECEDENCE - queue.number) if queue.strict else LEAST_PRECEDENCE


def quantum(queue: Queue, profile: Profile) -> int:
    """Bytes per turn: one frame for each percent, so that the least share still sends whole frames."""
    return max(1, queue.share) * profile.mtu


def dsfield(dscp: int) -> str:
    """The byte of which the code point is the upper six bits: RFC 2474."""
    return f"{dscp << 2:#04x}"


FILTERS = (
    ("dsfield", dsfield),
    ("lengths", lengths),
    ("precedence", precedence),
    ("quantum", quantum),
    ("red", red),
    ("trunks", trunks),
    ("vrf_name", vrf_name),
)
