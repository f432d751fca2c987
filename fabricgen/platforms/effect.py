"""What a changed line does to traffic: rules as data, each with the source that it was read from."""

from enum import StrEnum
from typing import NamedTuple


class Impact(StrEnum):
    HITLESS = "hitless"
    TRAFFIC = "traffic-affecting"
    RELOAD = "reload"

    @property
    def weight(self) -> int:
        """The heavier one decides."""
        return tuple(Impact).index(self)


class Effect(NamedTuple):
    """Of lines whose path, heads joined by " > ", begins as the pattern says. Of several rules the first decides.

    Where a device has several files, a path begins with the name of the file.
    """

    pattern: str
    impact: Impact
    reason: str
    source: str
