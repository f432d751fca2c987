"""Nexus switches with EVPN, laid over those that are made by hand."""

from dataclasses import replace

from fabricgen.device.model import Overlay, OverlayVrf, Span, Vrf
from tests.platforms import iosxr_devices, nxos_devices
from tests.platforms.overlay_devices import between_loopbacks

ACME = OverlayVrf(
    "acme", 1, 2001, 1_000_001, "10.0.0.1:1", "64512:1000001",
    (Span("10.128.0.0/26", 31, 31), Span("10.129.0.0/27", 27, 27), Span("10.130.0.0/24", 24, 32)), (),
)  # fmt: skip
EMPTY = OverlayVrf("blue", 2, 2002, 1_000_002, "10.0.0.1:2", "64512:1000002", (), ())
EVPN = Overlay("evpn", "10.0.0.1", "02:00:0a:00:00:01", "00:00:5e:00:01:01", 9164, (ACME, EMPTY), (), ())
PASSING = replace(EVPN, vtep=None, router_mac=None, vrfs=())
TENANTS = (Vrf("inference", 2), Vrf("training", 1))
NXOS = {
    "leaf": replace(nxos_devices.LEAF, overlay=EVPN, vrfs=(Vrf("acme", 1), Vrf("blue", 2))),
    "trunk": replace(
        nxos_devices.TRUNK_LEAF,
        overlay=replace(EVPN, mtu=1500, vrfs=tuple(
            replace(EMPTY, name=vrf.name, id=vrf.id, vlan=2000 + vrf.id, vni=1_000_000 + vrf.id) for vrf in TENANTS
        )),
    ),
    "spine": replace(nxos_devices.SPINE, overlay=PASSING),
    "loopbacks": between_loopbacks(replace(
        nxos_devices.LEAF, overlay=EVPN, vrfs=(Vrf("acme", 1), Vrf("blue", 2)),
    )),
    "spine-loopbacks": between_loopbacks(replace(nxos_devices.SPINE, overlay=PASSING)),
}  # fmt: skip
LITE = replace(EVPN, kind="vrf-lite", vtep=None, router_mac=None)


def lite(device, *vrfs):
    """All ports towards other switches have a link for each VRF."""
    links = tuple(port for port in device.ports if device.profiles[port.profile].facing != "host")
    return replace(
        device, overlay=replace(LITE, vrfs=vrfs, links=links), vrfs=tuple(Vrf(vrf.name, vrf.id) for vrf in vrfs)
    )


IOSXR = {
    "leaf": lite(iosxr_devices.LEAF, ACME, EMPTY),
    "spine": lite(iosxr_devices.SPINE, replace(ACME, local=())),
    "bare": lite(
        iosxr_devices.BARE,
        replace(ACME, local=ACME.local[:1]),
        replace(EMPTY, local=ACME.local[1:2]),
    ),
}
