"""From a line of the journal to a task: one making for push, resume and rollback."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from fabricgen.rollout.expected import Expected
from fabricgen.rollout.journal import Entry
from fabricgen.rollout.observed import Observed, Routing
from fabricgen.rollout.settled import settled
from fabricgen.rollout.visit import Judge, Task
from fabricgen.targets.connect import Access, Endpoint, open_live
from fabricgen.targets.drivers import DRIVERS
from fabricgen.targets.secrets import Need, Secrets, gather, needs


@dataclass(frozen=True, slots=True)
class Ground:
    """What all tasks of a run share. `judge` makes the judge of a device; `routing` is None without an intent."""

    fabric: str
    access: Access
    secrets: Secrets
    judge: Callable[[str], Judge]
    drained: bool
    routing: Routing | None = "bgp"


def gathered(candidates: Iterable[tuple[str, str]], folder: Path, access: Access) -> Secrets:
    """The secrets of (device, candidate), and what else must not be seen.

    Raises RefusedError with everything that can't be had.
    """
    wanted: list[Need] = [need for device, candidate in candidates for need in needs(candidate, device)]
    return gather(wanted, folder, access.credentials.known())


def task(entry: Entry, ground: Ground) -> Task:
    """Where it is known what must stand there, the difference needs no comparing: both its ends are fixed."""
    endpoint = Endpoint(entry.device, entry.host, entry.platform, ground.fabric)
    resolved = ground.secrets.as_it_is(entry.candidate) if entry.ran else ground.secrets.resolve(entry.candidate)
    return Task(
        device=entry.device,
        driver=DRIVERS[entry.platform],
        candidate=resolved.text,
        reach=lambda: open_live(endpoint, ground.access),
        mask=resolved.mask,
        judge=ground.judge(entry.device),
        reviewed=entry.diff if entry.standing is None else None,
        standing=None if entry.standing is None else ground.secrets.resolve(entry.standing).text,
        drained=ground.drained,
        routing=ground.routing,
    )


def by_intent(expected: Expected, prefixes: frozenset[str]) -> Judge:
    """Judges a device by what the intent expects of it; `prefixes` are all that the fabric announces."""

    def judge(before: Observed, after: Observed, ready: frozenset[str]) -> tuple[str, ...]:
        found = settled(before, after, expected, ready, prefixes)
        return tuple(finding.message.removeprefix(expected.device).lstrip(": ") for finding in found)

    return judge


def by_what_was(before: Observed, after: Observed, _ready: frozenset[str]) -> tuple[str, ...]:
    """Judges a device that goes back: it must be reached, and hear the neighbours that it heard."""
    lost = sorted(set(before.neighbors or {}) - set(after.neighbors or {}))
    return tuple(f"{port} hears no neighbour any more" for port in lost)
