"""Something isn't verified on this platform.

The driver can't read it there, so whether it is as intended isn't known. It is told once for each platform, and changes
no exit status. Port names in LLDP that aren't the box's own are told here too: then only switches are compared.
"""

from collections.abc import Iterator

from fabricgen.findings import Finding, Severity
from fabricgen.rollout.scene import Scene

CODE = "FG915"
UNCHECKED = {
    "facts": "whether the right box answers isn't checked",
    "interfaces": "MTUs and dead ports aren't checked",
    "BGP sessions": "sessions and AS numbers aren't checked",
    "OSPF adjacencies": "whether neighbours hear each other isn't checked",
    "LLDP neighbours": "cables are checked from their other ends only",
    "forwarding": "paths aren't checked",
    "lossless counters": "pause, watchdogs and drops aren't checked",
}


def check(scene: Scene) -> Iterator[Finding]:
    unread = {
        (look.expected.platform, note.what)
        for look in scene.seen.values()
        for note in (*(look.observed.notes if look.observed else ()), *look.notes)
        if not note.reason
    }
    for platform, what in sorted(unread):
        verb = "aren't" if what.endswith("s") else "isn't"
        message = f"{what} {verb} read on {platform}"
        yield Finding(CODE, message, help=UNCHECKED.get(what, ""), severity=Severity.WARNING)
    for trouble in scene.cables.nameless:
        yield Finding(CODE, trouble.message, help=trouble.help, severity=Severity.WARNING)
