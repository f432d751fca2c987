"""A BGP session has a wrong AS number.

The switch expects another AS number of its neighbour than the neighbour has by the intent, or runs under another one
itself. Such a session never comes up, or it comes up and loop detection throws away good routes.
"""

from collections.abc import Iterator

from fabricgen.findings import Finding
from fabricgen.rollout.scene import Meeting, Scene, meetings

CODE = "FG906"


def check(scene: Scene) -> Iterator[Finding]:
    explained = {end for trouble in scene.cables.misplaced for end in trouble.ends}
    foreign: dict[str, tuple[int, int]] = {}
    for meeting in meetings(scene):
        seen, wanted = meeting.seen, meeting.wanted
        if seen and not seen.is_between(wanted.local_as, seen.remote_as):
            foreign[meeting.look.device] = seen.local_as, wanted.local_as
        if seen and not seen.is_between(seen.local_as, wanted.remote_as) and meeting.ends[0] not in explained:
            message = f"the BGP session {meeting} is with AS {seen.remote_as}, not AS {wanted.remote_as}"
            yield Finding(CODE, message, help="push the intended configuration; see who changed it")
    for device, (has, should) in foreign.items():
        message = f"{device} runs BGP as AS {has}, not AS {should}"
        yield Finding(CODE, message, help="push the intended configuration; it restarts BGP there")


def is_wrong(meeting: Meeting) -> bool:
    seen, wanted = meeting.seen, meeting.wanted
    return seen is not None and not seen.is_between(wanted.local_as, wanted.remote_as)
