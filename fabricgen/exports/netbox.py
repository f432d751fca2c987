"""The fabric as CSV files for NetBox's bulk import: one folder, files numbered in the order in which they go in.

Hosts are no devices here: nobody knows their types. Their ports are marked as connected, with the host's name beside.
"""

from collections.abc import Iterator
from itertools import islice

from fabricgen.allocation.text import ipv4
from fabricgen.device import Facts, build
from fabricgen.device.features.tenancy import host_vrf, network, pool, vlans
from fabricgen.exports import netbox_columns as files
from fabricgen.exports.layers import Layer, layers
from fabricgen.exports.links import Link, fabric_links
from fabricgen.exports.netbox_ports import Card, address_rows, interface_rows
from fabricgen.exports.place import Piece
from fabricgen.exports.subject import Subject, Switch, switches
from fabricgen.intent.tenancy import TIERS_MAX

Rows = Iterator[tuple[object, ...]]
COLOURS = {"leaf": "4caf50", "spine": "2196f3", "super-spine": "9c27b0"}
RIR = "Private AS numbers (RFC 6996)"
HEIGHT = "(height not known to fabricgen: 0 stands for that)"
INTERFACE = "dcim.interface"
LINES = 4096
"""Rows to a piece of text."""


def tables(what: Subject) -> Iterator[Piece]:
    """Every file begins with its columns; one that would have nothing else is left out."""
    for path, rows in _small(what):
        if text := "".join(map(line, rows)):
            yield Piece(path, line(files.COLUMNS[path]) + text)
    for path in (files.DEVICES, files.INTERFACES, files.ADDRESSES, files.CABLES):
        yield Piece(path, line(files.COLUMNS[path]))
    found = layers(what)
    for switch in switches(what):
        card = _card(switch, found)
        yield Piece(files.DEVICES, line(_device(what, switch)))
        yield Piece(files.INTERFACES, "".join(map(line, interface_rows(card))))
        yield Piece(files.ADDRESSES, "".join(map(line, address_rows(card))))
    yield from _cables(what, found)


def line(cells: tuple[object, ...]) -> str:
    """Names and descriptions hold no quotes; what holds commas is quoted."""
    return ",".join(map(_cell, cells)) + "\n"


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    text = "" if value is None else str(value)
    return f'"{text}"' if "," in text else text


def _small(what: Subject) -> Iterator[tuple[str, Rows]]:
    intent = what.blueprint.intent
    models = {about.model.name: about.model for about in what.tiers}.values()
    platforms = sorted({about.platform for about in what.tiers})
    yield files.MANUFACTURERS, ((vendor, vendor.lower()) for vendor in sorted({each.vendor for each in models}))
    yield files.ROLES, ((about.tier.role, about.tier.role, COLOURS[about.tier.role], False) for about in what.tiers)
    yield files.PLATFORMS, ((name, name) for name in platforms)
    yield files.TYPES, ((each.vendor, each.name, each.name, 0, False, f"{each.title} {HEIGHT}") for each in models)
    yield files.SITES, iter([(intent.name, intent.name, "active")])
    yield files.RIRS, iter([(RIR, "private-asn", True)])
    yield files.ASNS, _asns(what)
    yield files.VRFS, _vrfs(what)
    yield files.GROUPS, iter([(intent.name, intent.name)] if intent.hosts.attach == "trunk" else [])
    yield files.VLANS, _vlans(what)
    yield files.PREFIXES, _prefixes(what)


def _asns(what: Subject) -> Rows:
    """Each once, with who bears it."""
    bearers: dict[int, list[str]] = {}
    for number, name in zip(what.tiers[0].asns, what.tiers[0].names, strict=True):
        bearers.setdefault(number, []).append(name)
    for number, names in sorted(bearers.items()):
        more = f" and {len(names) - 1} more" if len(names) > 1 else ""
        yield number, RIR, f"{names[0]}{more}"


def _vrfs(what: Subject) -> Rows:
    intent = what.blueprint.intent
    yield intent.management.vrf, True, f"management of {intent.name}"
    for vrf in what.tiers[0].vrfs:
        yield vrf.name, True, f"id {vrf.id} in {intent.name}"


def _leaf_vlans(about: Facts, switch: int) -> Rows:
    """Subnet and VLAN of each tier on a leaf; the gateway is the first address after the network's own."""
    position = about.tier.position(switch)
    base = about.allocation.vlan(0, TIERS_MAX)
    for vlan in vlans(about.intent, about.lock, about.allocation, position):
        net = network(about.intent, about.allocation, position, vlan.id - base, vlan.name)
        stretched = about.intent.tiers[vlan.name].stretch is not None
        if not (stretched and switch > about.tier.first):
            label = vlan.name if stretched else f"{vlan.name} on {about.names[switch]}"
            yield f"{ipv4(net.first)}/{net.length}", vlan.vrf, about.intent.name, vlan.id, "active", label


def _vlans(what: Subject) -> Rows:
    about = what.tiers[0]
    if about.intent.hosts.attach == "trunk":
        for vlan in vlans(about.intent, about.lock, about.allocation, about.tier.position(about.tier.first)):
            yield about.intent.name, vlan.id, vlan.name, "active"


def _prefixes(what: Subject) -> Rows:
    intent, about = what.blueprint.intent, what.tiers[0]
    six = intent.underlay.ipv6
    pools = (
        ("loopbacks", intent.underlay.loopbacks), ("links", intent.underlay.link_pool),
        ("loopbacks, IPv6", six.loopbacks if six else None), ("links, IPv6", six.links if six else None),
        ("hosts", intent.hosts.pool),
    )  # fmt: skip
    for name, block in pools:
        if block is not None:
            yield block.text, None, None, None, "container", f"{name} of {intent.name}"
    yield intent.management.prefix.text, intent.management.vrf, None, None, "active", f"management of {intent.name}"
    if intent.hosts.pool is not None or any(vrf.pool for vrf in intent.vrfs.values()):
        for switch in range(about.tier.first, about.tier.first + about.tier.count):
            yield from _leaf_vlans(about, switch) if intent.hosts.attach == "trunk" else _leaf_block(about, switch)


def _leaf_block(about: Facts, switch: int) -> Rows:
    """One block for all routed host ports of a leaf."""
    length = 32 - (about.allocation.host_block() - 1).bit_length()
    name = about.names[switch]
    vrf = host_vrf(about.intent, name)
    if pool(about.intent, vrf) is not None:
        yield f"{ipv4(about.host_bases[switch])}/{length}", vrf, None, None, "active", name


def _card(switch: Switch, found: tuple[Layer, ...]) -> Card:
    about, level = switch.about, switch.about.tier.level
    around = found[level : level + 2]
    return Card(build(about, switch.number), about.intent, tuple(layer.medium for layer in around))


def _device(what: Subject, switch: Switch) -> tuple[object, ...]:
    about = switch.about
    place = f"plane {switch.position.plane} {switch.block}" if about.fabric.shape.planes > 1 else switch.block
    return (
        switch.name, about.tier.role, about.model.vendor, about.model.name, about.platform, "active",
        what.blueprint.intent.name, place if switch.rail is None else f"{place} rail {switch.rail}",
    )  # fmt: skip


def _cables(what: Subject, found: tuple[Layer, ...]) -> Iterator[Piece]:
    """Between switches; what lies already is connected, what is only planned is not."""
    status = "connected" if what.blueprint.intent.cabling.existing else "planned"
    tails = [_carrier(layer) for layer in found]
    rows = (_cable(link, status, tails[link.layer]) for link in fabric_links(what))
    while text := "".join(islice(rows, LINES)):
        yield Piece(files.CABLES, text)


def _cable(link: Link, status: str, carrier: tuple[str, str]) -> str:
    kind, length = carrier
    return (
        f"{link.near},{INTERFACE},{link.port},{link.far},{INTERFACE},{link.far_port},"
        f"{kind},{status},{link.cable},{length}\n"
    )


def _carrier(layer: Layer) -> tuple[str, str]:
    """NetBox's word for the cable, and its length with the unit."""
    kind = files.CABLE_TYPES[layer.medium.kind] if layer.medium else ""
    return kind, "," if layer.metres is None else f"{layer.metres:g},m"
