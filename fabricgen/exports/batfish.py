"""A snapshot for Batfish: configurations where it looks for them, and the cabling as its layer-1 topology.

Folders and file names are those of "Format of vendor and supplemental data" in pybatfish's documentation: configs/ for
single files, sonic_configs/<device>/ for SONiC, batfish/layer1_topology.json with an edge for each direction.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath

import orjson

from fabricgen.exports.links import fabric_links
from fabricgen.exports.place import Piece
from fabricgen.exports.subject import NoExportError, Subject, switches
from fabricgen.render.run import Worker

LAYER1 = "batfish/layer1_topology.json"
Pack = Callable[[str, Mapping[str, str]], Iterator[Piece]]
"""From a device and its rendered files, by name, to those of the snapshot."""


def _one_file(kind: str) -> Pack:
    """Batfish is told what a file is by RANCID's word for it, as generated files lack the vendors' own signs."""

    def pack(device: str, files: Mapping[str, str]) -> Iterator[Piece]:
        (text,) = files.values()
        yield Piece(f"configs/{device}.cfg", f"!RANCID-CONTENT-TYPE: {kind}\n{text}")

    return pack


def _linux(device: str, files: Mapping[str, str]) -> Iterator[Piece]:
    """FRR on Linux is what Batfish calls a concatenated Cumulus device; the sections begin with these very lines."""
    yield Piece(
        f"configs/{device}.cfg",
        f"{device}\n# This file describes the network interfaces\n{files['interfaces']}\n"
        f"# ports.conf --\n\n{files['frr.conf']}",
    )


def _sonic(device: str, files: Mapping[str, str]) -> Iterator[Piece]:
    """No other files may lie in the folder of a device."""
    for name in ("config_db.json", "frr.conf"):
        yield Piece(f"sonic_configs/{device}/{name}", files[name])


PACKS: Mapping[str, Pack] = {
    "eos": _one_file("arista"),
    "nxos": _one_file("cisco-nx"),
    "iosxr": _one_file("cisco-xr"),
    "junos": _one_file("juniper"),
    "sonic": _sonic,
    "frr": _linux,
}


def snapshot(what: Subject, worker: Worker) -> Iterator[Piece]:
    """Raises NoExportError for a platform that Batfish has no reader of; RefusedError when a template fails."""
    _readable(what)
    return _pieces(what, worker)


def _readable(what: Subject) -> None:
    strange = {about.tier.role: about.platform for about in what.tiers if about.platform not in PACKS}
    if strange:
        told = ", ".join(f"{platform} ({role})" for role, platform in strange.items())
        raise NoExportError(f"Batfish doesn't read what is rendered for {told}; it reads {', '.join(PACKS)}")


def _pieces(what: Subject, worker: Worker) -> Iterator[Piece]:
    for switch in switches(what):
        rendered = {PurePosixPath(item.path).name: item.data.decode() for item in worker.artifacts(switch.number)}
        yield from PACKS[switch.about.platform](switch.name, rendered)
    yield from (Piece(LAYER1, text) for text in layer1(what))


def layer1(what: Subject) -> Iterator[str]:
    """One edge to a line, each cable in both directions."""
    yield '{"edges": [\n'
    separator = ""
    for link in fabric_links(what):
        near, far = _node(link.near, link.port), _node(link.far, link.far_port)
        yield f'{separator}{{"node1": {near}, "node2": {far}}},\n{{"node1": {far}, "node2": {near}}}'
        separator = ",\n"
    yield "\n]}\n"


def _node(device: str, port: str) -> str:
    return orjson.dumps({"hostname": device, "interfaceName": port}).decode()
