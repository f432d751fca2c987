"""All that the rules about live switches get to see, and the words that they share."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from fabricgen.rollout.cabling import Ears, End, Survey, survey
from fabricgen.rollout.expected import Expected, ExpectedSession
from fabricgen.rollout.observed import Counters, Note, Observed, SeenSession

SHOWN = 3


class Counted(NamedTuple):
    """Lossless counters, read twice."""

    before: Counters
    after: Counters
    seconds: float


class Drift(NamedTuple):
    """What loading the intended configuration would change, secrets masked; or why that can't be said."""

    diff: str = ""
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """One switch: what is intended and what was seen. `observed` is None when it couldn't be reached, for the reason
    in `trouble`. `drift` and `counted` are None where they weren't asked for, or couldn't be read.
    """

    expected: Expected
    observed: Observed | None = None
    trouble: str = ""
    drift: Drift | None = None
    counted: Counted | None = None
    notes: tuple[Note, ...] = ()

    @property
    def device(self) -> str:
        return self.expected.device


@dataclass(frozen=True, slots=True)
class Scene:
    """`looks` are of the switches that were asked, lowest tier first. `seen` are those that answered and are who they
    should be, by name. `troubled` are the ports whose sessions the cables explain.
    """

    looks: tuple[Look, ...]
    seen: Mapping[str, Look]
    cables: Survey
    troubled: frozenset[End]


class Meeting(NamedTuple):
    """A session as intended, and as seen from its switch; None when it isn't there."""

    look: Look
    wanted: ExpectedSession
    seen: SeenSession | None

    @property
    def ends(self) -> tuple[End, End]:
        return End(self.look.device, self.wanted.port), End(self.wanted.peer_device, self.wanted.peer_port)

    def __str__(self) -> str:
        near, far = self.ends
        return f"{near} – {far} (neighbor {self.wanted.key})"


def scene(looks: Sequence[Look], ports: Mapping[str, Sequence[str]]) -> Scene:
    """`ports` are all that the plan knows, by switch, lowest tier first."""
    seen = {look.device: look for look in looks if look.observed is not None and not is_another(look)}
    cables = survey([_ears(look) for look in seen.values()], ports)
    troubled = frozenset(end for trouble in (*cables.misplaced, *cables.silent) for end in trouble.ends)
    return Scene(tuple(looks), seen, cables, troubled)


def is_another(look: Look) -> bool:
    """The box at the address says that it is a different one."""
    name = look.observed.hostname if look.observed else None
    return name is not None and name != look.device


def meetings(scene: Scene) -> Iterator[Meeting]:
    """Sessions of every switch whose sessions were read."""
    for look in scene.seen.values():
        sessions = look.observed.sessions if look.observed else None
        if sessions is not None:
            yield from (Meeting(look, wanted, sessions.get(wanted.key)) for wanted in look.expected.sessions)


def without_power(scene: Scene) -> frozenset[str]:
    """Switches that can't be reached and whose cables are all dead as their neighbours see them."""
    dead = Counter(end.device for trouble in scene.cables.silent for end in trouble.ends)
    unreached = (look.expected for look in scene.looks if look.observed is None)
    return frozenset(each.device for each in unreached if 1 < len(each.links) == dead[each.device])


def several(words: Sequence[str], shown: int = SHOWN) -> str:
    """a, b, c and 4 more."""
    head = ", ".join(words[:shown])
    return f"{head} and {len(words) - shown:,} more" if len(words) > shown else head


def _ears(look: Look) -> Ears:
    observed = look.observed or Observed()
    return Ears(look.device, look.expected.links, observed.neighbors, observed.links)
