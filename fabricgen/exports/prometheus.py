"""Targets for Prometheus' file_sd_configs: a JSON list with one group for each switch, so that each has its labels."""

from collections.abc import Iterator

import orjson

from fabricgen.allocation.text import in_url
from fabricgen.exports.subject import Subject, Switch, switches


def targets(what: Subject, port: int | None) -> Iterator[str]:
    """Management addresses; with a port where the exporter is asked at the switch itself (gNMI), bare for SNMP."""
    yield "[\n"
    separator = "  "
    for switch in switches(what):
        group = {"targets": [target(switch.management, port)], "labels": labels(switch)}
        yield separator + orjson.dumps(group).decode()
        separator = ",\n  "
    yield "\n]\n"


def target(address: str, port: int | None) -> str:
    return address if port is None else f"{in_url(address)}:{port}"


def labels(switch: Switch) -> dict[str, str]:
    about = switch.about
    found = {
        "fabric": about.intent.name,
        "device": switch.name,
        "role": about.tier.role,
        "block": switch.block,
        "platform": about.platform,
        "model": about.model.name,
        "asic": about.model.asic.name,
    }
    if about.fabric.shape.planes > 1:
        found["plane"] = str(switch.position.plane)
    if switch.rail is not None:
        found["rail"] = str(switch.rail)
    return found
