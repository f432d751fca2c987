"""Nokia 7220 IXR-H switches, under SR Linux or SONiC."""

from fabricgen.hardware import lanes
from fabricgen.hardware.breakouts import CAGE_100, CAGE_400, CAGE_800, SFP_PLUS
from fabricgen.hardware.chips import TOMAHAWK3, TOMAHAWK4, TOMAHAWK4_HALF, TOMAHAWK5, TOMAHAWK5_HALF
from fabricgen.hardware.switch import Asic, Breakout, Cages, Paused, SonicBox, SonicExtra, SwitchModel

PORTS = "nokia/srlinux-yang-models, v25.3.1, srl_nokia-interfaces: port-speed, breakout-mode"
MODES_800 = ("1x800G[400G]", "1x400G", "2x400G", "4x200G", "8x100G")
PAUSED_800 = Paused((100, 400, 800), (5, 40, 300))
PAUSED_400 = Paused((100, 400), (5, 40, 300))
MODES_400 = ("1x400G", "2x200G", "4x100G", "8x50G")


def _sonic(
    hwsku: str, platform: str, first: tuple[int, ...], modes: tuple[str, ...], sfps: tuple[int, ...]
) -> SonicBox:
    count = len(first)
    return SonicBox(
        hwsku=f"Nokia-IXR7220-{hwsku}", platform=f"x86_64-nokia_ixr7220_{platform}-r0", vendor="broadcom", cage_lanes=8,
        lanes=first, alias="Ethernet{cage}/1", alias_part="Ethernet{cage}/{lane}", modes=modes,
        extras=tuple(
            SonicExtra(f"Ethernet{8 * count + sfp}", lane, count + 1 + sfp, f"Ethernet{count + 1 + sfp}", "1x10G", 10)
            for sfp, lane in enumerate(sfps)
        ),
        paused=PAUSED_800 if modes == MODES_800 else PAUSED_400,
    )  # fmt: skip


def _switch(name: str, asic: Asic, cage: tuple[str, tuple[Breakout, ...]], sonic: SonicBox) -> SwitchModel:
    connector, breakouts = cage
    source = f"sonic-net/sonic-buildimage, device/nokia/{sonic.platform}"
    count, gbps = len(sonic.lanes), breakouts[0].gbps
    return SwitchModel(
        name=f"nokia-7220-ixr-{name.lower()}", vendor="Nokia", title=f"7220 IXR-{name}, {count}x{gbps}G {connector}",
        asic=asic, platforms=("srlinux", "sonic"), sources=(source,), sonic=sonic,
        cages=(
            Cages(count, 8, gbps // 8, breakouts, source, "A"),
            Cages(len(sonic.extras), 1, 10, SFP_PLUS, source, "A"),
        ),
    )  # fmt: skip


H4 = _sonic("H4-64D", "h4", lanes.NOKIA_H4_64D, MODES_400, (513, 515))
H4_32D = _sonic("H4-32D", "h4_32d", lanes.NOKIA_H4_32D, MODES_400, (513,))
H5_32D = _sonic("H5-32D", "h5_32d", lanes.NOKIA_H5_32D, MODES_800, (513, 515))
H5_64D = _sonic("H5-64D", "h5_64d", lanes.NOKIA_H5_64D, MODES_800, (515, 516))
H5_64O = _sonic("H5-64O", "h5_64o", lanes.TOMAHAWK5_64, MODES_800, (515, 516))

NOKIA = (
    SwitchModel(
        name="nokia-7220-ixr-h2", vendor="Nokia", title="7220 IXR-H2, 128x100G QSFP28", asic=TOMAHAWK3,
        cages=(Cages(128, 4, 25, CAGE_100, PORTS, "A"),), platforms=("srlinux",), sources=(PORTS,),
    ),
    SwitchModel(
        name="nokia-7220-ixr-h3", vendor="Nokia", title="7220 IXR-H3, 32x400G QSFP-DD", asic=TOMAHAWK3,
        cages=(Cages(32, 8, 50, CAGE_400, PORTS, "A"), Cages(2, 1, 10, SFP_PLUS, PORTS, "A")), platforms=("srlinux",),
        sources=(PORTS,),
    ),
    _switch("H4", TOMAHAWK4, ("QSFP-DD", CAGE_400), H4),
    _switch("H4-32D", TOMAHAWK4_HALF, ("QSFP-DD", CAGE_400), H4_32D),
    _switch("H5-32D", TOMAHAWK5_HALF, ("QSFP-DD", CAGE_800), H5_32D),
    _switch("H5-64D", TOMAHAWK5, ("QSFP-DD", CAGE_800), H5_64D),
    _switch("H5-64O", TOMAHAWK5, ("OSFP", CAGE_800), H5_64O),
)  # fmt: skip
