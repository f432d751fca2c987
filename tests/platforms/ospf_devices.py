"""The switches of the other tables with OSPF as their underlay: a key and BFD on a leaf, neither on a spine, VLANs."""

from dataclasses import replace

from fabricgen.device.model import Device, Ospf, OspfPort
from tests.platforms import (
    cumulus_devices,
    eos_devices,
    frr_devices,
    iosxr_devices,
    junos_devices,
    nxos_devices,
    sonic_devices,
    srlinux_devices,
)

OSPF = Ospf(
    router_id="10.0.0.1",
    area="0.0.0.0",  # noqa: S104 - an area, not an address
    hello=3,
    dead=12,
    max_paths=8,
    bfd_interval_ms=300,
    bfd_multiplier=3,
    key="<env:OSPF_KEY>",
    host_cost=1,
)
AT_HOST = OspfPort(1, None, None)
PLAIN = replace(OSPF, area="0.0.0.7", hello=1, dead=4, max_paths=64, bfd_interval_ms=0, bfd_multiplier=0, key=None)


def over(device: Device, ospf: Ospf) -> Device:
    """The same switch without BGP; links cost what their place among the ports says, a leaf's 32,768 more."""
    offset = 32_768 if device.role == "leaf" else 0
    ports = tuple(
        port._replace(address6=None, ospf=_port(device, index, offset)) for index, port in enumerate(device.ports)
    )
    bgp = replace(
        device.bgp, groups=(), neighbors=(), valley=None, ipv6=False, loopbacks6=None, password=None,
        bfd_interval_ms=ospf.bfd_interval_ms, bfd_multiplier=ospf.bfd_multiplier,
    )  # fmt: skip
    return replace(device, ports=ports, bgp=bgp, ospf=ospf, loopback6=None)


def _port(device: Device, index: int, offset: int) -> OspfPort | None:
    port = device.ports[index]
    if device.profiles[port.profile].facing != "host":
        return OspfPort(offset + 3 * (index + 1), f"10.0.9.{index}", 0.15 * (index + 1))
    return AT_HOST if port.address is not None and port.vrf is None else None


FRR = {
    "leaf": over(frr_devices.LEAF, OSPF),
    "spine": over(frr_devices.SPINE, PLAIN),
    "trunk": over(frr_devices.TRUNK, OSPF),
}
SONIC = {
    "leaf": over(sonic_devices.LEAF, OSPF),
    "spine": over(sonic_devices.SPINE, PLAIN),
    "trunk": over(sonic_devices.TRUNK, OSPF),
}
EOS = {
    "leaf": over(eos_devices.LEAF, OSPF),
    "spine": over(eos_devices.SPINE, PLAIN),
    "trunk": over(eos_devices.TRUNK_LEAF, OSPF),
}
_UNSIGNED = replace(OSPF, key=None)
CUMULUS = {
    "leaf": over(cumulus_devices.LEAF, _UNSIGNED),
    "spine": over(cumulus_devices.SPINE, PLAIN),
    "trunk": over(cumulus_devices.TRUNK, _UNSIGNED),
}
JUNOS = {
    "leaf": over(junos_devices.LEAF, OSPF),
    "spine": over(junos_devices.SPINE, PLAIN),
    "trunk": over(junos_devices.TRUNK_LEAF, OSPF),
    "deep": over(junos_devices.DEEP_SPINE, OSPF),
}
NXOS = {
    "leaf": over(nxos_devices.LEAF, OSPF),
    "spine": over(nxos_devices.SPINE, PLAIN),
    "trunk": over(nxos_devices.TRUNK_LEAF, replace(OSPF, hello=10, dead=40)),
}
IOSXR = {
    "leaf": over(iosxr_devices.LEAF, OSPF),
    "spine": over(iosxr_devices.SPINE, PLAIN),
    "deep": over(iosxr_devices.CHASSIS, OSPF),
}
SRLINUX = {
    "leaf": over(srlinux_devices.LEAF, _UNSIGNED),
    "spine": over(srlinux_devices.SPINE, PLAIN),
    "trunk": over(srlinux_devices.TRUNK_LEAF, _UNSIGNED),
}
