"""A BGP session or an OSPF adjacency is down.

Both ends have it, with the right AS numbers, over a cable that lies where it should; and yet it isn't established, or
full. It is told once, from the lower switch. A session over a cable that is misplaced or dead, or that one end lacks or
has with a wrong AS number, isn't told here: that finding explains it.
"""

from collections.abc import Iterator
from typing import NamedTuple

from fabricgen.findings import Finding
from fabricgen.rollout.cabling import End
from fabricgen.rollout.rules.fg906_wrong_as import is_wrong
from fabricgen.rollout.scene import Meeting, Scene, meetings

CODE = "FG903"


class Link(NamedTuple):
    """The same from both ends. Several sessions have the same ends: in VRFs, or between loopbacks."""

    ends: frozenset[End]
    families: tuple[str, ...]


def check(scene: Scene) -> Iterator[Finding]:
    explained = {_link(meeting) for meeting in meetings(scene) if not meeting.seen or is_wrong(meeting)}
    told: set[Link] = set()
    for meeting in meetings(scene):
        link = _link(meeting)
        if meeting.seen and not meeting.seen.up and link not in told | explained and not link.ends & scene.troubled:
            told.add(link)
            help_ = "see its log at both ends: authentication, timers, addresses; ping the far address"
            yield Finding(CODE, f"the {meeting.look.expected.noun} {meeting} is down", help=help_)


def _link(meeting: Meeting) -> Link:
    return Link(frozenset(meeting.ends), meeting.wanted.families)
