"""Arista switches."""

from fabricgen.hardware import lanes
from fabricgen.hardware.breakouts import CAGE_400, CAGE_400_FOUR_LANES, CAGE_800, CAGE_800_HALVES, SFP_PLUS
from fabricgen.hardware.chips import JERICHO3, TOMAHAWK4, TOMAHAWK4_HALF, TOMAHAWK5, TOMAHAWK5_512, TOMAHAWK5_HALF
from fabricgen.hardware.switch import Cages, Chassis, SonicBox, SonicExtra, SwitchModel

DEVICES = "sonic-net/sonic-buildimage, device/arista/x86_64-arista_"
SHEET = "Arista data sheet, not re-read"
MODES_800 = ("1x800G[400G]", "1x400G", "2x400G", "4x200G")
MODES_400 = (
    "1x400G[200G,100G,50G,40G,25G,10G]",
    "2x200G[100G,50G,40G,25G,10G]",
    "4x100G[50G,40G,25G,10G]",
    "8x50G[40G,25G,10G]",
)


def _sfp(first: int, lane: int, index: int, alias: str) -> SonicExtra:
    return SonicExtra(f"Ethernet{first}", lane, index, alias.format(cage=index), "1x10G", 10)


def _tomahawk5_64(name: str, platform: str, alias: str, alias_part: str, modes: tuple[str, ...]) -> SonicBox:
    plain = alias.removesuffix("/1")
    return SonicBox(
        hwsku=name, platform=f"x86_64-arista_{platform}", vendor="broadcom", cage_lanes=8, lanes=lanes.ARISTA_7060X6_64,
        alias=alias, alias_part=alias_part, modes=modes,
        extras=(_sfp(512, 513, 65, plain), _sfp(513, 515, 66, plain)),
    )  # fmt: skip


SONIC_64PE = _tomahawk5_64(
    "Arista-7060X6-64PE", "7060x6_64pe", "etp{cage}", "etp{cage}{letter}", (*MODES_800, "8x100G")
)
SONIC_64PE_B = _tomahawk5_64(
    "Arista-7060X6-64PE-B-C512S2", "7060x6_64pe_b", "etp{cage}", "etp{cage}{letter}", (*MODES_800, "8x100G")
)
SONIC_64DE = _tomahawk5_64("Arista-7060X6-64DE", "7060x6_64de", "Ethernet{cage}/1", "Ethernet{cage}/{lane}", MODES_800)
SONIC_32PE = SonicBox(
    hwsku="Arista-7060X6-32PE", platform="x86_64-arista_7060x6_32pe", vendor="broadcom", cage_lanes=8,
    lanes=lanes.ARISTA_7060X6_32, alias="Ethernet{cage}/1", alias_part="Ethernet{cage}/{lane}", modes=MODES_800,
    extras=(_sfp(256, 513, 33, "Ethernet{cage}"), _sfp(257, 515, 34, "Ethernet{cage}")),
)  # fmt: skip
SONIC_64S = SonicBox(
    hwsku="Arista-7060DX5-64S", platform="x86_64-arista_7060dx5_64s", vendor="broadcom", cage_lanes=8,
    lanes=lanes.ARISTA_7060DX5_64, alias="Ethernet{cage}/1", alias_part="Ethernet{cage}/{lane}", modes=MODES_400,
    extras=(_sfp(512, 515, 65, "Ethernet{cage}"), _sfp(513, 513, 66, "Ethernet{cage}")),
)  # fmt: skip


def _cages(count: int, platform: str) -> tuple[Cages, ...]:
    source = f"{DEVICES}{platform}"
    return Cages(count, 8, 100, CAGE_800, source, "A"), Cages(2, 1, 10, SFP_PLUS, source, "A")


def _chassis(cards: int) -> SwitchModel:
    name = f"78{cards:02}r4"
    return SwitchModel(
        name=f"arista-{name}", vendor="Arista", title=f"{name.upper()} with {cards} cards 7800R4C-36PE (36x800G)",
        asic=JERICHO3, cages=(Cages(cards * 36, 8, 100, CAGE_800_HALVES, "Arista 7800R4 announcements", "B"),),
        platforms=("eos",), sources=(SHEET,), chassis=Chassis(cards, first_card=3, ports_per_card=36),
    )  # fmt: skip


ARISTA = (
    SwitchModel(
        name="arista-7060x6-64pe", vendor="Arista", title="7060X6-64PE, 64x800G OSFP", asic=TOMAHAWK5,
        cages=_cages(64, "7060x6_64pe"), platforms=("eos", "sonic"), sources=(f"{DEVICES}7060x6_64pe",),
        sonic=SONIC_64PE,
    ),
    SwitchModel(
        name="arista-7060x6-64pe-b", vendor="Arista", title="7060X6-64PE-B, 64x800G OSFP, 512 ports of 100G",
        asic=TOMAHAWK5_512, cages=_cages(64, "7060x6_64pe_b"), platforms=("eos", "sonic"),
        sources=(f"{DEVICES}7060x6_64pe_b",), sonic=SONIC_64PE_B,
    ),
    SwitchModel(
        name="arista-7060x6-64de", vendor="Arista", title="7060X6-64DE, 64x800G QSFP-DD", asic=TOMAHAWK5,
        cages=_cages(64, "7060x6_64de"), platforms=("eos", "sonic"), sources=(f"{DEVICES}7060x6_64de",),
        sonic=SONIC_64DE,
    ),
    SwitchModel(
        name="arista-7060x6-32pe", vendor="Arista", title="7060X6-32PE, 32x800G OSFP", asic=TOMAHAWK5_HALF,
        cages=_cages(32, "7060x6_32pe"), platforms=("eos", "sonic"), sources=(f"{DEVICES}7060x6_32pe",),
        sonic=SONIC_32PE,
    ),
    SwitchModel(
        name="arista-7060x5-64s", vendor="Arista", title="7060DX5-64S, 64x400G QSFP-DD", asic=TOMAHAWK4,
        cages=(
            Cages(64, 8, 50, CAGE_400, f"{DEVICES}7060dx5_64s", "A"),
            Cages(2, 1, 10, SFP_PLUS, f"{DEVICES}7060dx5_64s", "A"),
        ),
        platforms=("eos", "sonic"), sources=(f"{DEVICES}7060dx5_64s",), sonic=SONIC_64S,
    ),
    SwitchModel(
        name="arista-7060x5-32qs", vendor="Arista", title="7060X5-32QS, 32x400G QSFP112", asic=TOMAHAWK4_HALF,
        cages=(Cages(32, 4, 100, CAGE_400_FOUR_LANES, SHEET, "C"),), platforms=("eos",), sources=(SHEET,),
    ),
    *(_chassis(cards) for cards in (4, 8, 12, 16)),
)  # fmt: skip
