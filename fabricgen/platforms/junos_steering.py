"""Names of the communities of tiers and gateways, as policies refer to them."""

from collections.abc import Iterable
from typing import NamedTuple

from fabricgen.device import Device
from fabricgen.device.model import Origin, Steering, Way
from fabricgen.platforms.steering_terms import Marks, agreed_with


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
    own = [Marks(f"WAN-{wan.name}", (wan.community,)) for wan in steering.sessions]
    found = [*own, *(mark for wan in steering.sessions for mark in agreed_with(wan) if mark.members)]
    return sorted(Named(name, _members([head + mark for mark in members])) for name, members in found)


def through(device: Device) -> list[Named]:
    """What marks routes through appliances between VRFs, numbered as these are in their VRF."""
    if device.steering is None or device.overlay is None:
        return []
    head = "large:" if device.steering.large else ""
    routes = [(vrf.name, *row) for vrf in device.overlay.vrfs for row in enumerate(vrf.statics, 1)]
    return [
        Named(f"THROUGH-{vrf}-{number}", _members([head + mark for mark in route.marks]))
        for vrf, number, route in routes
        if route.marks
    ]


def _members(members: list[str]) -> str:
    return members[0] if len(members) == 1 else f"[ {' '.join(members)} ]"
