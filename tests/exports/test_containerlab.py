"""The topology that containerlab gets is the fabric, cable by cable, and what it leaves out is told."""

import re
from pathlib import Path

import pytest
import yaml

from fabricgen.cli import fabricgen
from fabricgen.exports.containerlab import OMITTED, containerlab, summary
from fabricgen.exports.kinds import KINDS
from fabricgen.fabric import names
from fabricgen.judge import judge
from fabricgen.platforms import PLATFORMS
from fabricgen.render.run import Worker

ROOT = Path(__file__).parent.parent.parent
PAGES = {
    "frr": ROOT / "inventories/lab",
    "eos": ROOT / "tests/checks/good/unnumbered.yml",
    "sonic": ROOT / "tests/cases/sonic-three-tiers/intent.yml",
}


def exported(path):
    blueprint = judge(path).blueprint
    assert blueprint is not None
    export = containerlab(blueprint, Worker(blueprint, ()))
    first = next(iter(export.files))
    return blueprint, export, yaml.safe_load(export.files[first])


@pytest.fixture(scope="module", params=PAGES)
def made(request):
    return request.param, *exported(PAGES[request.param])


def test_every_switch_is_a_node_with_an_image_and_its_address(made):
    platform, blueprint, export, topology = made
    assert next(iter(export.files)) == f"{blueprint.intent.name}.clab.yml"
    kind = KINDS[platform]
    assert topology["name"] == blueprint.intent.name
    assert topology["topology"]["kinds"] == {kind.name: {"image": kind.image}}
    nodes = topology["topology"]["nodes"]
    assert list(nodes) == list(names(blueprint.fabric))
    assert {node["kind"] for node in nodes.values()} == {kind.name}
    assert len({node["mgmt-ipv4"] for node in nodes.values()}) == len(nodes)
    assert topology["mgmt"]["ipv4-subnet"] == blueprint.intent.management.prefix.text


def test_links_are_the_cables_and_nothing_is_plugged_in_twice(made):
    _platform, blueprint, _export, topology = made
    links = topology["topology"]["links"]
    veths = [link["endpoints"] for link in links if "endpoints" in link]
    by_number = names(blueprint.fabric)
    ends = [[by_number[blueprint.fabric.end(port).switch] for port in cable] for cable in blueprint.fabric.cables()]
    assert [[end.partition(":")[0] for end in pair] for pair in veths] == ends
    dummies = [f"{link['endpoint']['node']}:{link['endpoint']['interface']}" for link in links if "type" in link]
    plugged = [*dummies, *(end for pair in veths for end in pair)]
    assert len(set(plugged)) == len(plugged)
    assert all(len(end.partition(":")[2]) <= 15 for end in plugged)


def test_every_file_that_a_node_names_is_there(made):
    platform, _blueprint, export, topology = made
    named = set()
    for node in topology["topology"]["nodes"].values():
        named |= {node["startup-config"]} if "startup-config" in node else set()
        named |= {bind.partition(":")[0] for bind in node.get("binds", ())}
    assert named == {path for path in export.files if path.startswith("configs/")}
    assert len(named) == len(topology["topology"]["nodes"]) * {"frr": 3, "eos": 1, "sonic": 4}[platform]


def test_no_reference_to_a_secret_is_left_where_a_device_would_take_it_for_one(made):
    _platform, _blueprint, export, _topology = made
    for path, text in export.files.items():
        if path.startswith("configs/"):
            assert re.findall(r"<(?:env|file|command):", text) == [], path


def test_eos_gets_what_it_can_run_and_users_from_the_environment():
    _blueprint, export, _topology = exported(PAGES["eos"])
    text = export.files["configs/leaf-p00-00/leaf-p00-00.cfg"]
    for gone in (
        "platform ",
        "qos ",
        "priority-flow-control",
        "service-profile",
        "tx-queue",
        "hardware ",
        "Management1",
    ):
        assert gone not in text
    for kept in ("interface Management0", "router bgp ", "interface Ethernet1/1"):
        assert kept in text
    listed = export.files[OMITTED].splitlines()
    assert len([line for line in listed if not line.startswith("#")]) == len(export.omissions)
    assert all(re.fullmatch(r"\d[\d,]* lines on \d+ switches left out: .+", line) for line in summary(export))


def test_eos_users_come_from_the_environment_or_not_at_all(tmp_path):
    page = PAGES["eos"].read_text()
    assert "users:" not in page
    users = '\n  users: {admin: {secret: "env:ADMIN_HASH"}, watcher: {secret: "file:watcher.hash", role: operator}}\n'
    (tmp_path / "intent.yml").write_text(
        re.sub(r"^management:.*\n", lambda found: widened(found[0], users), page, flags=re.MULTILINE)
    )
    _blueprint, export, _topology = exported(tmp_path)
    text = export.files["configs/leaf-p00-00/leaf-p00-00.cfg"]
    assert "username admin privilege 15 role network-admin secret sha512 ${ADMIN_HASH}\n" in text
    assert "watcher" not in text
    assert "leaf-p00-00/leaf-p00-00.cfg: username watcher" in export.files[OMITTED]


def widened(line, more):
    """A block where a flow mapping stood."""
    return (
        "management:\n"
        + "".join(f"  {pair.strip()}\n" for pair in line.partition("{")[2].rstrip("}\n").split(","))
        + more.lstrip("\n")
    )


def test_linux_gets_its_kernel_settings():
    _blueprint, _export, topology = exported(PAGES["frr"])
    node = topology["topology"]["nodes"]["leaf-p00-00"]
    assert node["sysctls"]["net.ipv4.fib_multipath_hash_policy"] == "1"


def test_the_command_writes_it_and_tells_what_is_left_out(tmp_path, capsys):
    status = fabricgen.main(
        ["export", "containerlab", str(PAGES["eos"]), "--out", str(tmp_path / "lab")], standalone_mode=False
    )
    told = capsys.readouterr()
    assert status == 0
    assert told.out == f"{tmp_path}/lab: 6 switches, 8 files\n"
    assert "left out: a virtual port has no speed\n" in told.err
    written = {str(path.relative_to(tmp_path / "lab")) for path in (tmp_path / "lab").rglob("*") if path.is_file()}
    _blueprint, export, _topology = exported(PAGES["eos"])
    assert written == set(export.files)
    assert (tmp_path / "lab/case.clab.yml").read_text() == export.files["case.clab.yml"]


def test_a_folder_that_can_not_be_written_is_told(tmp_path, capsys):
    (tmp_path / "taken").write_text("")
    out = tmp_path / "taken" / "lab"
    status = fabricgen.main(["export", "containerlab", str(PAGES["frr"]), "--out", str(out)], standalone_mode=False)
    assert status == 1
    assert f"error[FG012] can't write to {out}: Not a directory" in capsys.readouterr().err


def test_every_platform_that_is_rendered_has_an_image():
    assert set(PLATFORMS) <= set(KINDS)


def test_junos_gets_blocks_that_close_and_nothing_of_a_chip():
    _, export, topology = exported(ROOT / "inventories/ptx-qfx")
    for name, node in topology["topology"]["nodes"].items():
        text = export.files[node["startup-config"]]
        assert node["startup-config"] == f"configs/{name}/{name}.conf"
        assert text.count("{") == text.count("}")
        assert not re.search(r"class-of-service|chassis|number-of-sub-ports", text)
        assert "ge-0/0/0 {" in text
