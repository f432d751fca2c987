"""Everything that is counted is counted from the fabric; what isn't known stays unknown."""

import csv
import json
from math import ceil

import pytest

from fabricgen.exports.bom import as_csv, as_json, items, spares
from fabricgen.exports.layers import layers
from fabricgen.fabric import UNUSED


def lines(what):
    return [(item.category, item.item, item.where, item.length_m, item.quantity) for item in items(what)]


def test_the_bill_of_moe_a(read):
    assert lines(read("moe-a")) == [
        ("switch", "7060X5-32QS, 32x400G QSFP112", "leaf", None, 86),
        ("switch", "7060X6-64PE, 64x800G OSFP", "spine", None, 8),
        ("transceiver", "400GBASE-VR4", "host-leaf, host", 3, 2048),
        ("transceiver", "400GBASE-VR4", "host-leaf, leaf", 3, 2048),
        ("fibre", "OM4 fibre", "host-leaf", 3, 2048),
        ("transceiver", "400GBASE-VR4", "leaf-spine, leaf", 30, 688),
        ("transceiver", "2 x 400GBASE-VR4", "leaf-spine, spine", 30, 344),
        ("fibre", "OM4 fibre", "leaf-spine", 30, 688),
    ]


def moe_a(pages, folder, *changes):
    text = (pages["moe-a"] / "intent.yml").read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (folder / "intent.yml").write_text(text)
    return folder


def test_short_cables_are_copper(read, pages, tmp_path):
    found = lines(read(moe_a(pages, tmp_path, ("host: 3 m", "host: 2 m"))))
    assert found[2] == ("copper cable", "400GBASE-CR4", "host-leaf", 2, 2048)


def test_a_cage_shared_by_hosts_takes_a_cable_that_splits(read, pages, tmp_path):
    changes = ("host: 3 m", "host: 2 m"), ("arista-7060x5-32qs", "arista-7060x6-32pe")
    found = [item for item in items(read(moe_a(pages, tmp_path, *changes))) if item.where == "host-leaf"]
    (cable,) = found
    leaves = next(item.quantity for item in items(read(tmp_path)) if item.where == "leaf")
    assert (cable.category, cable.item) == ("copper cable", "2 x 400GBASE-CR4")
    assert cable.note == "splits a cage of the leaf into 2 ports"
    assert ceil(2048 / 2) <= cable.quantity < ceil(2048 / 2) + leaves


def test_crossed_halves_of_cages_are_never_copper(read, pages, tmp_path):
    """The halves of a leaf's cage go to two spines, and those of a spine's to two leaves: no cable splits twice."""
    changes = ("leaf-spine: 30 m", "leaf-spine: 1 m"), ("arista-7060x5-32qs", "arista-7060x6-32pe")
    between = layers(read(moe_a(pages, tmp_path, *changes)))[1]
    assert (between.lower.parts, between.upper.parts) == (2, 2)
    assert between.cables == between.links
    assert between.medium is not None
    assert between.medium.name == "400GBASE-VR4"


@pytest.mark.parametrize("page", ["planes", "trunk", "existing", "irregular", "three tiers", "training"])
def test_cages_and_links_are_those_of_the_fabric(read, page):
    what = read(page)
    fabric = what.blueprint.fabric
    found = layers(what)
    assert sum(layer.links for layer in found[1:]) == sum(1 for _ in fabric.cables())
    assert found[0].links == sum(peer < UNUSED for peer in fabric.peer)
    used = {
        (end.switch, end.tier.slots[end.slot].cage, end.slot < end.tier.down)
        for end in (fabric.end(port) for port, peer in enumerate(fabric.peer) if peer != UNUSED)
    }
    assert sum(layer.upper.cages for layer in found) + sum(layer.lower.cages for layer in found[1:]) == len(used)


def test_unknown_stays_unknown(read, pages, tmp_path):
    assert lines(read("lab"))[2:] == [
        ("cable", "unknown", "host-leaf", 3, 32),
        ("cable", "unknown", "leaf-spine", 30, 8),
    ]
    notes = [item.note for item in items(read("lab"))]
    assert notes[2] == "no port type of IEEE 802.3 known here for 100G on these ports over 3 m"
    changes = ("  leaf-spine: 30 m\n", ""), ("lossless: true, ", "")
    what = read(moe_a(pages, tmp_path, *changes))
    last = [*items(what)][-1]
    assert (last.item, last.length_m, last.note) == ("unknown", None, "declare its length: cabling.leaf-spine")
    row = [*csv.DictReader("".join(as_csv(what, 0)).splitlines())][-1]
    assert (row["item"], row["length_m"]) == ("unknown", "unknown")
    told = json.loads("".join(as_json(what, 0)))["items"][-1]
    assert (told["item"], told["vendor"], told["length_m"]) == (None, None, None)


@pytest.mark.parametrize(
    ("quantity", "percent", "more"), [(100, 2, 2), (101, 2, 3), (1, 2, 1), (1, 0, 0), (0, 2, 0), (8, 100, 8)]
)
def test_spares_follow_their_rule(quantity, percent, more):
    assert spares(quantity, percent) == more


def test_the_rule_is_told_with_the_numbers(read):
    what = read("moe-a")
    head, first, *_ = csv.reader("".join(as_csv(what, 5)).splitlines())
    assert head[6] == "spares (5 % of each line, rounded up)"
    assert first[5:7] == ["86", "5"]
    told = json.loads("".join(as_json(what, 5)))
    assert told["fabric"] == "moe-a"
    assert told["spares"] == {"percent": 5, "rule": "5 % of each line, rounded up"}
    assert told["items"][0] == {
        "category": "switch", "item": "7060X5-32QS, 32x400G QSFP112", "vendor": "Arista", "where": "leaf",
        "length_m": None, "quantity": 86, "note": "arista-7060x5-32qs", "spares": 5,
    }  # fmt: skip


def test_a_nic_with_a_port_in_each_plane_has_one_cage(read):
    what = read("planes")
    shape, hosts = what.blueprint.fabric.shape, layers(what)[0]
    assert shape.planes == hosts.lower.parts == 2
    assert hosts.lower.cages == shape.hosts * shape.nics_per_host
    assert hosts.links == hosts.lower.cages * shape.planes
