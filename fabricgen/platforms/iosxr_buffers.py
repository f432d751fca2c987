"""Where the 8000 series holds paused traffic, and at which depth of a queue it marks and pauses.

Chips without HBM have the mode `buffer-internal`: one line per traffic class and card, in bytes, says when to pause,
what still fits after it and when to mark. With HBM it is `buffer-extended`: the pause is set there, marking and depth
in the policy of each port. (Cisco 8000 QoS Configuration Guide, Priority Flow Control.)
"""

from math import ceil
from typing import NamedTuple

from fabricgen.device import Device
from fabricgen.device.model import Ecn, Profile, Queue

BUFFER = 384
"""Bytes. Nearly every limit of the ranges below, in any release, is a multiple of it; what we reckon is made one."""


class Span(NamedTuple):
    """The least and the most, both allowed."""

    least: int
    most: int

    def holds(self, number: float) -> bool:
        return self.least <= number <= self.most


PAUSE = Span(307_200, 5_760_000)
HEADROOM = Span(201_600, 1_651_200)
MARK_FROM = Span(153_600, 5_749_376)
MARK_ALL = Span(153_600, 5_759_616)
"""Bytes that `buffer-internal` takes (Cisco-IOS-XR-um-8000-hw-module-profile-cfg, 25.3.1 to 26.2.1)."""
PAUSE_US = Span(2000, 25_000)
"""Microseconds at which `buffer-extended` may pause (same model, text of `us`)."""
DEEP_PAUSE_US = 5000
"""Microseconds of queue at which a chip with HBM pauses, unless marking takes longer; Juniper's PTX has the same."""


class Pause(NamedTuple):
    """One traffic class on all ports of a card. `mark_from` and the like are None where the class has no ECN."""

    traffic_class: int
    pause: int
    headroom: int
    mark_from: int | None
    mark_all: int | None
    probability: int | None


class DeepPause(NamedTuple):
    traffic_class: int
    microseconds: int


def up(count: float) -> int:
    """The next multiple of a buffer."""
    return BUFFER * ceil(count / BUFFER)


def pause_bytes(ecn: Ecn | None) -> int:
    """Marking is complete at nine tenths of it, as in the example of Cisco's guide."""
    return max(PAUSE.least, up(ecn.max_bytes * 10 / 9) if ecn else 0)


def pause_us(ecn: Ecn | None) -> int:
    return max(DEEP_PAUSE_US, ceil(ecn.max_us * 10 / 9) if ecn else 0)


def headroom_bytes(profiles: tuple[Profile, ...]) -> int:
    """What the neediest port of the box needs: all ports of a card have the same."""
    needs = (profile.headroom.xoff_bytes for profile in profiles if profile.headroom)
    return max(HEADROOM.least, up(max(needs, default=0)))


def whole(percent: float) -> int:
    return max(1, round(percent))


def fastest(profiles: tuple[Profile, ...]) -> Profile:
    """The thresholds in bytes are those of the fastest ports, so that none of them marks too early."""
    return max(profiles, key=lambda profile: profile.gbps)


def pausing(device: Device) -> tuple[Profile, ...]:
    return tuple(profile for profile in device.profiles if profile.lossless_priorities)


def internal(device: Device) -> list[Pause]:
    """In the order of their traffic classes; nothing on chips with HBM."""
    found = () if device.deep else pausing(device)
    if not found:
        return []
    queues = {queue.number: queue for queue in fastest(found).queues}
    return [_pause(number, queues.get(number), found) for number in found[0].lossless_priorities]


def _pause(number: int, queue: Queue | None, profiles: tuple[Profile, ...]) -> Pause:
    ecn = queue.ecn if queue else None
    marks = (ecn.min_bytes, ecn.max_bytes, whole(ecn.probability)) if ecn else (None, None, None)
    return Pause(number, pause_bytes(ecn), headroom_bytes(profiles), *marks)


def extended(device: Device) -> list[DeepPause]:
    """As `internal`, of chips with HBM."""
    found = pausing(device) if device.deep else ()
    if not found:
        return []
    queues = {queue.number: queue for queue in fastest(found).queues}
    return [DeepPause(number, pause_us(_ecn(queues.get(number)))) for number in found[0].lossless_priorities]


def _ecn(queue: Queue | None) -> Ecn | None:
    return queue.ecn if queue else None


class Depth(NamedTuple):
    """What the policy of a port says of a queue: thresholds with their unit, and how deep it may get."""

    mark_from: str | None
    mark_all: str | None
    limit: str | None


def depth(profile: Profile, queue: Queue, *, deep: bool) -> Depth:
    """Nothing for a class that `buffer-internal` speaks of. A paused deep queue gets room for what follows a pause."""
    paused, ecn = queue.number in profile.lossless_priorities, queue.ecn
    if paused and not deep:
        return Depth(None, None, None)
    limit = f"{2 * pause_us(ecn)} us" if paused else None
    if ecn is None:
        return Depth(None, None, limit)
    if deep:
        return Depth(f"{ceil(ecn.min_us)} us", f"{ceil(ecn.max_us)} us", limit)
    return Depth(f"{ecn.min_bytes} bytes", f"{ecn.max_bytes} bytes", None)
