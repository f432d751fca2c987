"""One switch as vendor-neutral values."""

from fabricgen.device.build import build
from fabricgen.device.facts import Facts, PortName, facts
from fabricgen.device.model import Device

__all__ = ["Device", "Facts", "PortName", "build", "facts"]
