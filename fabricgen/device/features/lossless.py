"""The class table, and per speed and cable what keeps its lossless classes lossless."""

from collections.abc import Mapping
from math import ceil

from fabricgen.device.model import Ecn, Headroom, Lossless, Queue, TrafficClass, Watchdog
from fabricgen.hardware import SwitchModel, sound
from fabricgen.intent import lossless as words
from fabricgen.quantity import Ratio
from fabricgen.theory.ecn import threshold_bytes
from fabricgen.theory.headroom import headroom

CABLE_CLASSES_M = (1, 3, 5, 10, 20, 30, 40, 50, 100, 150, 200, 300, 500, 1000, 2000, 5000, 10_000, 40_000)
"""Lengths are rounded up to one of these, so that like cables share a profile."""


def lossless(classes: Mapping[str, words.TrafficClass], settings: words.Lossless) -> Lossless:
    ratio = settings.headroom.fraction if isinstance(settings.headroom, Ratio) else 1
    return Lossless(
        classes=tuple(sorted(_rows(classes), key=lambda row: row.number)),
        watchdog=_watchdog(settings.watchdog) if any(row.lossless for row in classes.values()) else None,
        headroom_ratio=float(ratio),
    )


def _rows(classes: Mapping[str, words.TrafficClass]) -> list[TrafficClass]:
    named = {dscp for row in classes.values() for dscp in row.dscp}
    rest = tuple(dscp for dscp in range(64) if dscp not in named)
    return [
        TrafficClass(
            name, row.priority, row.dscp or rest, row.lossless, row.strict, round(row.share or 0), not row.dscp
        )
        for name, row in classes.items()
    ]


def _watchdog(watchdog: words.Watchdog | None) -> Watchdog | None:
    """The poll runs twice within the shorter of the two times, as EOS requires and SONiC allows."""
    if watchdog is None:
        return None
    poll = min(watchdog.detection, watchdog.restoration) // 2
    return Watchdog(watchdog.detection, watchdog.restoration, poll, watchdog.action)


def queues(
    classes: Mapping[str, words.TrafficClass], gbps: int, lossless_priorities: tuple[int, ...]
) -> tuple[Queue, ...]:
    rows = (
        Queue(
            name,
            row.priority,
            row.strict,
            round(row.share or 0),
            row.priority in lossless_priorities,
            _ecn(row.ecn, gbps),
        )
        for name, row in classes.items()
    )
    return tuple(sorted(rows, key=lambda queue: queue.number))


def _ecn(ecn: words.Ecn | None, gbps: int) -> Ecn | None:
    if ecn is None:
        return None
    return Ecn(threshold_bytes(ecn.min, gbps), threshold_bytes(ecn.max, gbps), ecn.min, ecn.max, ecn.probability)


def cable_class(metres: float) -> int:
    """The length class that a cable belongs to, in metres; beyond the table, the next full kilometre."""
    return next((length for length in CABLE_CLASSES_M if metres <= length), ceil(metres / 1000) * 1000)


def port_headroom(model: SwitchModel, gbps: int, metres: float | None, mtu: int) -> Headroom | None:
    """Headroom of one lossless priority on one port; None where no length is known (a check refuses that)."""
    if metres is None:
        return None
    length = cable_class(metres)
    cell = sound(model.asic.cell_bytes) or LARGEST_CELL
    needed = headroom(model.asic.headroom_model, gbps, length, mtu=mtu + ETHERNET_OVERHEAD, cell=cell)
    return Headroom(needed.xoff_bytes, needed.xon_bytes, length)


LARGEST_CELL = 256
"""Bytes: the largest cell that a vendor publishes (Spectrum-6), for chips of which none is known."""
ETHERNET_OVERHEAD = 22
"""Header, one VLAN tag and frame check sequence around an IP packet, in bytes (IEEE 802.3, 802.1Q)."""
