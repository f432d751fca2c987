"""How SR Linux shares out the packet buffer of a 7220 IXR-H4: room for paused traffic, when to pause, how long a queue
may grow. Its thresholds are bytes, not parts of what is free, so they follow from the ports in use.

Sources: YANG models 25.3, qos; Nokia, SR Linux QoS Guide, Priority-based Flow Control and Queue management profile.
"""

from collections.abc import Iterable
from math import ceil
from typing import NamedTuple

from fabricgen.device import Device
from fabricgen.device.model import Ecn, Profile, Queue, TrafficClass
from fabricgen.hardware import SwitchModel, model, sound

PAUSED_PART = 80
"""Percent of what isn't reserved that all pausing ports together may fill before they pause. Ours: the rest is left to
the classes that don't pause."""
LOSSY_PART = 20
"""Percent of what isn't reserved for one marked queue that doesn't pause. By default SR Linux lets a queue have a
quarter of what is free, which is a fifth of all for one that is alone; a fixed size is what marking asks for."""
RESERVE_MAX = 50
"""Percent of the buffer for traffic that still arrives after a pause; beyond that little is left to queue in."""


class Plan(NamedTuple):
    """`reserve` in percent of the buffer; the others in bytes. `pause_at` is of one class on one port."""

    reserve: int
    pause_at: int
    lossless_queue: int
    lossy_queue: int


def reserve_percent(worst_bytes: float, ratio: float, buffer: int) -> int:
    """Worst case of all ports, divided by the ratio at which it is shared, in percent of the buffer."""
    return ceil(100 * worst_bytes / max(ratio, 1) / buffer)


def reserve(profile: Profile) -> int:
    """Bytes that may still arrive on one port after it has paused."""
    return profile.headroom.xoff_bytes * len(profile.lossless_priorities) if profile.headroom else 0


def plan_of(box: SwitchModel, profiles: Iterable[tuple[int, Profile]], ratio: float) -> Plan | None:
    """`profiles` with the number of ports of each. None where no sound source has the size of the buffer."""
    buffer = sound(box.asic.buffer_bytes)
    if buffer is None:
        return None
    counted = list(profiles)
    percent = reserve_percent(sum(count * reserve(profile) for count, profile in counted), ratio, buffer)
    free = buffer * max(100 - percent, 0) // 100
    pausing = sum(count * len(profile.lossless_priorities) for count, profile in counted)
    pause_at = free * PAUSED_PART // (100 * pausing) if pausing else 0
    return Plan(percent, pause_at, buffer, free * LOSSY_PART // 100)


def plan(device: Device) -> Plan | None:
    """None where neither pauses nor marks ask for one."""
    if not any(profile.lossless_priorities or markings([profile]) for profile in device.profiles):
        return None
    numbers = [port.profile for port in device.ports]
    counted = ((numbers.count(index), profile) for index, profile in enumerate(device.profiles))
    return plan_of(model(device.model), counted, device.lossless.headroom_ratio)


def share(profile: Profile) -> int:
    """What one class of a port may take of the reserve, in bytes."""
    return profile.headroom.xoff_bytes if profile.headroom else 0


class Marking(NamedTuple):
    """A queue-management-profile."""

    name: str
    ecn: Ecn


def markings(profiles: Iterable[Profile]) -> list[Marking]:
    """One for each class and speed."""
    found = {
        f"{queue.name}-{profile.gbps}g": queue.ecn
        for profile in profiles
        for queue in profile.queues
        if queue.ecn is not None
    }
    return [Marking(name, ecn) for name, ecn in sorted(found.items())]


class PauseSet(NamedTuple):
    """A pfc-mapping-profile: ports that pause the same classes, and whether the watchdog looks at them."""

    name: str
    classes: tuple[tuple[str, int], ...]
    watchdog: bool


def pause_set(profile: Profile) -> str:
    """Empty for a port that never pauses."""
    if not profile.lossless_priorities:
        return ""
    numbers = "-".join(map(str, profile.lossless_priorities))
    return f"pause-{numbers}" if profile.watchdog else f"pause-{numbers}-unwatched"


def pause_sets(device: Device) -> list[PauseSet]:
    names = {row.number: row.name for row in device.lossless.classes}
    found = {
        name: PauseSet(name, tuple((names[number], number) for number in profile.lossless_priorities), profile.watchdog)
        for profile in device.profiles
        if (name := pause_set(profile))
    }
    return [found[name] for name in sorted(found)]


def paused(device: Device) -> list[TrafficClass]:
    """Classes that some port pauses."""
    numbers = {number for profile in device.profiles for number in profile.lossless_priorities}
    return [row for row in device.lossless.classes if row.number in numbers]


def marked(profile: Profile) -> list[Queue]:
    return [queue for queue in profile.queues if queue.ecn is not None]


def limited(profile: Profile) -> list[tuple[str, bool]]:
    """Queues of a size of their own, and whether what waits in them was paused instead of dropped."""
    return [
        (queue.name, queue.number in profile.lossless_priorities)
        for queue in profile.queues
        if queue.number in profile.lossless_priorities or queue.ecn is not None
    ]


class Allocation(NamedTuple):
    """A buffer-allocation-profile, of a port's queues or of what it pauses; `share` in bytes."""

    name: str
    limited: tuple[tuple[str, bool], ...]
    pausing: tuple[str, ...]
    share: int


def allocations(device: Device) -> list[Allocation]:
    found = []
    for profile in device.profiles:
        if queues := limited(profile):
            found.append(Allocation(profile.name, tuple(queues), (), 0))
        if pausing := tuple(name for name, stops in queues if stops):
            found.append(Allocation(f"{profile.name}-pfc", (), pausing, share(profile)))
    return found
