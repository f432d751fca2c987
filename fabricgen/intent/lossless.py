"""Traffic classes and what keeps the lossless ones lossless."""

from typing import Annotated, Literal

from pydantic import Field

from fabricgen.intent.words import Dscps, Words
from fabricgen.quantity import Microseconds, Milliseconds, Percent, Ratio

Priority = Annotated[int, Field(ge=0, le=7, strict=True)]


class Ecn(Words):
    """Marking thresholds as queueing time at line rate, so that one word fits every speed; rendered in the unit the
    platform takes.
    """

    min: Microseconds
    """Marking starts here."""
    max: Microseconds
    """From here on the mark probability is `probability`."""
    probability: Percent = 10.0


class TrafficClass(Words):
    dscp: Dscps = ()
    """Code points of this class; the one class without any takes all the rest."""
    priority: Priority = 0
    """The 802.1p priority, traffic class and queue number."""
    lossless: bool = False
    """Protected by PFC (IEEE 802.1Qbb)."""
    ecn: Ecn | None = None
    strict: bool = False
    """Served first; the others share by weight (IEEE 802.1Qaz)."""
    share: Percent | None = None
    """Part of the bandwidth when all weighted classes are busy."""


class Watchdog(Words):
    """What ends a pause storm. Times are given, never left to a platform's default."""

    detection: Annotated[Milliseconds, Field(ge=200, le=5000)] = 200
    restoration: Annotated[Milliseconds, Field(ge=200, le=60_000)] = 400
    action: Literal["drop", "forward", "alert"] = "drop"
    """What happens to the packets of a queue that is paused too long."""


class Lossless(Words):
    watchdog: Watchdog | None = Watchdog()
    """null switches the watchdog off, which is refused while a class is lossless."""
    headroom: Literal["dedicated"] | Ratio = "dedicated"
    """dedicated: every port can be paused at once. A ratio such as 7:1 shares the headroom and bets on fewer."""
    reserve: Percent = 25.0
    """Part of the chip's buffer that headroom may not take: the shared pool's minimum."""
    buffers: Literal["shallow", "deep", "any"] = "any"
    """The kind of spine that this profile needs."""


_DEFAULT_CLASSES: dict[str, dict[str, object]] = {
    "rdma": {
        "dscp": 26, "priority": 3, "lossless": True, "share": "60 %",
        "ecn": {"min": "4 us", "max": "20 us", "probability": "10 %"},
    },
    "cnp": {"dscp": 48, "priority": 6, "strict": True},
    "inference": {"dscp": "AF41", "priority": 4, "share": "20 %"},
    "control": {"dscp": 56, "priority": 7, "strict": True},
    "other": {"priority": 0, "share": "20 %"},
}  # fmt: skip


def default_classes() -> dict[str, TrafficClass]:
    """RoCE on DSCP 26, congestion notifications on 48, inference on AF41, network control on 56, and the rest."""
    return {name: TrafficClass.model_validate(row) for name, row in _DEFAULT_CLASSES.items()}
