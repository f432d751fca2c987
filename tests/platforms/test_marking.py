"""DSCPs at a border: golden files, what Linux makes of them, and who refuses to.

`pytest tests/platforms/test_marking.py --update` rewrites the golden files; the difference is for a reviewer to read.
"""

import os
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from fabricgen.device import build
from fabricgen.device.features.marking import inward, outward
from fabricgen.device.why_port import why_port
from fabricgen.judge import judge
from fabricgen.platforms import PLATFORMS
from fabricgen.targets.drivers.frr_filters import complete
from tests.platforms import goldens
from tests.platforms import marking_devices as devices
from tests.platforms.test_policies import BACKENDS, by_table

GOLDEN = goldens.FOLDER / "marking"
CASES = list(devices.FRR)


def files(device):
    return goldens.rendered("frr", device)


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("file", ["rules.v4", "qdiscs"])
def test_golden(name, file, update):
    path, text = GOLDEN / "frr" / f"{name}.{file}", files(devices.FRR[name])[file]
    if update:
        goldens.write(path, text)
    assert path.read_text() == text


def test_every_golden_file_has_a_device():
    wanted = {f"{name}.{file}" for name in CASES for file in ("rules.v4", "qdiscs")}
    assert {path.name for path in GOLDEN.rglob("*.*")} == wanted


def test_whoever_says_it_can_is_here():
    assert [name for name, platform in PLATFORMS.items() if not platform.capabilities.no_marking] == ["frr"]


@pytest.mark.parametrize("name", CASES)
def test_without_it_nothing_is_said(name):
    device = devices.FRR[name]
    bare = files(replace(device, steering=replace(device.steering, markings=())))
    assert "rules.v4" not in bare
    rows = [line.split(" dev ")[1].split(" ", 1) for line in bare["qdiscs"].splitlines() if line.startswith("filter ")]
    asked = {port: [rest for name, rest in rows if name == port] for port in ("swp1", *devices.PORTS)}
    assert asked["swp1"] == asked["swp30"] == asked["swp31"] != []


def needed(program):
    if not shutil.which(program) or os.geteuid():
        reason = f"{program} or root missing; install it with `apt-get install iptables`"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)


@pytest.mark.lab
@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("kind", sorted({kind for kind, _ in BACKENDS}))
def test_linux_takes_the_rules_and_shows_them_back(kind, name):
    program = f"iptables-{kind}"
    needed(f"{program}-restore")
    text = files(devices.FRR[name])["rules.v4"]
    command = ("unshare", "--net", "sh", "-c", f"{program}-restore && {program}-save")
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert {table: lines for table, lines in by_table(done.stdout).items() if table in by_table(text)} == by_table(text)
    wrong = text.replace("--set-dscp 0x1a", "--set-dscp 0x40")
    done = subprocess.run(command, input=wrong, capture_output=True, text=True, check=False)
    assert done.returncode
    assert "DSCP" in done.stderr


def walked(text, hook, port, dscp):
    """The DSCP with which a packet leaves the chains of a hook, read as iptables(8) describes `-j` and `-g`."""
    chains = {}
    for line in text.splitlines():
        if line.startswith("-A "):
            chains.setdefault(line.split()[1], []).append(line)
    gone = next((line.split()[-1] for line in chains.get(hook, ()) if f" {port} " in line), None)
    for line in chains.get(gone, ()):
        _, _, _, _, _, asked, _, onward = line.split()
        if int(asked, 16) == dscp:
            (setter,) = chains[onward]
            return int(setter.split()[-1], 16)
    return dscp


@pytest.mark.parametrize(("port", "words"), [("swp30", devices.WEST), ("swp31", devices.EAST)])
def test_the_rules_say_what_the_tables_say(port, words):
    text, classes = files(devices.FRR["leaf"])["rules.v4"], devices.CLASSES
    assert [walked(text, "POSTROUTING", port, dscp) for dscp in range(64)] == list(outward(classes, words))
    assert [walked(text, "PREROUTING", port, dscp) for dscp in range(64)] == list(inward(classes, words))


def test_tenants_have_the_rules_at_their_tags():
    text = files(devices.FRR["tenants"])["rules.v4"]
    assert re.findall(r"^-A P\S+ -[io] (\S+) -j (\S+)$", text, re.MULTILINE) == [
        ("swp30", "IN-west"), ("swp31.2001", "IN-east"), ("swp30", "OUT-west"), ("swp31.2001", "OUT-east"),
    ]  # fmt: skip


def test_the_longest_name_fits_into_a_chain():
    """28 characters: iptables(8)."""
    device, name = devices.FRR["leaf"], "x" * 24
    known = device.steering
    sessions = (known.sessions[0]._replace(name=name), *known.sessions[1:])
    markings = (known.markings[0]._replace(name=name), *known.markings[1:])
    text = files(replace(device, steering=replace(known, sessions=sessions, markings=markings)))["rules.v4"]
    chains = re.findall(r"^:(\S+) ", text, re.MULTILINE)
    assert f"OUT-{name}" in chains
    assert max(map(len, chains)) <= 28


def test_a_push_carries_them():
    """In the tables that the box is given as a whole."""
    text = files(devices.FRR["leaf"])["rules.v4"]
    assert [line for line in complete(text).splitlines() if "DSCP" in line] == [
        line for line in text.splitlines() if "DSCP" in line
    ]


PAGE = (Path(__file__).parents[1] / "errors/fg419_marking.yml").read_text(encoding="utf-8")
MARKED = {
    "{inferense: AF41, inference: AF31, cnp: 0}": "{inference: AF31, rdma: CS4}",
    "{rdma: CS4, inference: 26, control: CS4}": "{}",
}


def test_of_a_fabric_only_the_leaf_of_the_gateway_marks(tmp_path):
    text = PAGE
    for wrong, right in MARKED.items():
        assert wrong in text
        text = text.replace(wrong, right)
    (tmp_path / "intent.yml").write_text(text, encoding="utf-8")
    verdict = judge(tmp_path)
    assert not verdict.errors
    leaves, spines = verdict.plan.tiers
    made = [build(about, about.tier.first + at) for about in (leaves, spines) for at in range(about.tier.count)]
    assert [one.name for one in made if one.steering.markings] == ["leaf-p00-00"]
    assert [one.name for one in made if "rules.v4" in files(one)] == ["leaf-p00-00"]
    port = next(port for port in made[0].ports if port.name == "swp8")
    rows = {row.name: row for row in why_port(leaves, leaves.tier.first, made[0], port)}
    assert {name: row.value for name, row in rows.items() if name.startswith("dscp_")} == {
        "dscp_inference": 26,
        "dscp_rdma": 32,
    }
    assert rows["dscp_rdma"].path == ("gateways", "east", "marking", "rdma")
