"""A BGP session or an OSPF adjacency isn't there.

The switch doesn't have a neighbour that the intent gives it: the configuration was never pushed, or somebody removed
the neighbour. OSPF lists no port that is down: those whose cable is dead aren't told again.
"""

from collections.abc import Iterator

from fabricgen.findings import Finding
from fabricgen.rollout.scene import Meeting, Scene, meetings

CODE = "FG904"
HELP = "push the intended configuration: fabricgen diff shows what is missing"


def check(scene: Scene) -> Iterator[Finding]:
    missing: dict[str, list[Meeting]] = {}
    for meeting in meetings(scene):
        if meeting.seen is None and not _silenced(scene, meeting):
            missing.setdefault(meeting.look.device, []).append(meeting)
    for device, found in missing.items():
        expected = found[0].look.expected
        every = len(expected.sessions)
        if len(found) == every > 1:
            yield Finding(CODE, f"{device} has none of its {every} {expected.nouns}", help=HELP)
        else:
            yield from (Finding(CODE, f"the {expected.noun} {meeting} isn't there", help=HELP) for meeting in found)


def _silenced(scene: Scene, meeting: Meeting) -> bool:
    return meeting.look.expected.routing == "ospf" and meeting.ends[0] in scene.troubled
