"""Graphs in DOT, read back by Graphviz's own parser where it is installed."""

import re
import shutil
import subprocess

import pytest

from fabricgen.exports.dot import GRAINS, graph
from fabricgen.exports.links import fabric_links, host_links
from fabricgen.exports.nvidia_topology import notes, objection, topology

EDGE = re.compile(r'    "([a-z0-9-]+)":"([^"]+)" -- "([a-z0-9-]+)":"([^"]+)"')


@pytest.mark.parametrize("page", ["lab", "planes", "existing", "three tiers"])
def test_the_topology_of_nvidia_has_every_switch_and_every_cable_once(read, page):
    what = read(page)
    first, *lines, last = "".join(topology(what, None)).splitlines()
    assert (first, last) == ("graph G {", "}")
    nodes, edges = lines[: what.blueprint.fabric.switches], lines[what.blueprint.fabric.switches :]
    assert [line.split('"')[1] for line in nodes] == list(what.tiers[0].names)
    wanted = [(link.near, link.port, link.far, link.far_port) for link in fabric_links(what)]
    assert [found.groups() if (found := EDGE.fullmatch(line)) else line for line in edges] == wanted


def test_a_switch_has_its_role_in_the_words_of_nvidia(read):
    lines = "".join(topology(read("three tiers"), None)).splitlines()
    assert lines[1] == '    "leaf-p00-00" [label="leaf-p00-00" role="leaf" os="sonic"]'
    assert '    "super-g00-00" [label="super-g00-00" role="super_spine" os="sonic"]' in lines


def test_hosts_are_named_as_they_are_told_to_be(read):
    what = read("lab")
    lines = "".join(topology(what, "rail{nic}")).splitlines()
    assert len(lines) == 2 + 6 + sum(1 for _ in fabric_links(what)) + sum(1 for _ in host_links(what))
    assert '    "leaf-p00-00":"swp1" -- "host-p00-00-00":"rail0"' in lines
    assert '    "leaf-p00-00":"swp2" -- "host-p00-00-00":"rail1"' in lines


def test_a_port_of_a_nic_in_each_plane_has_its_own_name(read):
    what = read("planes")
    assert objection(what, "rail{nic}") == (
        "each NIC has a port in every plane: write {plane} too, such as rail{nic}p{plane}"
    )
    name = "rail{nic}p{plane}"
    assert objection(what, name) is None
    lines = "".join(topology(what, name)).splitlines()
    hosts = [line.partition(" -- ")[2] for line in lines if '"host-' in line]
    assert len(hosts) == sum(1 for _ in host_links(what))
    assert len(set(hosts)) == len(hosts)


def test_what_the_topology_leaves_out_is_told(read):
    left_out = "links to hosts are left out: name their NICs with --nic, such as --nic 'rail{nic}'"
    alias = "SONiC tells the alias of a port in LLDP, such as etp1, where this file has its name: Ethernet0"
    assert notes(read("lab"), None) == (left_out,)
    assert notes(read("lab"), "eth{nic}") == ()
    assert objection(read("lab"), "eth{nic}") is None
    assert notes(read("three tiers"), None) == (left_out, alias)


def parsed(text, *options):
    """As Graphviz reads it; it warns of edges to ports that a picture would need, and of nothing else."""
    done = subprocess.run(["dot", *options], input=text, capture_output=True, text=True, check=True, timeout=60)
    strange = [line for line in done.stderr.splitlines() if not line.endswith(" unrecognized")]
    assert strange == []
    return done.stdout


graphviz = pytest.mark.skipif(not shutil.which("dot"), reason="Graphviz isn't installed: apt-get install graphviz")


@graphviz
@pytest.mark.parametrize("page", ["lab", "existing"])
def test_graphviz_reads_the_topology(read, page):
    what = read(page)
    plain = parsed("".join(topology(what, "eth{nic}")), "-Tplain")
    assert sum(line.startswith("edge ") for line in plain.splitlines()) == sum(
        1 for links in (fabric_links(what), host_links(what)) for _ in links
    )


PICTURES = {
    "lab": ("lab", 6, 8),
    "moe-a": ("moe-a: 94 switches, drawn by pod and group; numbers at lines are cables", 2, 1),
    "training": ("training-region: 384 switches, drawn by pod; numbers at lines are cables", 9, 8),
    "k128": ("k128: 20,480 switches, drawn by tier; numbers at lines are cables", 3, 2),
}


@pytest.mark.parametrize("page", ["lab", "moe-a", "training", "k128"])
def test_a_picture_stays_small_and_says_so(read, page):
    label, nodes, edges = PICTURES[page]
    text = "".join(graph(read(page)))
    assert f'label="{label}", labelloc=t' in text
    assert len(re.findall(r'^  "[^"]+"(?: \[.*\])?;$', text, re.MULTILINE)) == nodes
    assert len(re.findall(r" -- ", text)) == edges


def test_numbers_at_lines_add_up(read):
    text = "".join(graph(read("k128")))
    assert re.findall(r'" -- "(\S+)" \[label="([\d,]+)"', text) == [("leaf", "524,288"), ("spine", "524,288")]
    assert re.findall(r'label="(\S+)\\n([\d,]+) switches"', text) == [
        ("leaf", "8,192"), ("spine", "8,192"), ("super-spine", "4,096"),
    ]  # fmt: skip


@graphviz
@pytest.mark.parametrize("page", ["lab", "planes", "existing", "three tiers", "moe-a", "training", "k128"])
def test_graphviz_draws_tiers_as_rows_and_pods_as_clusters(read, page):
    """In the plain output a node's third value is its height on the page."""
    what = read(page)
    text = "".join(graph(what))
    rows = {}
    for line in parsed(text, "-Tplain").splitlines():
        word, *rest = line.split()
        if word == "node":
            role = rest[0].strip('"').removeprefix("plane0-").removeprefix("plane1-").partition("-")[0]
            rows.setdefault(role, set()).add(float(rest[2]))
    assert all(len(heights) == 1 for heights in rows.values())
    assert len(rows) == len(what.tiers)
    order = [next(iter(rows[role])) for role in ("leaf", "spine", "super") if role in rows]
    assert order == sorted(order)


def test_the_coarsest_picture_holds_any_fabric():
    """16 planes of three tiers, and two layers of cables in each."""
    assert GRAINS[-1].nodes >= 16 * 3
    assert GRAINS[-1].edges >= 16 * 2
