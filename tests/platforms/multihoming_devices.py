"""Leaves by hand that share port channels with others, by platform."""

from dataclasses import replace

from fabricgen.allocation.overlay import segment_identifier, system_mac
from fabricgen.device.features.multihoming import member
from fabricgen.device.model import Bundle
from tests.platforms import cumulus_devices, eos_devices, frr_devices, junos_devices
from tests.platforms.overlay_devices import between_loopbacks, stretched


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
QFX5130 = replace(
    junos_devices.TRUNK_LEAF,
    model="juniper-qfx5130-32cd",
    asic="trident4",
    profiles=tuple(replace(profile, asic="trident4") for profile in junos_devices.TRUNK_LEAF.profiles),
    ports=(
        junos_devices.TRUNK_LEAF.ports[0]._replace(name="et-0/0/0"),
        junos_devices.TRUNK_LEAF.ports[0]._replace(name="et-0/0/1", cage=2),
        junos_devices.TRUNK_LEAF.ports[1]._replace(name="et-0/0/31", cage=32),
    ),
    adaptive=None,
    vlans=junos_devices.TRUNK_LEAF.vlans[:1],
)
JUNOS = {"leaf": between_loopbacks(multihomed(QFX5130, 7))}
