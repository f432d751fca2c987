"""How long the cables are, and, where they already lie, how they run."""

from pydantic import Field

from fabricgen.intent.words import Words
from fabricgen.quantity import Metres


class Cabling(Words):
    """One length per layer, the longest one of it: it decides the PFC headroom."""

    host: Metres | None = None
    leaf_spine: Metres | None = Field(default=None, alias="leaf-spine")
    spine_super_spine: Metres | None = Field(default=None, alias="spine-super-spine")
    existing: str | None = Field(default=None, pattern=r"^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,80}\.csv$")
    """A CSV file beside the intent (device,port,peer,peer_port) with the cables as they lie; it replaces the planned
    ones."""
    irregular: bool = False
    """Accept unequal link counts between leaves and spines, as existing cabling may have."""
