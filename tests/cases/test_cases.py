"""Golden cases: a page of intent and what each stage makes of it, so that a failure tells which stage moved.

`pytest tests/cases --update` rewrites what is expected.
"""

from dataclasses import asdict, fields
from pathlib import Path

import orjson
import pytest

from fabricgen.device import build
from fabricgen.fabric import names
from fabricgen.judge import judge
from fabricgen.render.run import Worker

HERE = Path(__file__).parent
CASES = sorted(place.parent.name for place in HERE.glob("*/intent.yml"))


def fabric_stage(blueprint):
    """Every switch with what each of its ports faces."""
    fabric, labels = blueprint.fabric, names(blueprint.fabric)
    faces = {}
    for switch, name in enumerate(labels):
        faces[name] = [_facing(fabric, labels, port) for port in fabric.ports(switch)]
    return {"shape": asdict(fabric.shape), "faces": faces}


def _facing(fabric, labels, port):
    if fabric.peer[port] >= 0:
        end = fabric.end(fabric.peer[port])
        return f"{labels[end.switch]} {end.slot}"
    host = fabric.host(port)
    return "unused" if host is None else f"host {host.block} {host.group} {host.slot} nic {host.nic}"


def allocation_stage(blueprint):
    fabric, allocation = blueprint.fabric, blueprint.allocation
    rows = {}
    for tier in fabric.tiers:
        for switch in range(tier.first, tier.first + tier.count):
            position = tier.position(switch)
            rows[names(fabric)[switch]] = {
                "position": position._asdict(),
                "loopback": allocation.loopback(tier.role, position),
                "management": allocation.management_address(tier.role, position),
                "asn": allocation.asn(tier.role, position),
            }
    return rows


def device_stage(worker):
    return [
        build(about, switch)
        for about in worker.tiers
        for switch in (about.tier.first, about.tier.first + about.tier.count - 1)
    ]


def plain(value):
    """The fields by name, less those at their default: a feature that isn't asked for changes no case."""
    if isinstance(value, tuple):
        known = value._field_defaults
        return {name: each for name, each in value._asdict().items() if name not in known or each != known[name]}
    return {
        field.name: getattr(value, field.name) for field in fields(value) if getattr(value, field.name) != field.default
    }


def as_json(value):
    options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE | orjson.OPT_PASSTHROUGH_DATACLASS
    return orjson.dumps(value, default=plain, option=options)


def stages(folder):
    """Every stage's file of a case, by its path under expected/."""
    verdict = judge(folder)
    assert not verdict.errors, [str(finding) for finding in verdict.findings]
    worker = Worker(verdict.blueprint, ())
    files = {
        "1-intent.json": verdict.inventory.intent.model_dump_json(indent=2, exclude_defaults=True).encode() + b"\n",
        "2-fabric.json": as_json(fabric_stage(verdict.blueprint)),
        "3-allocation.json": as_json(allocation_stage(verdict.blueprint)),
        "4-devices.json": as_json(device_stage(worker)),
        "5-findings.txt": "".join(f"{finding}\n" for finding in verdict.findings).replace(f"{folder}/", "").encode(),
    }
    for switch in range(verdict.blueprint.fabric.switches):
        files |= {f"6-files/{item.path}": item.data for item in worker.artifacts(switch)}
    return files


@pytest.mark.parametrize("case", CASES)
def test_case(case, update):
    made, expected = stages(HERE / case), HERE / case / "expected"
    if update:
        rewrite(expected, made)
    known = {str(place.relative_to(expected)): place.read_bytes() for place in expected.rglob("*") if place.is_file()}
    assert sorted(made) == sorted(known)
    for path, data in made.items():
        assert data.decode() == known[path].decode(), path


def rewrite(expected, made):
    for place in sorted(expected.rglob("*"), reverse=True):
        place.rmdir() if place.is_dir() else place.unlink()
    for path, data in made.items():
        place = expected / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)


def test_there_is_a_case_for_each_kind():
    kinds = {
        line.split()[1]
        for case in CASES
        for line in (HERE / case / "intent.yml").read_text().splitlines()
        if line.startswith("kind:")
    }
    assert kinds == {"fat-tree", "adaptive-pods"}
