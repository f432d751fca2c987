"""PTX spines over QFX leaves: both ends of every cable say the same, read back from the files alone."""

import re
from ipaddress import ip_interface
from pathlib import Path

import pytest

from fabricgen.fabric import names
from fabricgen.judge import judge
from fabricgen.render.run import Worker
from tests.platforms.junos_yang import lines

INVENTORY = Path(__file__).parents[2] / "inventories" / "ptx-qfx"


def tree(found):
    return {" ".join(line.words): None if line.below is None else tree(line.below) for line in found}


def value(block, word):
    """What stands after a word in a block."""
    (found,) = [head.removeprefix(f"{word} ") for head in block if head.startswith(f"{word} ")]
    return found


@pytest.fixture(scope="module")
def blueprint():
    verdict = judge(INVENTORY)
    assert not verdict.errors
    return verdict.blueprint


@pytest.fixture(scope="module")
def files(blueprint):
    """What every switch was told, by its name."""
    worker = Worker(blueprint, ())
    numbers = range(blueprint.fabric.switches)
    texts = [worker.artifacts(switch)[0].data.decode() for switch in numbers]
    return {name: tree(lines(text)) for name, text in zip(names(blueprint.fabric), texts, strict=True)}


@pytest.fixture(scope="module")
def ends(files):
    """Both ends of every cable between switches: device and port, as one end describes the other."""
    told = {
        (device, port): tuple(value(block, "description").split(":", 1))
        for device, said in files.items()
        for port, block in said["interfaces"].items()
        if any(head.startswith("description ") for head in block)
    }
    pairs = [(here, there) for here, there in told.items() if there[0] in files]
    assert all(told[there] == here for here, there in pairs)
    return pairs


def test_every_cable_is_there(blueprint, ends):
    leaf, spine = blueprint.fabric.tiers
    assert len(ends) == 2 * leaf.count * (leaf.ports - leaf.down) == 2 * 16 * 16
    assert len({there for _, there in ends}) == len(ends) == 2 * spine.count * 16


def test_addresses_and_sessions_meet(files, ends):
    for (device, port), (far, far_port) in ends:
        own, other = (
            ip_interface(value(files[name]["interfaces"][cage]["unit 0"]["family inet"], "address"))
            for name, cage in ((device, port), (far, far_port))
        )
        assert own.network == other.network
        assert own != other
        bgp, far_bgp = files[device]["protocols"]["bgp"], files[far]["protocols"]["bgp"]
        (group,) = [block for block in bgp.values() if block and f"neighbor {other.ip}" in block]
        (far_group,) = [block for block in far_bgp.values() if block and f"neighbor {own.ip}" in block]
        expected = value(files[far]["routing-options"], "autonomous-system")
        assert value(group[f"neighbor {other.ip}"], "peer-as") == expected
        for same in ("type external", "hold-time 9", "bfd-liveness-detection", "multipath", "family inet"):
            assert group[same] == far_group[same]


def test_links_are_alike(files, ends):
    for (device, port), (far, far_port) in ends:
        here, there = files[device]["interfaces"], files[far]["interfaces"]
        assert value(here[port], "mtu") == value(there[far_port], "mtu") == "9216"
        cage, far_cage = here[port.partition(":")[0]], there[far_port.partition(":")[0]]
        assert cage == far_cage == {"number-of-sub-ports 2": None, "speed 400g": None}


def paused(said, port):
    """Code points, priorities and queues that pause on a port, and how its watchdog acts."""
    profile = value(said["class-of-service"]["interfaces"][port], "congestion-notification-profile")
    block = said["class-of-service"]["congestion-notification-profile"][profile]
    return sorted(block["input"]["dscp"]), block["output"], block["pfc-watchdog"]


def test_what_is_paused_is_the_same(files, ends):
    for (device, port), (far, far_port) in ends:
        assert paused(files[device], port) == paused(files[far], far_port)
    code_points, output, _ = paused(files["leaf-p00-00"], "et-0/0/0:0")
    assert code_points == ["code-point 011010"]
    assert output == {"ieee-802.1": {"code-point 011": {"flow-control-queue 3": None}}}


@pytest.mark.parametrize("table", ["classifiers", "forwarding-classes"])
def test_classes_are_the_same_everywhere(files, table):
    tables = [said["class-of-service"][table] for said in files.values()]
    assert all(each == tables[0] for each in tables)


def test_shares_are_the_same_everywhere(files):
    """But for the word: a PTX has one strict queue of the highest kind."""

    def shares(said):
        queues = said["class-of-service"]["schedulers"].items()
        found = {
            (re.sub(r"^(host|up|down)-", "", name), head.replace("strict-high", "high"))
            for name, block in queues
            for head in block
            if head.startswith(("transmit-rate", "priority", "explicit"))
        }
        return sorted(found)

    everything = [shares(said) for said in files.values()]
    assert len(everything[0]) == 6
    assert all(each == everything[0] for each in everything)


def test_only_leaves_are_told_a_seed(files):
    """Spines pick one by themselves; a leaf's stands for its tier."""
    for name, said in files.items():
        seeds = said.get("forwarding-options", {}).get("enhanced-hash-key")
        assert seeds == ({"hash-seed 11": None} if name.startswith("leaf") else None)
