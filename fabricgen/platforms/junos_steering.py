"""Names of the communities of tiers and gateways, as policies refer to them."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from fabricgen.device.model import Origin, Steering, WanSession, Way


class Named(NamedTuple):
    """A community of the policy options; of several members a route has to have all, or gets all."""

    name: str
    members: str


def marks(rows: Iterable[Origin | Way], *kinds: str) -> str:
    """Any of them: Junos joins several names by or, but several members of one community by and."""
    names = [f"{kind}-{row.name}" for row in rows for kind in kinds]
    return names[0] if len(names) == 1 else f"[ {' '.join(names)} ]"


def prepended(asn: int, times: int) -> str:
    return f'"{" ".join([str(asn)] * times)}"' if times > 1 else str(asn)


def translating(steering: Steering) -> bool:
    return any(wan.translation is not None for wan in steering.sessions)


def agreed(steering: Steering) -> list[Named]:
    """What marks routes of WAN routers, what was agreed on with these, and what it becomes, by name."""
    head = "large:" if steering.large else ""
    found = (each for wan in steering.sessions for each in _on(wan))
    return sorted(Named(name, _members([head + mark for mark in members])) for name, members in found)


def _on(wan: WanSession) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield f"WAN-{wan.name}", (wan.community,)
    if wan.translation is None:
        return
    for row in wan.translation.received:
        yield f"WAN-{wan.name}-MARKED-{row.name}", (row.theirs,)
        yield f"WAN-{wan.name}-MEANS-{row.name}", row.marks
    yield from ((f"WAN-{wan.name}-TELLS-{row.name}", row.marks) for row in wan.translation.sent)
    if wan.translation.others:
        yield f"WAN-{wan.name}-TELLS", wan.translation.others


def _members(members: list[str]) -> str:
    return members[0] if len(members) == 1 else f"[ {' '.join(members)} ]"


def told(origin: Origin, wan: WanSession) -> str:
    """The community that a tier of this leaf is announced with; empty for none."""
    if wan.translation is None:
        return f"TIER-{origin.name}"
    if any(row.name == origin.name for row in wan.translation.sent):
        return f"WAN-{wan.name}-TELLS-{origin.name}"
    return f"WAN-{wan.name}-TELLS" if wan.translation.others else ""
