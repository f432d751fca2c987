"""Juniper QFX and PTX switches; Junos counts their ports from 0."""

from fabricgen.hardware.breakouts import CAGE_100, CAGE_400, CAGE_800, CAGE_800_DENSE
from fabricgen.hardware.chips import EXPRESS5, TOMAHAWK3, TOMAHAWK4, TOMAHAWK5, TRIDENT4
from fabricgen.hardware.switch import Asic, Breakout, Cages, Confidence, SwitchModel

GUIDES = "juniper.net hardware guides (QFX5220, QFX5230, QFX5240, QFX5241)"
TECHPOST = "community.juniper.net, Introducing PTX10002-36QDD"
SHEET = "Juniper data sheet, not re-read"


def _switch(
    name: str, ports: str, asic: Asic, count: int, breakouts: tuple[Breakout, ...], said: tuple[str, Confidence]
) -> SwitchModel:
    whole = breakouts[0]
    return SwitchModel(
        name=f"juniper-{name}", vendor="Juniper", title=f"{name.upper()}, {ports}", asic=asic, platforms=("junos",),
        cages=(Cages(count, whole.lanes, whole.gbps // whole.lanes, breakouts, *said),), sources=(said[0],),
    )  # fmt: skip


JUNIPER = (
    _switch("qfx5220-32cd", "32x400G QSFP-DD", TOMAHAWK3, 32, CAGE_400, (GUIDES, "B")),
    _switch("qfx5220-128c", "128x100G QSFP28", TOMAHAWK3, 128, CAGE_100, (GUIDES, "B")),
    _switch("qfx5230-64cd", "64x400G QSFP-DD", TOMAHAWK4, 64, CAGE_400, (GUIDES, "B")),
    _switch("qfx5240-64od", "64x800G OSFP", TOMAHAWK5, 64, CAGE_800, (GUIDES, "A")),
    _switch("qfx5240-64qd", "64x800G QSFP-DD", TOMAHAWK5, 64, CAGE_800, (GUIDES, "A")),
    _switch("qfx5241-64od", "64x800G OSFP", TOMAHAWK5, 64, CAGE_800, (GUIDES, "A")),
    _switch("qfx5241-64qd", "64x800G QSFP-DD", TOMAHAWK5, 64, CAGE_800, (GUIDES, "A")),
    _switch("qfx5130-32cd", "32x400G QSFP-DD", TRIDENT4, 32, CAGE_400, (SHEET, "C")),
    _switch("ptx10002-36qdd", "36x800G QSFP-DD", EXPRESS5, 36, CAGE_800_DENSE, (TECHPOST, "A")),
)
