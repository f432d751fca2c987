"""What a rule about the planned fabric gets to see."""

from collections.abc import Mapping
from typing import NamedTuple

from fabricgen.device import Facts
from fabricgen.device.capabilities import Capabilities
from fabricgen.kinds import Blueprint


class Plan(NamedTuple):
    """`tiers` lowest first; `capabilities` by platform."""

    blueprint: Blueprint
    tiers: tuple[Facts, ...]
    capabilities: Mapping[str, Capabilities]
