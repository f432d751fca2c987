"""The same fabric for containerlab: a topology of vendor images, each with its rendered configuration less what a
virtual switch has no hardware for.

Ports in use that no cable between switches ends in become dummy interfaces, so that every port of a configuration is
there.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, NamedTuple

import yaml

from fabricgen.device import Device, build
from fabricgen.exports.kinds import KINDS, SECRET, SONIC_VS, Kind
from fabricgen.exports.sonic_vs import panel_files
from fabricgen.exports.virtual import Omission, expanded, renamed, rule, trimmed
from fabricgen.kinds import Blueprint
from fabricgen.render.run import Worker

SECRETS = rule(r".*<(?:env|file|command):[^<>]+>", SECRET)
OMITTED = "omitted.txt"
CONFIGS = "configs"


class Export(NamedTuple):
    """`files` is path → text, the topology first; `omissions` every line that a virtual switch doesn't get."""

    files: Mapping[str, str]
    omissions: tuple[Omission, ...]
    notes: tuple[str, ...]


class Node(NamedTuple):
    """A switch as containerlab sees it; `links` is port → its end in the topology."""

    device: Device
    kind: Kind
    links: Mapping[str, str]
    files: Mapping[str, str]
    omissions: tuple[Omission, ...]
    sysctls: Mapping[str, str]


def containerlab(blueprint: Blueprint, worker: Worker) -> Export:
    """Raises KeyError for a platform that containerlab has no image of."""
    nodes = [_node(worker, switch) for switch in range(blueprint.fabric.switches)]
    omissions = tuple(omission for node in nodes for omission in node.omissions)
    kinds = {node.device.platform: node.kind for node in nodes}
    notes = tuple(f"{platform}: {note}" for platform, kind in sorted(kinds.items()) for note in kind.notes)
    files = {f"{blueprint.intent.name}.clab.yml": _dumped(_topology(blueprint, worker, nodes))}
    files |= {path: text for node in nodes for path, text in node.files.items()}
    return Export({**files, OMITTED: _listed(omissions, notes)}, omissions, notes)


def summary(export: Export) -> tuple[str, ...]:
    """One sentence for each reason why lines are left out."""
    lines = Counter(omission.reason for omission in export.omissions)
    switches = Counter(reason for _, reason in {(item.device, item.reason) for item in export.omissions})
    return tuple(
        f"{count:,} lines on {switches[reason]:,} switches left out: {reason}"
        for reason, count in sorted(lines.items())
    )


def _node(worker: Worker, switch: int) -> Node:
    about = next(about for about in reversed(worker.tiers) if switch >= about.tier.first)
    device = build(about, switch)
    kind = KINDS[device.platform]
    names = {port.name: kind.port(port.name, place) for place, port in enumerate(device.ports)}
    links = {port.name: kind.link(port.name, place) for place, port in enumerate(device.ports)}
    rendered = {PurePosixPath(item.path).name: item.data.decode() for item in worker.artifacts(switch)}
    if kind is SONIC_VS:
        rendered |= panel_files(rendered["config_db.json"], links)
    wanted = {name: text for name, text in rendered.items() if _goes_along(kind, name)}
    fitted = {name: _fitted(kind, names, text) for name, text in wanted.items()}
    results = {name: _trimmed(kind, name, text) for name, text in fitted.items()}
    return Node(
        device,
        kind,
        links,
        {_path(device, name): text for name, (text, _) in results.items()},
        tuple(Omission(device.name, name, *gone) for name, (_, omitted) in results.items() for gone in omitted),
        _sysctls(rendered.get("sysctl.conf", "")),
    )


def _sysctls(text: str) -> dict[str, str]:
    """sysctl.conf(5): name = value; a container gets them when it's made."""
    pairs = (line.partition("=") for line in text.splitlines() if "=" in line and not line.startswith("#"))
    return {name.strip(): value.strip() for name, _, value in pairs}


def _goes_along(kind: Kind, name: str) -> bool:
    return name in kind.binds if kind.binds else name.endswith(kind.startup)


def _fitted(kind: Kind, names: Mapping[str, str], text: str) -> str:
    return renamed(expanded(text) if kind.expands else text, {**names, **(kind.renames or {})})


def _trimmed(kind: Kind, name: str, text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """JSON isn't made of lines that could go one by one."""
    return (text, ()) if name.endswith(".json") else trimmed(text, (*kind.rules, SECRETS))


def _path(device: Device, name: str) -> str:
    return f"{CONFIGS}/{device.name}/{name}"


def _topology(blueprint: Blueprint, worker: Worker, nodes: list[Node]) -> dict[str, Any]:
    kinds = {node.kind.name: {"image": node.kind.image} for node in nodes}
    return {
        "name": blueprint.intent.name,
        "mgmt": _management(blueprint, nodes[0].device),
        "topology": {
            "kinds": dict(sorted(kinds.items())),
            "nodes": {node.device.name: _entry(node) for node in nodes},
            "links": [*_links(blueprint, worker, nodes)],
        },
    }


def _family(device: Device) -> str:
    return "ipv6" if ":" in device.management else "ipv4"


def _management(blueprint: Blueprint, device: Device) -> dict[str, str]:
    """The switches keep their management addresses; the machine that runs the lab is their gateway."""
    family = _family(device)
    return {
        "network": f"fabricgen-{blueprint.intent.name}",
        f"{family}-subnet": blueprint.intent.management.prefix.text,
        f"{family}-gw": device.system.gateway,
    }


def _entry(node: Node) -> dict[str, Any]:
    device, kind = node.device, node.kind
    entry: dict[str, Any] = {"kind": kind.name, f"mgmt-{_family(device)}": device.management}
    if kind.type:
        entry["type"] = kind.type(device.model)
    if kind.startup:
        entry["startup-config"] = next(iter(node.files))
    if kind.binds:
        entry["binds"] = [
            f"{_path(device, name)}:{place}" for name, place in kind.binds.items() if _path(device, name) in node.files
        ]
    if node.sysctls:
        entry["sysctls"] = dict(node.sysctls)
    return entry


def _links(blueprint: Blueprint, worker: Worker, nodes: list[Node]) -> Iterator[dict[str, Any]]:
    names, fabric = worker.tiers[0].port_names, blueprint.fabric
    cabled: set[tuple[str, str]] = set()
    for cable in fabric.cables():
        ends = [(nodes[end.switch], names[end.tier.level][end.slot]) for end in map(fabric.end, cable)]
        cabled.update((node.device.name, port) for node, port in ends)
        yield {"endpoints": [f"{node.device.name}:{node.links[port]}" for node, port in ends]}
    for node in nodes:
        for port, link in node.links.items():
            if (node.device.name, port) not in cabled:
                yield {"type": "dummy", "endpoint": {"node": node.device.name, "interface": link}}


def _dumped(topology: dict[str, Any]) -> str:
    head = "# Made by fabricgen: containerlab deploy --topo THIS_FILE. Images are what your registry calls them.\n"
    return head + yaml.safe_dump(topology, sort_keys=False, default_flow_style=None, width=120)


def _listed(omissions: tuple[Omission, ...], notes: tuple[str, ...]) -> str:
    """By device and file, each line with its reason."""
    told = [f"{item.device}/{item.file}: {item.line.strip()}   # {item.reason}\n" for item in omissions]
    return "".join([*(f"# {note}\n" for note in notes), *told])
