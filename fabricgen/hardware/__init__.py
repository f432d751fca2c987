"""Switch models and chips as data; each figure comes with its source and how far it can be trusted."""

from fabricgen.hardware.catalogue import UnknownModelError, asics, model, models
from fabricgen.hardware.ports import SpeedError, breakout, logical_ports, port_slots, speeds
from fabricgen.hardware.switch import (
    Asic,
    Balancing,
    Breakout,
    Cages,
    CardPort,
    Chassis,
    Figure,
    Slot,
    SonicBox,
    SwitchModel,
    sound,
)

__all__ = [
    "Asic",
    "Balancing",
    "Breakout",
    "Cages",
    "CardPort",
    "Chassis",
    "Figure",
    "Slot",
    "SonicBox",
    "SpeedError",
    "SwitchModel",
    "UnknownModelError",
    "asics",
    "breakout",
    "logical_ports",
    "model",
    "models",
    "port_slots",
    "sound",
    "speeds",
]
