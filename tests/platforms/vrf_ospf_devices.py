"""Switches with VRF-lite over OSPF: those of the tables of OSPF, with tenants on their links."""

from dataclasses import replace

from tests.platforms import ospf_devices
from tests.platforms.ospf_devices import AT_HOST
from tests.platforms.overlay_devices import ACME, SHARED, TENANTS, lite, unpaused

HIDDEN = tuple(replace(vrf, leaks=()) for vrf in (ACME, SHARED))


def routed(device, vrfs=HIDDEN):
    """Every VRF has an OSPF of its own; hosts and gateways of a VRF are in that of their VRF."""
    ports = tuple(_port(port, index) for index, port in enumerate(device.ports))
    vlans = tuple(vlan if vlan.vrf is None else vlan._replace(vrf="acme") for vlan in device.vlans)
    tenants = lite(replace(device, ports=ports, vlans=vlans))
    return replace(tenants, vrfs=TENANTS, overlay=replace(tenants.overlay, vrfs=vrfs))


def _port(port, index):
    """OSPF needs addresses on links."""
    if port.vrf:
        return port._replace(vrf="acme", ospf=AT_HOST)
    return port._replace(address=f"10.66.0.{2 * index + 1}/31") if port.ospf and port.address is None else port


FRR = {name: routed(device) for name, device in ospf_devices.FRR.items()}
SONIC = {name: routed(device) for name, device in ospf_devices.SONIC.items()}
EOS = {
    "leaf": routed(ospf_devices.EOS["leaf"], (ACME, SHARED)),
    "spine": routed(ospf_devices.EOS["spine"]),
    "trunk": routed(ospf_devices.EOS["trunk"]),
}
IOSXR = {name: routed(device) for name, device in ospf_devices.IOSXR.items()}
CUMULUS = {name: routed(device) for name, device in ospf_devices.CUMULUS.items()}
SRLINUX = {
    name: unpaused(routed(device)) if name != "trunk" else routed(device)
    for name, device in ospf_devices.SRLINUX.items()
}
