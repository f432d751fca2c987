"""Arista leaves under Juniper spines: both read the same marks, and a drain is one leaf's affair."""

import re
from pathlib import Path

import pytest

from fabricgen.judge import judge
from fabricgen.render.run import Worker

PAGE = Path(__file__).parents[2] / "inventories" / "two-exits"
LEAVES, SPINES = 4, 2


def rendered(folder):
    verdict = judge(folder)
    assert verdict.findings == ()
    worker = Worker(verdict.blueprint, ())
    found = {}
    for switch in range(LEAVES + SPINES):
        (artifact,) = worker.artifacts(switch)
        found[artifact.device] = artifact.data.decode()
    return found


@pytest.fixture(scope="module")
def files():
    return rendered(PAGE)


def test_a_gateway_has_the_place_of_a_host_and_no_vlans(files):
    port = re.search(r"interface Ethernet8/1\n(.*?)\n!", files["leaf-p00-00"], re.DOTALL)[1]
    assert "   description wan:east\n" in port
    assert "   no switchport\n   ip address 203.0.113.1/31\n" in port
    assert "vlan" not in port
    other = re.search(r"interface Ethernet8/1\n(.*?)\n!", files["leaf-p00-01"], re.DOTALL)[1]
    assert "   description host-" in other
    assert "   switchport mode trunk\n" in other


def test_both_vendors_rank_by_the_same_marks(files):
    eos = dict(re.findall(r"large-community-list CL-PREFER-(\w+) permit (\S+)", files["leaf-p00-01"]))
    junos = dict(re.findall(r"community PREFER-(\w+) members large:(\S+);", files["spine-p00-00"]))
    assert eos == junos == {"east": "4200000000:2:1", "west": "4200000000:2:2"}
    leaf = re.findall(r"match large-community CL-PREFER-(\w+)\n   set local-preference (\d+)", files["leaf-p00-01"])
    spine = re.findall(
        r"from community PREFER-(\w+);\n +then \{\n +local-preference (\d+);", files["spine-p00-00"]
    )  # fmt: skip
    assert leaf == spine == [("east", "200"), ("west", "190")]


def test_tiers_have_one_mark_on_all_leaves(files):
    marks = {
        name: re.findall(r"match ip address prefix-list PL-TIER-(\w+)\n   set large-community (\S+)", text)
        for name, text in files.items()
        if name.startswith("leaf")
    }
    expected = [("frontier", "4200000000:1:0"), ("small", "4200000000:1:1"), ("batch", "4200000000:1:2")]
    assert list(marks.values()) == [expected] * LEAVES


def test_a_drain_is_one_line_and_one_switch(files, tmp_path):
    text = (PAGE / "intent.yml").read_text()
    assert text.count("drained: false") == 1
    (tmp_path / "intent.yml").write_text(text.replace("drained: false", "drained: true"))
    drained = rendered(tmp_path)
    assert [name for name in files if files[name] != drained[name]] == ["leaf-p00-00"]
    before, after = (set(one["leaf-p00-00"].splitlines()) for one in (files, drained))
    assert "   set large-community 4200000000:3:1" in after - before
    assert "   set large-community 4200000000:2:1" in before - after
    (prepended,) = [line for line in after - before if line.startswith("   set as-path prepend")]
    assert prepended.count("4200000000") == 8
