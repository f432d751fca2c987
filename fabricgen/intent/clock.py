"""Time for the hosts: every switch is a boundary clock of the Precision Time Protocol (IEEE 1588-2019)."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from fabricgen.intent.words import Words

Profile = Literal["g8275.1", "ieee1588", "aes67", "smpte2059-2"]
SwitchName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{1,62}$")]
PortLabel = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9/:.-]{0,30}$")]


class Intervals(Words):
    """Between messages, as the standard writes them: the power of two in seconds, so -3 is eight a second."""

    announce: Annotated[int, Field(ge=-3, le=4, strict=True)] | None = None
    sync: Annotated[int, Field(ge=-7, le=1, strict=True)] | None = None
    delay_request: Annotated[int, Field(ge=-7, le=5, strict=True)] | None = Field(default=None, alias="delay-request")


class Clock(Words):
    profile: Profile = "g8275.1"
    """g8275.1: ITU-T telecom profile with full timing support, over Ethernet. The others go over IPv4 multicast:
    ieee1588 is the standard's default profile, aes67 the media profile with the rates that serve SMPTE too
    (AES-R16), smpte2059-2 that of SMPTE."""
    domain: Annotated[int, Field(ge=0, le=127, strict=True)] | None = None
    """Left out, the profile's own: 24 for g8275.1, 0 for ieee1588, 127 for the media profiles."""
    intervals: Intervals = Intervals()
    """Left out, the profile's own."""
    sources: dict[SwitchName, PortLabel] = Field(min_length=1)
    """Where grandmasters are plugged in: a host port of each of these leaves, by its name there. Time is taken from
    these ports alone; all other host ports only give it."""
