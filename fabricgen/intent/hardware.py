"""Which switch stands where."""

from typing import Literal

from pydantic import Field

from fabricgen.intent.words import Word, Words
from fabricgen.quantity import Gbps, Watts

Role = Literal["leaf", "spine", "super-spine"]
ROLES: tuple[Role, ...] = ("leaf", "spine", "super-spine")


class Switch(Words):
    model: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{1,40}$")
    """A model of the hardware catalogue: `fabricgen hardware` lists them."""
    platform: Word
    """The network OS it runs: `fabricgen platforms` lists them."""


class Rack(Words):
    power: Watts
    """Power that a rack may draw for its network."""
    switches: int = Field(ge=1, le=48, strict=True)
    """Switches in a rack."""


class Hardware(Words):
    leaf: Switch
    spine: Switch
    super_spine: Switch | None = Field(default=None, alias="super-spine")
    nic: Gbps
    """Speed of one NIC; with several planes each of its ports has an equal part."""
    uplink: Gbps
    """Speed of the links between switches."""
    rack: Rack | None = None

    def role(self, role: Role) -> Switch | None:
        return {"leaf": self.leaf, "spine": self.spine, "super-spine": self.super_spine}[role]
