"""Lossless traffic is in trouble.

Two readings of the counters are compared (`--interval`). Told are: a PFC watchdog that fired; packets dropped in a
lossless queue; a port that was kept silent by pause frames for half of the time or more; and pause for a priority that
isn't lossless here, which some host or neighbour has configured otherwise.

A pause frame stops a priority for at most 65,535 quanta of 512 bit times (IEEE 802.3, annex 31B; 802.1Qbb); half of the
time is counted from that.
"""

from collections.abc import Iterator

from fabricgen.findings import Finding
from fabricgen.rollout.scene import Counted, Look, Scene

CODE = "FG913"
PAUSE_BITS = 65_535 * 512
STORM = 0.5
"""Part of the time."""


def check(scene: Scene) -> Iterator[Finding]:
    for look in scene.seen.values():
        if look.counted is not None:
            for port, name, grown in _growth(look.counted):
                yield from _judged(look, look.counted, port, name, grown)


def paused(frames: int, gbps: int) -> float:
    """Seconds that a port of that speed is silent at most."""
    return frames * PAUSE_BITS / (gbps * 1e9)


def _growth(counted: Counted) -> Iterator[tuple[str, str, int]]:
    """A counter that was cleared in between starts again at zero."""
    for port, counters in counted.after.items():
        for name, after in counters.items():
            before = counted.before.get(port, {}).get(name, 0)
            yield port, name, after - before if after >= before else after


def _judged(look: Look, counted: Counted, port: str, name: str, grown: int) -> Iterator[Finding]:
    kind, _, number = name.rpartition("_")
    where, during = f"{look.device} {port}", f"in {counted.seconds:g} s"
    if grown == 0:
        return
    if kind == "watchdog":
        message = f"{where}: the PFC watchdog of queue {number} fired {_times(grown)} {during}"
        yield Finding(CODE, message, help="somebody there doesn't stop pausing: look at the NIC or switch behind it")
    elif kind == "dropped" and int(number) in look.expected.lossless:
        message = f"{where}: {grown:,} packets were dropped in lossless queue {number} {during}"
        yield Finding(CODE, message, help="headroom is too small or pause isn't honoured: fabricgen calc headroom")
    elif kind == "pfc_rx" and int(number) not in look.expected.lossless:
        message = f"{where}: pause came for priority {number}, which isn't lossless here: {grown:,} frames {during}"
        yield Finding(CODE, message, help="bring the other end's class table in line with the intent")
    elif kind == "pfc_rx" and paused(grown, look.expected.gbps.get(port, 0) or 1) >= STORM * counted.seconds:
        message = f"{where}: {grown:,} pause frames for priority {number} {during} keep it silent half of the time"
        yield Finding(CODE, message, help="look for the slow receiver behind it, and for a pause storm of a NIC")


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number:,} times"
