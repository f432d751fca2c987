"""Leaves by hand that share port channels with others, by platform."""

from dataclasses import replace

from fabricgen.allocation.overlay import segment_identifier, system_mac
from fabricgen.device.features.multihoming import member
from fabricgen.device.model import Bundle
from tests.platforms import cumulus_devices, eos_devices, frr_devices
from tests.platforms.overlay_devices import stretched


def bundle(number, name, vlan, ports):
    mac = system_mac(2, number)
    return Bundle(number, name, mac, segment_identifier(mac, number), vlan, ports)


def multihomed(device, *taken):
    """Its last ports that hosts are at, each a port channel of its own; `taken` are their numbers."""
    leaf = stretched(device)
    hosts = [port.name for port in leaf.ports if port.profile == 0][-len(taken) :]
    numbers = dict(zip(hosts, taken, strict=True))
    ports = tuple(
        port._replace(profile=len(leaf.profiles), bundle=numbers[port.name]) if port.name in numbers else port
        for port in leaf.ports
    )
    vlan = leaf.overlay.segments[0].vlan
    bundles = tuple(bundle(number, f"disks-{number}", vlan, (name,)) for name, number in numbers.items())
    return replace(leaf, ports=ports, profiles=(*leaf.profiles, member(leaf.profiles[0])), bundles=bundles)


FRR = {"leaf": multihomed(frr_devices.TRUNK, 7)}
EOS = {"leaf": multihomed(eos_devices.TRUNK_LEAF, 300)}
CUMULUS = {"leaf": multihomed(cumulus_devices.TRUNK, 7)}
