"""Whether one switch is as good after a change as it was before."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import chain

from fabricgen.findings import Finding
from fabricgen.rollout.expected import Expected, ExpectedSession
from fabricgen.rollout.observed import Observed, SeenSession, in_vrf
from fabricgen.rollout.rules.fg916_not_settled import CODE
from fabricgen.rollout.scene import several

Sessions = Mapping[str, SeenSession]
PARTS = {"LLDP neighbours": "neighbors", "forwarding": "forwarding"}


def settled(
    before: Observed, after: Observed, expected: Expected, ready: AbstractSet[str], fabric_prefixes: AbstractSet[str]
) -> tuple[Finding, ...]:
    """What isn't right yet; nothing when the change may be confirmed.

    `expected` is what the change makes of the switch, `ready` are the switches that run what is intended for them, and
    `fabric_prefixes` belong to the intent. What could be read before must be readable after.
    """
    found = chain(
        _unreadable(before, after, expected),
        _sessions(before.sessions or {}, after, expected, ready),
        _cables(before, after, expected),
        _paths(before, after, expected, fabric_prefixes),
    )
    messages = tuple(found) or tuple(_cut_off(before.sessions or {}, after, expected))
    return tuple(Finding(CODE, f"{expected.device}{message}") for message in messages)


def _unreadable(before: Observed, after: Observed, expected: Expected) -> Iterator[str]:
    reasons = {note.what: note.reason for note in after.notes}
    for what, part in {expected.nouns: "sessions", **PARTS}.items():
        needed = getattr(before, part) is not None or (part == "sessions" and bool(expected.sessions))
        if needed and getattr(after, part) is None:
            yield f" doesn't tell its {what}: {reasons.get(what) or 'it was not read'}"


def _cut_off(before: Sessions, after: Observed, expected: Expected) -> Iterator[str]:
    """Also when the change itself ends every session: the next waves would cut off the others of its tier."""
    was = sum(session.up for session in before.values())
    if was and expected.sessions and after.sessions is not None and not any(s.up for s in after.sessions.values()):
        yield f" is cut off: of {_so_many(was, expected)} that {'was' if was == 1 else 'were'} up none is left"


def _so_many(count: int, expected: Expected) -> str:
    return f"{count} {expected.noun if count == 1 else expected.nouns}"


def _sessions(before: Sessions, after: Observed, expected: Expected, ready: AbstractSet[str]) -> Iterator[str]:
    for session in expected.sessions if after.sessions is not None else ():
        now = (after.sessions or {}).get(session.key)
        if now is not None and now.up:
            continue
        state = "is down" if now else "isn't there"
        whom = f": the {expected.noun} with {session.peer_device} {session.peer_port} (neighbor {session.key}) {state}"
        was = _same(before, session)
        if was is not None and was.up:
            yield f"{whom}, and was up before"
        elif was is None and session.peer_device in ready:
            yield f"{whom}, and {session.peer_device} runs what is intended"


def _same(before: Sessions, session: ExpectedSession) -> SeenSession | None:
    """What it was before, if the intent keeps its key and both AS numbers. One that was down then may stay down: no
    change to this switch broke it.
    """
    was = before.get(session.key)
    return was if was is not None and was.is_between(session.local_as, session.remote_as) else None


def _cables(before: Observed, after: Observed, expected: Expected) -> Iterator[str]:
    """A neighbour that calls its ports by other names is right if it calls this one what it did before."""
    for link in expected.links if before.neighbors and after.neighbors is not None else ():
        was = (before.neighbors or {}).get(link.port, ())
        now = (after.neighbors or {}).get(link.port, ())
        if not was or any(
            heard.system == link.peer and (heard.port == link.peer_port or heard in was) for heard in now
        ):
            continue
        whom = f"{now[0].system} {now[0].port}" if now else "nobody"
        yield f" {link.port} hears {whom} by LLDP; {link.peer} {link.peer_port} should be there"


def _paths(before: Observed, after: Observed, expected: Expected, prefixes: AbstractSet[str]) -> Iterator[str]:
    if before.forwarding is None or after.forwarding is None:
        return
    gone = _ended(before.sessions or {}, expected)
    groups: dict[tuple[int, int], list[str]] = {}
    for prefix in sorted(prefixes & before.forwarding.keys()):
        was, now = len(before.forwarding[prefix]), len(after.forwarding.get(prefix, ()))
        if was - now > gone:
            groups.setdefault((now, was), []).append(prefix)
    for (now, was), lost in groups.items():
        yield f" has {now or 'none'} of {was} paths to {several(lost)}" if was > 1 else f" lost {several(lost)}"


def _ended(before: Sessions, expected: Expected) -> int:
    """Sessions that the change itself ends, each at most one next hop; those in VRFs are next hops there."""
    kept = {session.key for session in expected.sessions if _same(before, session)}
    return sum(seen.up and key not in kept and not in_vrf(key) for key, seen in before.items())
