"""Switch chips. Sizes in bytes. SONiC figures are from sonic-net/sonic-buildimage as of August 2026, under device/."""

from fabricgen.hardware.switch import Asic, Balancing, Figure

JUNIPER_BUFFERS = "Juniper, CoS Configuration Essentials (QFX5220, QFX5230, QFX5240)"
JUNIPER_DLB = "Juniper, Dynamic Load Balancing: flowlet and per-packet modes on QFX5220, QFX5230, QFX5240"
CISCO_DLB = "Cisco Nexus 9000 NX-OS Unicast Routing Guide 10.5(x): hardware profile dlb, modes flowlet and per-packet"
XRDOCS = "xrdocs.io, Cisco 8000 platform posts"

XGS_BALANCING = (Balancing("flowlet", JUNIPER_DLB, "A"), Balancing("packet", JUNIPER_DLB, "A"))
NEXUS_BALANCING = (Balancing("flowlet", CISCO_DLB, "A"), Balancing("packet", CISCO_DLB, "A"))
CELLS = (Balancing("cell", "cells are sprayed over the fabric cards inside the chassis, by construction", "B"),)

TWO_PRIORITIES = Figure(
    2, "SONiC qos_config.j2: priorities 3 and 4 are lossless on the boxes shipped with this chip", "B"
)
CELL_254 = Figure(254, "each xoff, xon_offset and pool of the SONiC device files is a multiple of 254 bytes", "A")
CELL_144 = Figure(144, "sonic-buildimage, platform/mellanox/asic_table.j2: cell size of Spectrum-2 and Spectrum-3", "B")
CELL_192 = Figure(192, "sonic-buildimage, platform/mellanox/asic_table.j2: cell size of Spectrum-4", "B")
WIDTH_128 = Figure(128, "SONiC, Arista-7060X6-64PE-O128S2/sai.profile: SAI_NUM_ECMP_MEMBERS=128", "B")

TOMAHAWK5 = Asic(
    name="tomahawk5", title="Broadcom Tomahawk 5 (51.2 Tb/s)", family="tomahawk5", depth="shallow",
    headroom_model="tomahawk5", cell_bytes=CELL_254,
    buffer_bytes=Figure(165_200_000, f"{JUNIPER_BUFFERS}: 165.2 MB; SONiC pools 161.2 to 166.6 MB", "A"),
    lossless_priorities=TWO_PRIORITIES, ecmp_width=WIDTH_128,
    max_ports=Figure(320, "SONiC, Dell-Z9864f-O64/platform-def.json; ipinfusion.com/technology/tomahawk-5", "A"),
    dynamic_load_balancing=XGS_BALANCING,
)  # fmt: skip
TOMAHAWK5_512 = Asic(
    name="tomahawk5-512", title="Broadcom Tomahawk 5, revision with 512 ports (51.2 Tb/s)", family="tomahawk5",
    depth="shallow", headroom_model="tomahawk5", cell_bytes=CELL_254,
    buffer_bytes=Figure(165_335_712, "SONiC, Arista-7060X6-64PE-B-C512S2/buffers_defaults_t1.j2: lossless pool", "B"),
    lossless_priorities=TWO_PRIORITIES, ecmp_width=WIDTH_128,
    max_ports=Figure(514, "SONiC, Arista-7060X6-64PE-B-C512S2/port_config.ini: 512 x 100G and 2 x 10G", "B"),
    dynamic_load_balancing=XGS_BALANCING,
)  # fmt: skip
TOMAHAWK5_HALF = Asic(
    name="tomahawk5-half", title="Broadcom Tomahawk 5 (25.6 Tb/s)", family="tomahawk5", depth="shallow",
    headroom_model="tomahawk5", cell_bytes=CELL_254,
    buffer_bytes=Figure(80_424_520, "SONiC, Nokia-IXR7220-H5-32D/buffers_defaults_t1.j2: lossless pool", "B"),
    lossless_priorities=TWO_PRIORITIES, ecmp_width=WIDTH_128, dynamic_load_balancing=XGS_BALANCING,
)  # fmt: skip
TOMAHAWK4 = Asic(
    name="tomahawk4", title="Broadcom Tomahawk 4 (25.6 Tb/s)", family="tomahawk4", depth="shallow",
    cell_bytes=CELL_254,
    buffer_bytes=Figure(
        113_143_792, f"SONiC, Nokia-IXR7220-H4-64D pool; DellEMC-Z9664f-O64 113.6 MB; {JUNIPER_BUFFERS}: 112 MB", "A"
    ),
    lossless_priorities=TWO_PRIORITIES,
    ecmp_width=Figure(128, "SONiC, DellEMC-Z9664f-O64/sai.profile: SAI_NUM_ECMP_MEMBERS=128", "B"),
    dynamic_load_balancing=XGS_BALANCING,
)  # fmt: skip
TOMAHAWK4_HALF = Asic(
    name="tomahawk4-half", title="Broadcom Tomahawk 4 (12.8 Tb/s)", family="tomahawk4", depth="shallow",
    cell_bytes=CELL_254,
    buffer_bytes=Figure(57_482_232, "SONiC, Nokia-IXR7220-H4-32D/buffers_defaults_t1.j2: lossless pool", "B"),
    lossless_priorities=TWO_PRIORITIES, ecmp_width=TOMAHAWK4.ecmp_width, dynamic_load_balancing=XGS_BALANCING,
)  # fmt: skip
TOMAHAWK3 = Asic(
    name="tomahawk3", title="Broadcom Tomahawk 3 (12.8 Tb/s)", family="tomahawk3", depth="shallow",
    buffer_bytes=Figure(64_000_000, f"{JUNIPER_BUFFERS}: 64 MB", "A"), lossless_priorities=TWO_PRIORITIES,
    ecmp_width=Figure(64, "SONiC, Silverstone_v2/sai.profile: SAI_NUM_ECMP_MEMBERS=64", "B"),
    dynamic_load_balancing=XGS_BALANCING,
)  # fmt: skip
TRIDENT4 = Asic(
    name="trident4", title="Broadcom Trident 4 (12.8 Tb/s)", family="trident4", depth="shallow",
    buffer_bytes=Figure(132_000_000, "vendor data sheet, not re-read", "C"),
)  # fmt: skip
TRIDENT3 = Asic(name="trident3", title="Broadcom Trident 3 (3.2 Tb/s)", family="trident3", depth="shallow")
JERICHO3 = Asic(
    name="jericho3", title="Broadcom Jericho 3 with Ramon 3", family="jericho3", depth="deep", queueing="voq",
    headroom_model="jericho", ecmp_width=Figure(128, "vendor data sheet, not re-read", "C"),
    dynamic_load_balancing=CELLS,
)  # fmt: skip
SPECTRUM4 = Asic(
    name="spectrum4", title="NVIDIA Spectrum-4 (51.2 Tb/s)", family="spectrum4", depth="shallow",
    headroom_model="spectrum4", cell_bytes=CELL_192,
    buffer_bytes=Figure(158_229_504, "SONiC, ACS-SN5600/buffers_defaults_t0.j2: egress lossless pool", "B"),
    lossless_priorities=TWO_PRIORITIES,
    ecmp_width=Figure(128, "NVIDIA Cumulus Linux guide, ECMP: maximum paths 128 on Spectrum-4", "A"),
    max_ports=Figure(256, "docs.nvidia.com/networking/display/sn5000/data+interfaces; SONiC SN5600-V256", "A"),
    dynamic_load_balancing=(
        Balancing("packet", "NVIDIA Cumulus Linux guide, Adaptive Routing: 200G and 400G links", "A", (200, 400)),
    ),
)  # fmt: skip
SPECTRUM3 = Asic(
    name="spectrum3", title="NVIDIA Spectrum-3 (12.8 Tb/s)", family="spectrum3", depth="shallow", cell_bytes=CELL_144,
    buffer_bytes=Figure(60_817_392, "SONiC, ACS-MSN4700/buffers_defaults_t0.j2: egress lossless pool", "B"),
    lossless_priorities=TWO_PRIORITIES,
    ecmp_width=Figure(64, "NVIDIA Cumulus Linux guide, ECMP: 64 by default, more on Spectrum-4 only", "A"),
)  # fmt: skip
G200 = Asic(
    name="silicon-one-g200", title="Cisco Silicon One G200 (51.2 Tb/s)", family="silicon-one-g200", depth="shallow",
    buffer_bytes=Figure(256_000_000, "vendor data sheet, not re-read: 256 MB on die", "C"),
    ecmp_width=Figure(128, "Cisco AI/ML networking guides use 128 paths", "B"), dynamic_load_balancing=NEXUS_BALANCING,
)  # fmt: skip
G100 = Asic(
    name="silicon-one-g100", title="Cisco Silicon One G100 (25.6 Tb/s)", family="silicon-one-g100", depth="shallow",
    buffer_bytes=Figure(108_000_000, "field knowledge, not re-read: 108 MB on die", "C"),
    ecmp_width=Figure(128, "IOS-XR on Cisco 8000 up to release 7.6", "B"),
)  # fmt: skip
Q200L = Asic(
    name="silicon-one-q200l", title="Cisco Silicon One Q200L (12.8 Tb/s)", family="silicon-one-q200", depth="shallow",
    buffer_bytes=Figure(108_000_000, f"{XRDOCS}: 108 MB on die", "A"), ecmp_width=G100.ecmp_width,
)  # fmt: skip
Q200 = Asic(
    name="silicon-one-q200", title="Cisco Silicon One Q200 with HBM (12.8 Tb/s)", family="silicon-one-q200",
    depth="deep", queueing="voq", headroom_model="jericho",
    buffer_bytes=Figure(8_000_000_000, f"{XRDOCS}: 8 GB HBM", "A"), ecmp_width=G100.ecmp_width,
)  # fmt: skip
P100 = Asic(
    name="silicon-one-p100", title="Cisco Silicon One P100 class with HBM", family="silicon-one-p100", depth="deep",
    queueing="voq", headroom_model="jericho", ecmp_width=G100.ecmp_width,
)  # fmt: skip
P200 = Asic(
    name="silicon-one-p200", title="Cisco Silicon One P200 with HBM (51.2 Tb/s)", family="silicon-one-p200",
    depth="deep", queueing="voq", headroom_model="jericho",
)  # fmt: skip
CLOUDSCALE_GX2 = Asic(
    name="cloudscale-gx2", title="Cisco Cloud Scale GX2", family="cloudscale", depth="shallow",
    buffer_bytes=Figure(120_000_000, "vendor data sheet, not re-read: 120 MB, shared per slice pair", "C"),
    ecmp_width=Figure(64, "Cisco Nexus 9000 NX-OS Unicast Routing Guide: maximum-paths up to 64", "B"),
    dynamic_load_balancing=NEXUS_BALANCING,
)  # fmt: skip
CLOUDSCALE_H2R = Asic(
    name="cloudscale-h2r", title="Cisco Cloud Scale H2R with HBM", family="cloudscale", depth="deep",
    headroom_model="jericho", buffer_bytes=Figure(8_000_000_000, "vendor data sheet, not re-read: 8 GB HBM", "C"),
    ecmp_width=CLOUDSCALE_GX2.ecmp_width, dynamic_load_balancing=NEXUS_BALANCING,
)  # fmt: skip
EXPRESS5 = Asic(
    name="express5", title="Juniper Express 5 with HBM (28.8 Tb/s)", family="express5", depth="deep", queueing="voq",
    headroom_model="jericho",
)  # fmt: skip
LINUX_BRIDGE = Asic(
    name="linux", title="Linux kernel forwarding", family="linux", depth="none",
    ecmp_width=Figure(256, "FRRouting as Debian packages it is built with --enable-multipath=256", "B"),
)  # fmt: skip

ASICS = (
    TOMAHAWK5, TOMAHAWK5_512, TOMAHAWK5_HALF, TOMAHAWK4, TOMAHAWK4_HALF, TOMAHAWK3, TRIDENT4, TRIDENT3, JERICHO3,
    SPECTRUM4, SPECTRUM3, G200, G100, Q200L, Q200, P100, P200, CLOUDSCALE_GX2, CLOUDSCALE_H2R, EXPRESS5, LINUX_BRIDGE,
)  # fmt: skip
