"""Hosts, groups and defaults as nornir's SimpleInventory reads them. No logins: they are nobody's business here.

Every value is written as a JSON string or number, which is YAML that no reader can take for something else.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import orjson

from fabricgen.exports.place import Piece
from fabricgen.exports.subject import Subject, Switch, switches

HEAD = "---\n# Made by fabricgen from the intent of {name}.\n"


class Names(NamedTuple):
    """What a platform is called by NAPALM (core drivers, and the community's for SR Linux) and by netmiko.

    NAPALM is None where no published driver speaks to what is rendered.
    """

    napalm: str | None
    netmiko: str


NAMES: Mapping[str, Names] = {
    "eos": Names("eos", "arista_eos"),
    "nxos": Names("nxos", "cisco_nxos"),
    "iosxr": Names("iosxr", "cisco_xr"),
    "junos": Names("junos", "juniper_junos"),
    "srlinux": Names("srlinux", "nokia_srl"),
    "cumulus": Names(None, "linux"),
    "sonic": Names(None, "linux"),
    "frr": Names(None, "linux"),
}


def inventory(what: Subject) -> Iterator[Piece]:
    """hosts.yaml, groups.yaml, defaults.yaml."""
    head = HEAD.format(name=what.blueprint.intent.name)
    yield Piece("hosts.yaml", head)
    for switch in switches(what):
        yield Piece("hosts.yaml", _entry(switch.name, host(switch)))
    yield Piece("groups.yaml", head)
    for name, group in groups(what).items():
        yield Piece("groups.yaml", _entry(name, group))
    yield Piece("defaults.yaml", head + _entry("data", {"fabric": what.blueprint.intent.name}))


def host(switch: Switch) -> dict[str, Any]:
    """`hostname` is the management address."""
    about = switch.about
    data = {
        "role": about.tier.role,
        "block": switch.block,
        "model": about.model.name,
        "asn": switch.asn,
        "loopback": switch.loopback,
    }
    if switch.loopback6 is not None:
        data["loopback6"] = switch.loopback6
    if about.fabric.shape.planes > 1:
        data["plane"] = switch.position.plane
    if switch.rail is not None:
        data["rail"] = switch.rail
    return {"hostname": switch.management, "groups": [about.platform, about.tier.role], "data": data}


def groups(what: Subject) -> dict[str, dict[str, Any]]:
    """One for each platform, which says how to connect, and one for each role."""
    platforms = {about.platform: _platform(about.platform) for about in what.tiers}
    return platforms | {about.tier.role: {} for about in what.tiers}


def _platform(name: str) -> dict[str, Any]:
    napalm, netmiko = NAMES[name]
    options = {"netmiko": {"platform": netmiko}}
    if napalm is not None:
        options["napalm"] = {"platform": napalm}
    return {"platform": napalm or netmiko, "connection_options": options}


def _entry(name: str, value: dict[str, Any]) -> str:
    return f"{orjson.dumps(name).decode()}: {orjson.dumps(value).decode()}\n"
