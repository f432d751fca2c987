"""SR Linux in containerlab: one image plays every chassis, and takes the whole rendered file."""

import json
from pathlib import Path

import pytest

from fabricgen.render.run import Worker
from tests.exports.test_containerlab import exported

PAGE = Path(__file__).parent.parent.parent / "inventories/ixr-h5"


@pytest.fixture(scope="module")
def made():
    return exported(PAGE)


def test_each_spine_has_the_chassis_of_its_model_and_its_file(made):
    _, _, topology = made
    nodes = {name: node for name, node in topology["topology"]["nodes"].items() if node["kind"] == "nokia_srlinux"}
    assert {node["type"] for node in nodes.values()} == {"ixr-h4"}
    assert all(node["startup-config"] == f"configs/{name}/{name}.json" for name, node in nodes.items())
    assert all("type" not in node for node in topology["topology"]["nodes"].values() if node["kind"] != "nokia_srlinux")


def test_it_gets_what_is_rendered_but_for_its_secrets(made):
    blueprint, export, _ = made
    worker = Worker(blueprint, ())
    last = blueprint.fabric.switches - 1
    (artifact,) = worker.artifacts(last)
    (name,) = [path for path in export.files if path.endswith(f"/{artifact.path.rpartition('/')[2]}")]
    rendered = artifact.data.decode().replace("<env:FABRIC_ADMIN_HASH>", "${FABRIC_ADMIN_HASH}")
    assert json.loads(export.files[name]) == json.loads(rendered)


def test_what_is_told_beside_it(made):
    assert [note for note in made[1].notes if note.startswith("srlinux: ")] == [
        "srlinux: export the variables that users' secrets refer to before `containerlab deploy`: it fills them in",
        "srlinux: log in with `docker exec -it NODE sr_cli`: what is rendered has no server for SSH, JSON-RPC or gNMI",
    ]


def test_links_are_called_as_the_image_calls_them(made):
    ends = {end for link in made[2]["topology"]["links"] for end in link.get("endpoints", ())}
    assert "spine-p00-63:e1-16" in ends
