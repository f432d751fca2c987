"""How Junos shares out the packet buffer, and marking thresholds as parts of what a queue may hold.

Percentages are those of Juniper's validated GPU back-end (JVD, AI/ML multitenancy, QFX5240), but for the headroom,
which follows from the ports in use.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

from fabricgen.device import Device
from fabricgen.device.model import Ecn, Profile, Queue
from fabricgen.hardware import SwitchModel, model, sound

DEDICATED_INGRESS = 15
DEDICATED_EGRESS = 30
"""Percent of the buffer that ports have for themselves."""
LOSSY = 10
EGRESS_LOSSLESS = 66
EGRESS_LOSSY = 10
"""Percent of the shared buffer; what is left at egress serves multicast."""
ALPHA_LOSSLESS = 8
ALPHA_LOSSY = 1
"""What one queue may take, as a multiple of what is free: dynamic-threshold 10 and 7."""
HEADROOM_MAX = 70
"""Percent of the shared buffer: lossless traffic itself needs the rest."""

PAUSES_AT_US = 5000
"""Microseconds of traffic at which PTX pauses a sender (Junos CLI Reference, pfc-account: xoff)."""
STEPS = 100
"""fill-level counts percents of the depth of a queue."""


class Partitions(NamedTuple):
    """Percent of the shared buffer."""

    lossless: int
    headroom: int
    lossy: int
    egress_lossless: int
    egress_lossy: int


def shared_bytes(box: SwitchModel, dedicated: int) -> int | None:
    """What all ports share; None where no sound source has the size of the buffer."""
    size = sound(box.asic.buffer_bytes)
    return None if size is None else size * (100 - dedicated) // 100


def headroom_percent(worst_bytes: float, ratio: float, shared: int) -> int:
    """Worst case of all ports, divided by the ratio at which it is shared, in percent of the shared buffer."""
    return max(1, ceil(100 * worst_bytes / max(ratio, 1) / shared))


def partitions(device: Device) -> Partitions | None:
    """None where queues are virtual, and where nobody pauses: the box's own sharing is meant for that."""
    shared = shared_bytes(model(device.model), DEDICATED_INGRESS)
    if device.deep or shared is None or not any(profile.lossless_priorities for profile in device.profiles):
        return None
    ports = Counter(port.profile for port in device.ports)
    worst = sum(count * reserve(device.profiles[index]) for index, count in ports.items())
    headroom = headroom_percent(worst, device.lossless.headroom_ratio, shared)
    return Partitions(100 - LOSSY - headroom, headroom, LOSSY, EGRESS_LOSSLESS, EGRESS_LOSSY)


def reserve(profile: Profile) -> int:
    """Bytes that may still arrive on one port after it has paused."""
    return profile.headroom.xoff_bytes * len(profile.lossless_priorities) if profile.headroom else 0


def queue_bytes(box: SwitchModel, *, lossless: bool) -> int | None:
    """The most that one queue holds while no other is congested: alpha / (1 + alpha) of its partition."""
    shared = shared_bytes(box, DEDICATED_EGRESS)
    if shared is None:
        return None
    part, alpha = (EGRESS_LOSSLESS, ALPHA_LOSSLESS) if lossless else (EGRESS_LOSSY, ALPHA_LOSSY)
    return shared * part * alpha // (100 * (1 + alpha))


def depth_us(ecn: Ecn, *, lossless: bool) -> int:
    """Microseconds that a virtual queue holds: fine enough for the first threshold, and past what pauses a sender."""
    return max(ceil(STEPS * ecn.min_us), 2 * PAUSES_AT_US if lossless else 0, ceil(ecn.max_us))


def depth(profile: Profile, queue: Queue) -> int | None:
    """None but for marked queues of a chip with virtual queues."""
    if profile.asic not in VIRTUAL or queue.ecn is None:
        return None
    return depth_us(queue.ecn, lossless=queue.lossless)


VIRTUAL = frozenset({"express5"})
"""Chip families with virtual output queues."""


@dataclass(frozen=True, slots=True)
class Levels:
    """Whole percents of what a queue holds."""

    low: int
    high: int


def levels(start: float, end: float, full: float) -> Levels:
    """Both thresholds in percent of `full`; marking never begins at zero, and grows over one percent at least."""
    low = min(max(1, round(STEPS * start / full)), STEPS - 1)
    return Levels(low, min(max(low + 1, round(STEPS * end / full)), STEPS))


def level(box: SwitchModel, ecn: Ecn, *, lossless: bool) -> Levels | None:
    """None where the buffer of the chip isn't known."""
    if box.asic.family in VIRTUAL:
        return levels(ecn.min_us, ecn.max_us, depth_us(ecn, lossless=lossless))
    full = queue_bytes(box, lossless=lossless)
    return None if full is None else levels(ecn.min_bytes, ecn.max_bytes, full)


class Marking(NamedTuple):
    """A drop profile; what it drops is marked where the sender can take marks."""

    name: str
    low: int
    high: int
    probability: int


def markings(device: Device) -> list[Marking]:
    box = model(device.model)
    return [row for profile in device.profiles for row in _marked(box, profile.name, profile.queues)]


def _marked(box: SwitchModel, name: str, queues: Iterable[Queue]) -> list[Marking]:
    found = ((queue, level(box, queue.ecn, lossless=queue.lossless)) for queue in queues if queue.ecn is not None)
    return [
        Marking(f"{name}-{queue.name}", at.low, at.high, max(1, round(queue.ecn.probability)))
        for queue, at in found
        if at is not None and queue.ecn is not None
    ]
