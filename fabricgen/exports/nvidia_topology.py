"""topology.dot: the cabling plan against which NVIDIA's Prescriptive Topology Manager and Cable Validation Tool hold
what LLDP sees.

An undirected DOT graph, an edge "switch":"port" -- "switch":"port" for each cable: Cumulus Linux manual, Prescriptive
Topology Manager, and ptmd(8). Names are compared with LLDP's host name and interface name. The Cable Validation Tool
wants switches declared beside that, with their role and operating system: its manual, Dot File (1.4 to 1.6).
"""

import re
from collections.abc import Iterator
from itertools import chain, islice

from fabricgen.exports.links import Link, fabric_links, host_links
from fabricgen.exports.subject import Subject, Switch, switches

LINES = 4096
NIC = re.compile(r"(?:[A-Za-z0-9_./-]|\{nic\}|\{plane\})+")
"""How hosts may call their NICs: nothing that ends a name in DOT."""


def objection(what: Subject, nic: str) -> str | None:
    """Why the ports of hosts can't be called that."""
    if not NIC.fullmatch(nic) or "{nic}" not in nic:
        return "write a name with {nic} in it, such as rail{nic}"
    if what.blueprint.fabric.shape.planes > 1 and "{plane}" not in nic:
        return "each NIC has a port in every plane: write {plane} too, such as rail{nic}p{plane}"
    return None


def topology(what: Subject, nic: str | None) -> Iterator[str]:
    """`nic` names a host's port: {nic} is the number of the NIC, {plane} that of the plane. Without it, hosts are left
    out.
    """
    yield "graph G {\n"
    yield from map(_node, switches(what))
    hosts = host_links(what) if nic is not None else ()
    rows = chain(map(_edge, fabric_links(what)), (_host_edge(what, link, nic or "") for link in hosts))
    while piece := "".join(islice(rows, LINES)):
        yield piece
    yield "}\n"


def notes(what: Subject, nic: str | None) -> tuple[str, ...]:
    platforms = {about.platform for about in what.tiers}
    found = []
    if nic is None:
        found.append("links to hosts are left out: name their NICs with --nic, such as --nic 'rail{nic}'")
    if "sonic" in platforms:
        found.append("SONiC tells the alias of a port in LLDP, such as etp1, where this file has its name: Ethernet0")
    return tuple(found)


def _node(switch: Switch) -> str:
    """`os` is in that manual for Cumulus only; of the others it's the platform's name here."""
    role = switch.about.tier.role.replace("-", "_")
    return f'    "{switch.name}" [label="{switch.name}" role="{role}" os="{switch.about.platform}"]\n'


def _edge(link: Link) -> str:
    return f'    "{link.near}":"{link.port}" -- "{link.far}":"{link.far_port}"\n'


def _host_edge(what: Subject, link: Link, nic: str) -> str:
    plane = what.tiers[0].tier.position(link.switch).plane
    name = nic.replace("{nic}", link.far_port.removeprefix("nic")).replace("{plane}", str(plane))
    return f'    "{link.near}":"{link.port}" -- "{link.far}":"{name}"\n'
