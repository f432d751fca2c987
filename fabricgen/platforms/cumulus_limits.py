"""What Cumulus Linux 5.13 and 5.14 can't do of a page that is sound otherwise. Sources are those of the platform's page
in docs/platforms.
"""

from collections.abc import Iterator

from fabricgen.device import Facts
from fabricgen.device.objection import (
    Objection,
    fixed_management_vrf,
    no_domain,
    pausing,
    rounded_probabilities,
    unannounced,
)
from fabricgen.findings import Severity
from fabricgen.platforms.cumulus_terms import POLL_MS

MANAGEMENT_VRF = "mgmt"
"""It exists from the start, and eth0 with the API is in it."""


def objections(about: Facts) -> Iterator[Objection]:
    yield from _adaptive(about)
    yield from unannounced(about)
    yield from _storms(about)
    yield from _management(about)
    yield from rounded_probabilities(about)


def _adaptive(about: Facts) -> Iterator[Objection]:
    if about.adaptive is not None and about.vrfs:
        yield Objection(
            "adaptive routing takes next hops of the default VRF only, and some of these switches have others",
            ("vrfs",),
            "hosts in them would have hashed flows at best",
            "drop the vrfs, or use forwarding.mode: per-flow",
        )


def _storms(about: Facts) -> Iterator[Objection]:
    """The watchdog counts polls of 100 ms, and lets go after one without pause."""
    watchdog = about.lossless.watchdog
    if watchdog is None or not pausing(about):
        return
    if watchdog.detection_ms % POLL_MS:
        polls = max(1, round(watchdog.detection_ms / POLL_MS))
        yield Objection(
            f"a pause would count as a storm after {polls * POLL_MS} ms: the watchdog counts polls of {POLL_MS} ms",
            ("lossless", "watchdog", "detection"),
            f"becomes {polls * POLL_MS} ms",
            f"write {polls * POLL_MS} ms",
            Severity.WARNING,
        )
    if "restoration" in _written(about):
        yield Objection(
            f"the watchdog lets go after {POLL_MS} ms without pause, not after {watchdog.restoration_ms} ms",
            ("lossless", "watchdog", "restoration"),
            "can't be set",
            "leave restoration out, if all switches run cumulus",
            Severity.WARNING,
        )


def _written(about: Facts) -> set[str]:
    watchdog = about.intent.lossless.watchdog
    return watchdog.model_fields_set if watchdog is not None else set()


def _management(about: Facts) -> Iterator[Objection]:
    management = about.intent.management
    yield from fixed_management_vrf(about, MANAGEMENT_VRF)
    yield from no_domain(about)
    if not management.users:
        yield Objection(
            "a push replaces accounts too, and the page has none: the one that pushes would be gone",
            ("management",),
            "no users",
            "list the users, the one that pushes among them",
            Severity.WARNING,
        )
