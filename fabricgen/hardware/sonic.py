"""How SONiC names a port: rows of PORT and BREAKOUT_CFG, as its config engine derives them from platform.json."""

import re
from functools import cache
from typing import NamedTuple

from fabricgen.hardware.switch import Slot, SonicBox, SonicExtra

MODE = r"(?P<ports>\d+)x(?P<gbps>\d+)G(?:\[(?P<lower>[^]]*)\])?(?:\((?P<lanes>\d+)\))?"
"""4x100G[50G,25G](4): four ports on four lanes (else on all of the cage), also good for the speeds in brackets."""


class Mode(NamedTuple):
    text: str
    parts: int
    lanes: int
    gbps: tuple[int, ...]


class ModeError(LookupError):
    """The box's platform.json has no mode for ports of that speed on so many lanes; `modes` holds those it has."""

    def __init__(self, box: SonicBox, lanes: int, gbps: int) -> None:
        modes = ", ".join(box.modes)
        super().__init__(f"SONiC on {box.hwsku} has no breakout into ports of {gbps}G on {lanes} lanes, only {modes}")
        self.modes = box.modes


class SonicPort(NamedTuple):
    """`cage` is the key in BREAKOUT_CFG and `mode` its value; `panel_index` is the field index; `speed` in Mb/s.

    `subport` is 0 for an undivided cage.
    """

    name: str
    cage: str
    mode: str
    alias: str
    panel_index: int
    lanes: tuple[int, ...]
    speed: int
    subport: int
    fec: str | None


def sonic_port(box: SonicBox, slot: Slot, gbps: int) -> SonicPort:
    """Raises `ModeError` when the box has no mode for such a port."""
    mode = breakout_mode(box, slot.lanes, gbps)
    base = box.cage_lanes * (slot.cage - 1)
    first = box.lanes[slot.cage - 1] + slot.lane - 1
    return SonicPort(
        name=f"Ethernet{base + slot.lane - 1}",
        cage=f"Ethernet{base}",
        mode=mode.text,
        alias=_alias(box, slot, mode),
        panel_index=box.first_index + slot.cage - 1,
        lanes=tuple(range(first, first + slot.lanes)),
        speed=gbps * 1000,
        subport=slot.part if mode.parts > 1 else 0,
        fec=_fec(gbps, slot.lanes),
    )


def sonic_extra(extra: SonicExtra) -> SonicPort:
    """A port beside the fabric cages."""
    lanes = (extra.lane,)
    return SonicPort(
        extra.name,
        extra.name,
        extra.mode,
        extra.alias,
        extra.panel_index,
        lanes,
        extra.gbps * 1000,
        0,
        _fec(extra.gbps, 1),
    )


def breakout_mode(box: SonicBox, lanes: int, gbps: int) -> Mode:
    """The mode whose ports have so many lanes and that speed, if possible natively. Raises `ModeError`."""
    fitting = [mode for mode in _modes(box) if mode.lanes == lanes and gbps in mode.gbps]
    if not fitting:
        raise ModeError(box, lanes, gbps)
    return min(fitting, key=lambda mode: mode.gbps.index(gbps))


@cache
def _modes(box: SonicBox) -> tuple[Mode, ...]:
    return tuple(_mode(text, box.cage_lanes) for text in box.modes)


def _mode(text: str, cage_lanes: int) -> Mode:
    match = re.fullmatch(MODE, text)
    if match is None:
        raise ValueError(f"{text!r} is not a SONiC breakout mode")
    parts = int(match["ports"])
    lower = (int(word.strip().removesuffix("G")) for word in (match["lower"] or "").split(",") if word)
    return Mode(text, parts, int(match["lanes"] or cage_lanes) // parts, (int(match["gbps"]), *lower))


def _alias(box: SonicBox, slot: Slot, mode: Mode) -> str:
    pattern = box.alias_part if mode.parts > 1 else box.alias
    letter = chr(ord("a") + slot.part - 1)
    return pattern.format(cage=slot.cage, cage0=slot.cage - 1, lane=slot.lane, part=slot.part, letter=letter)


def _fec(gbps: int, lanes: int) -> str | None:
    """Lanes of 50 Gb/s and above get Reed-Solomon, as SONiC's portconfig.py has it; slower ones keep their default."""
    return "rs" if gbps // lanes >= 50 else None
