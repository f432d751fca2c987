"""Cisco Nexus (NX-OS) and Cisco 8000 (IOS-XR) switches."""

from fabricgen.hardware.breakouts import CAGE_400, CAGE_800_DENSE, CAGE_800_HALVES
from fabricgen.hardware.chips import CLOUDSCALE_GX2, CLOUDSCALE_H2R, G100, G200, P100, P200, Q200, Q200L
from fabricgen.hardware.switch import Asic, Breakout, Cages, Chassis, Confidence, SwitchModel

WHITE_PAPER = "Cisco Nexus 9000 white papers (9364E-SG2, 9300-GX2, 9300-H, 9800)"
XRDOCS = "xrdocs.io, Cisco 8000 platform posts"
NAME = "the port count in the product name"


def _fixed(
    name: str,
    title: str,
    asic: Asic,
    platform: str,
    ports: tuple[int, tuple[Breakout, ...]],
    said: tuple[str, Confidence],
) -> SwitchModel:
    (count, breakouts), (source, confidence) = ports, said
    return SwitchModel(
        name=f"cisco-{name}", vendor="Cisco", title=title, asic=asic, platforms=(platform,), sources=(source,),
        cages=(Cages(count, 8, breakouts[0].gbps // 8, breakouts, source, confidence),),
    )  # fmt: skip


def _modular(
    name: str, title: str, asic: Asic, platform: str, cage: tuple[Breakout, ...], chassis: Chassis
) -> SwitchModel:
    source = WHITE_PAPER if platform == "nxos" else XRDOCS
    cages = Cages(chassis.cards * chassis.ports_per_card, 8, cage[0].gbps // 8, cage, source, "A")
    return SwitchModel(
        name=f"cisco-{name}", vendor="Cisco", title=title, asic=asic, platforms=(platform,), sources=(source,),
        cages=(cages,), chassis=chassis,
    )  # fmt: skip


CISCO = (
    _fixed("n9364d-gx2a", "Nexus 9364D-GX2A, 64x400G", CLOUDSCALE_GX2, "nxos", (64, CAGE_400), (WHITE_PAPER, "A")),
    _fixed("n9348d-gx2a", "Nexus 9348D-GX2A, 48x400G", CLOUDSCALE_GX2, "nxos", (48, CAGE_400), (NAME, "C")),
    _fixed("n9332d-gx2b", "Nexus 9332D-GX2B, 32x400G", CLOUDSCALE_GX2, "nxos", (32, CAGE_400), (NAME, "B")),
    _fixed(
        "n9364e-sg2",
        "Nexus 9364E-SG2, 64x800G QSFP-DD800 or OSFP",
        G200,
        "nxos",
        (64, CAGE_800_DENSE),
        (WHITE_PAPER, "A"),
    ),
    _fixed("n9332d-h2r", "Nexus 9332D-H2R, 32x400G", CLOUDSCALE_H2R, "nxos", (32, CAGE_400), (WHITE_PAPER, "B")),
    _fixed("n9364e-sp2r", "Nexus 9364E-SP2R, 64x800G", P200, "nxos", (64, CAGE_800_HALVES), (NAME, "B")),
    _modular("n9804", "Nexus 9804, 4 cards of 36x400G", Q200, "nxos", CAGE_400, Chassis(4, 1, 36)),
    _modular("n9808", "Nexus 9808, 8 cards of 36x400G", Q200, "nxos", CAGE_400, Chassis(8, 1, 36)),
    _fixed("8111-32eh", "Cisco 8111-32EH, 32x800G", G100, "iosxr", (32, CAGE_800_HALVES), (NAME, "B")),
    _fixed("8101-32fh", "Cisco 8101-32FH, 32x400G", Q200L, "iosxr", (32, CAGE_400), (XRDOCS, "A")),
    _fixed("8122-64eh", "Cisco 8122-64EH, 64x800G", G200, "iosxr", (64, CAGE_800_HALVES), (NAME, "B")),
    _fixed("8201-32fh", "Cisco 8201-32FH, 32x400G", Q200, "iosxr", (32, CAGE_400), (XRDOCS, "A")),
    _fixed("8202-32fh-m", "Cisco 8202-32FH-M, 32x400G", Q200, "iosxr", (32, CAGE_400), (XRDOCS, "A")),
    _fixed("8223-64eh", "Cisco 8223, 64x800G OSFP", P200, "iosxr", (64, CAGE_800_HALVES), (NAME, "B")),
    _modular("8804", "Cisco 8804, 4 cards of 36x800G", P100, "iosxr", CAGE_800_HALVES, Chassis(4, 0, 36)),
    _modular("8808", "Cisco 8808, 8 cards of 36x800G", P100, "iosxr", CAGE_800_HALVES, Chassis(8, 0, 36)),
    _modular("8812", "Cisco 8812, 12 cards of 36x800G", P100, "iosxr", CAGE_800_HALVES, Chassis(12, 0, 36)),
    _modular("8818", "Cisco 8818, 18 cards of 36x800G", P100, "iosxr", CAGE_800_HALVES, Chassis(18, 0, 36)),
)
