"""What exists: tiers of switches, their ports and the cables between them, as columns of integers."""

from fabricgen.fabric.clos import clos
from fabricgen.fabric.fabric import UNUSED, Cable, End, Fabric, HostEnd
from fabricgen.fabric.names import host_name, names
from fabricgen.fabric.shape import Maxima, Shape
from fabricgen.fabric.tier import Position, Role, Slot, Tier

__all__ = [
    "UNUSED",
    "Cable",
    "End",
    "Fabric",
    "HostEnd",
    "Maxima",
    "Position",
    "Role",
    "Shape",
    "Slot",
    "Tier",
    "clos",
    "host_name",
    "names",
]
