"""A snapshot as Batfish's documentation describes it. No Batfish has read one: its server is no Python package."""

import json
from dataclasses import replace

import pytest

from fabricgen.exports.batfish import LAYER1, PACKS, snapshot
from fabricgen.exports.links import fabric_links
from fabricgen.exports.subject import NoExportError
from fabricgen.fabric import names
from fabricgen.platforms import PLATFORMS
from fabricgen.render.run import Worker


def files(what):
    found = {}
    for path, text in snapshot(what, Worker(what.blueprint, ())):
        found[path] = found.get(path, "") + text
    return found


PLACES = {
    "existing": ("configs/{}.cfg",),
    "lab": ("configs/{}.cfg",),
    "three tiers": ("sonic_configs/{}/config_db.json", "sonic_configs/{}/frr.conf"),
}


@pytest.mark.parametrize("page", PLACES)
def test_every_switch_lies_where_batfish_looks(read, page):
    what = read(page)
    wanted = {place.format(name) for name in names(what.blueprint.fabric) for place in PLACES[page]}
    assert set(files(what)) == wanted | {LAYER1}
    assert LAYER1 == "batfish/layer1_topology.json"


@pytest.mark.parametrize("page", PLACES)
def test_the_first_layer_has_each_cable_in_both_directions(read, page):
    what = read(page)
    edges = json.loads(files(what)[LAYER1])["edges"]
    told = [
        tuple((edge[node]["hostname"], edge[node]["interfaceName"]) for node in ("node1", "node2")) for edge in edges
    ]
    wanted = [((link.near, link.port), (link.far, link.far_port)) for link in fabric_links(what)]
    assert sorted(told) == sorted([*wanted, *((far, near) for near, far in wanted)])
    assert all(set(edge) == {"node1", "node2"} for edge in edges)


def test_a_file_says_what_it_is(read):
    text = files(read("existing"))["configs/leaf-p00-00.cfg"]
    assert text.startswith("!RANCID-CONTENT-TYPE: arista\n! device: leaf-p00-00 (")
    assert "\nrouter bgp " in text


def test_interfaces_of_the_first_layer_stand_in_the_configurations(read):
    found = files(read("existing"))
    for edge in json.loads(found[LAYER1])["edges"]:
        text = found[f"configs/{edge['node1']['hostname']}.cfg"]
        assert f"\ninterface {edge['node1']['interfaceName']}\n" in text


def test_linux_is_one_file_with_its_sections_in_order(read):
    """hostname, then /etc/network/interfaces, ports.conf and frr.conf, each with the line that Batfish knows it by."""
    lines = files(read("lab"))["configs/leaf-p00-00.cfg"].splitlines()
    assert lines[0] == "leaf-p00-00"
    marks = ["# This file describes the network interfaces", "auto lo", "# ports.conf --", "router bgp 4200000000"]
    places = [lines.index(mark) for mark in marks]
    assert places == sorted(places)
    assert any(line.startswith("frr version") for line in lines[places[2] : places[3]])


def test_a_platform_without_a_reader_is_refused(read):
    """SR Linux and Cumulus' NVUE stand for those to come."""
    what = read("lab")
    strange = tuple(replace(about, platform="srlinux") for about in what.tiers)
    with pytest.raises(NoExportError) as refused:
        snapshot(what._replace(tiers=strange), Worker(what.blueprint, ()))
    assert str(refused.value) == (
        "Batfish doesn't read what is rendered for srlinux (leaf), srlinux (spine); "
        "it reads eos, nxos, iosxr, junos, sonic, frr"
    )


def test_what_is_rendered_today_is_read_or_refused_on_purpose():
    assert set(PLATFORMS) - set(PACKS) <= {"cumulus", "srlinux"}
