"""The lab of an inventory: its switches with their rendered files, its cables, and a host on the first port of each
leaf.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from fabricgen.allocation.text import ipv4
from fabricgen.device import Device, build
from fabricgen.fabric import Fabric
from fabricgen.kinds import Blueprint
from fabricgen.lab.topology import Cable, Host, Lab, Management, Switch
from fabricgen.render.run import Worker

PLATFORM = "frr"
HOST_PORT = "eth0"
EMPTY = "frr defaults datacenter\nhostname {name}\nservice integrated-vtysh-config\n"


class NotLinuxError(ValueError):
    """The inventory has switches that don't run FRR; a lab has nothing else to run."""


class NotIPv4Error(ValueError):
    """The switches have IPv6 management addresses; what a lab has beside its fabric is an IPv4 network."""


def lab(blueprint: Blueprint, worker: Worker) -> Lab:
    """Raises `NotLinuxError`, and `InvalidLabError` for names that Linux can't have."""
    fabric = blueprint.fabric
    others = {about.platform for about in worker.tiers} - {PLATFORM}
    if others:
        raise NotLinuxError(
            f"a lab runs {PLATFORM}, not {', '.join(sorted(others))}: give those switches platform {PLATFORM}"
        )
    devices = {device.name: device for device in _devices(worker)}
    leaves = [device for device in devices.values() if device.role == "leaf"]
    hosts = tuple(host for number, leaf in enumerate(leaves) for host in _host(leaf, number))
    return Lab(
        name=blueprint.intent.name,
        switches=tuple(_switch(worker, switch) for switch in range(fabric.switches)),
        cables=(*_cables(worker, fabric, devices), *(_host_cable(leaf) for leaf in leaves if any(_host(leaf, 0)))),
        hosts=hosts,
    )


def emptied(lab: Lab) -> Lab:
    """The same switches before anything was configured: they have their names and their daemons."""
    return replace(lab, switches=tuple(_emptied(switch) for switch in lab.switches))


def _emptied(switch: Switch) -> Switch:
    return replace(switch, files={**switch.files, "frr.conf": EMPTY.format(name=switch.name)})


def management(worker: Worker) -> Management:
    """The network that makes a lab's switches reachable as real ones are; this machine takes the gateway's place.

    Raises `NotIPv4Error`.
    """
    devices = tuple(_devices(worker))
    system = devices[0].system
    if ":" in system.gateway:
        raise NotIPv4Error(f"the management network of a lab is IPv4, and this one has {system.gateway}")
    length = system.prefix_length
    addresses = {device.name: f"{device.management}/{length}" for device in devices}
    return Management(f"{system.gateway}/{length}", addresses)


def _devices(worker: Worker) -> Iterator[Device]:
    return (
        build(about, switch)
        for about in worker.tiers
        for switch in range(about.tier.first, about.tier.first + about.tier.count)
    )


def _switch(worker: Worker, switch: int) -> Switch:
    artifacts = worker.artifacts(switch)
    return Switch(artifacts[0].device, {PurePosixPath(item.path).name: item.data.decode() for item in artifacts})


def _cables(worker: Worker, fabric: Fabric, devices: Mapping[str, Device]) -> Iterator[Cable]:
    names, ports = worker.tiers[0].names, worker.tiers[0].port_names
    mtus = {name: _mtus(device) for name, device in devices.items()}
    for cable in fabric.cables():
        ends = [
            (names[end.switch], ports[end.tier.level][end.slot])
            for end in (fabric.end(cable.lower), fabric.end(cable.upper))
        ]
        yield Cable(*ends[0], *ends[1], *(mtus[name][port] for name, port in ends))


def _mtus(device: Device) -> dict[str, int]:
    return {port.name: device.profiles[port.profile].mtu for port in device.ports}


def _host(leaf: Device, number: int) -> Iterator[Host]:
    """The first host NIC of a leaf: the address after that of the leaf, on its link or in each of its VLANs; by the
    `number` of the leaf where a VLAN is the same on all of them.
    """
    port = next((port for port in leaf.ports if port.profile == 0), None)
    if port is None:
        return
    own = [(HOST_PORT, port.address, 1)] if port.address else _tagged(leaf, number)
    if own:
        gateways = tuple(address.split("/")[0] for _, address, _ in own)
        addresses = tuple((at, following(address, place)) for at, address, place in own)
        yield Host(host_name(leaf), addresses, gateways)


def _tagged(leaf: Device, number: int) -> list[tuple[str, str, int]]:
    """Sub-interface, the leaf's address in its VLAN, and how many places on the host's is."""
    return [(f"{HOST_PORT}.{vlan.id}", vlan.address, number + 1 if vlan.mac else 1) for vlan in leaf.vlans]


def host_name(leaf: Device) -> str:
    return f"host-{leaf.name}"


def following(address: str, places: int = 1) -> str:
    """With its prefix length, if it has one."""
    head, slash, length = address.partition("/")
    parts = [int(part) for part in head.split(".")]
    return ipv4((parts[0] << 24 | parts[1] << 16 | parts[2] << 8 | parts[3]) + places) + slash + length


def _host_cable(leaf: Device) -> Cable:
    port = next(port for port in leaf.ports if port.profile == 0)
    mtu = leaf.profiles[port.profile].mtu
    return Cable(leaf.name, port.name, host_name(leaf), HOST_PORT, mtu, mtu)
