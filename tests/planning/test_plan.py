"""`fabricgen plan` from flags against published fabrics, and what it says to wishes that nothing fulfils.

NVIDIA DGX SuperPOD reference architectures (H100, B200, B300), component tables; Al-Fares et al., SIGCOMM 2008, for the
k-ary fat-tree; the other rows are arithmetic.
"""

import json

import click
import pytest
from click.testing import CliRunner

from fabricgen.cli import fabricgen

RAILS = ["--rails", "8", "--nodes-per-su", "32"]
PLANES = ["--rails", "8", "--nodes-per-su", "64", "--planes", "2", "--nic", "800G"]
KARY = ["--nics-per-host", "1", "--tiers", "3"]
FABRICS = [
    # accelerators, radix, flags; switches; logical links; cables
    ("H100 1 SU", 256, 64, RAILS, (8, 4), (256, 256), (256, 256)),
    ("H100 2 SU", 512, 64, RAILS, (16, 8), (512, 512), (512, 512)),
    ("H100 4 SU", 1024, 64, RAILS, (32, 16), (1024, 1024), (1024, 1024)),
    ("H100 127 nodes", 1024, 64, [*RAILS, "--nodes-installed", "127"], (32, 16), (1016, 1024), (1016, 1024)),
    ("B200 16 SU", 4096, 64, [*RAILS, "--tiers", "3"], (128, 128, 64), (4096, 4096, 4096), (4096, 4096, 4096)),
    ("B200 16 SU, tiers open", 4096, 64, RAILS, (128, 128, 64), (4096, 4096, 4096), (4096, 4096, 4096)),
    ("B300 1 SU", 512, 128, PLANES, (16, 8), (1024, 1024), (512, 512)),
    ("k=4", 16, 4, KARY, (8, 8, 4), (16, 16, 16), (16, 16, 16)),
    ("k=8", 128, 8, KARY, (32, 32, 16), (128, 128, 128), (128, 128, 128)),
    ("k=128", 524288, 128, KARY, (8192, 8192, 4096), (524288,) * 3, (524288,) * 3),
    ("3:1", 2048, 64, ["--oversubscription", "3:1"], (43, 16), (2048, 688), (2048, 688)),
    ("2:1", 288, 36, ["--oversubscription", "2:1"], (12, 4), (288, 144), (288, 144)),
    ("5:3", 540, 48, ["--oversubscription", "5:3", "--nics-per-host", "1"], (18, 9), (540, 324), (540, 324)),
    ("below 1:1", 512, 64, ["--oversubscription", "0.8:1", "--nics-per-host", "4"], (19, 35), (512, 665), (512, 665)),
    ("odd radix", 512, 63, [], (22, 31), (512, 682), (512, 682)),
    ("one host", 1, 64, [], (1, 1), (8, 32), (8, 32)),
    ("two switches", 2, 2, ["--nics-per-host", "1"], (2, 1), (2, 2), (2, 2)),
    ("a cage for each plane", 64, 63, ["--planes", "2"], (6, 62), (128, 186), (64, 186)),
    (
        "largest",
        1_000_000,
        160,
        [],
        (12560, 12560, 6400),
        (1_000_000, 1_004_800, 1_004_800),
        (1_000_000, 1_004_800, 1_004_800),
    ),
]
ROLES = ("leaf", "spine", "super-spine")


REFUSED = [
    # radix, flags, how the first line begins
    (64, ["--accelerators", "65544", "--tiers", "3"],
     "error[FG104] 65,544 accelerators don't fit three tiers of this hardware: they hold 65,536 at this ratio"),
    (64, ["--accelerators", "96", "--nics-per-host", "32", "--oversubscription", "3:1", "--nodes-per-su", "30"],
     "error[FG104] a host has 32 NICs, but a leaf only 30 host ports"),
    (4, ["--accelerators", "9", "--nics-per-host", "1", "--tiers", "2"],
     "error[FG104] 5 leaves with 2 uplinks each can't meet spines of 4 ports evenly: two tiers hold 8 "),
    (8, ["--accelerators", "64"], "error[FG104] a host has 8 NICs, but a leaf only 4 host ports"),
    (8, ["--accelerators", "64", "--rails", "8"],
     "error[FG104] a pod of three tiers has room for 4 leaves, fewer than the 8 of one scalable unit"),
    (64, ["--accelerators", "64", "--rails", "4"], "error[FG106] 4 rails for hosts of 8 NICs"),
    (64, ["--accelerators", "64", "--planes", "3"],
     "error[FG102] a NIC of 400G can't be divided equally over 3 planes"),
    (64, ["--accelerators", "1024", "--nodes-installed", "129"],
     "error[FG104] 129 nodes are installed, but 128 can be attached"),
    (64, ["--accelerators", "64", "--nodes-per-su", "100"],
     "error[FG104] a switch of radix 64 can't be split 1:1 between 400G hosts and 400G uplinks with 100 host ports"),
    (64, ["--accelerators", "64", "--oversubscription", "1:1000000000000000"],
     "error[FG104] a switch of radix 64 can't be split 1:1000000000000000 between 400G hosts and 400G uplinks"),
    (4096, ["--accelerators", "1000000", "--nics-per-host", "1", "--oversubscription", "1:4095", "--planes", "16"],
     "error[FG104] the fabric would have 265,471,918,080 switch ports, and 100,000,000 is as many as are laid out"),
]  # fmt: skip
MISUSED = [
    (["--radix", "64"], "give an INVENTORY, or --accelerators and --radix"),
    (["--accelerators", "64"], "give an INVENTORY, or --accelerators and --radix"),
    (["inventories/lab", "--accelerators", "64", "--tiers", "2"],
     "give an INVENTORY or flags, not both: --accelerators, --tiers would be passed over"),
    (["--accelerators", "1000000000", "--radix", "64"],
     "Invalid value for '--accelerators': 1000000000 is not in the range 1<=x<=1000000."),
    (["--accelerators", "64", "--radix", "64", "--nic", "fast"],
     '"fast" is not a speed: write a number and G or T, such as 400G'),
    (["--accelerators", "64", "--radix", "64", "--oversubscription", "0:1"],
     '"0:1" has a zero in it: both sides of a ratio are more than 0, such as 3:1'),
]  # fmt: skip


def plan(*flags):
    return CliRunner().invoke(fabricgen, ["plan", *map(str, flags)], standalone_mode=False)


def figures(accelerators, radix, flags):
    told = plan("--accelerators", accelerators, "--radix", radix, *flags, "--format", "json")
    assert told.return_value == 0, told.output
    return json.loads(told.stdout)


@pytest.mark.parametrize(
    ("accelerators", "radix", "flags", "switches", "links", "cables"),
    [row[1:] for row in FABRICS],
    ids=[row[0] for row in FABRICS],
)
def test_fabrics(accelerators, radix, flags, switches, links, cables):
    found = figures(accelerators, radix, flags)
    assert found["switches"] == dict(zip(ROLES, switches, strict=False))
    assert found["switches_total"] == sum(switches)
    assert tuple(layer["logical_links"] for layer in found["layers"].values()) == links
    assert tuple(layer["cables"] for layer in found["layers"].values()) == cables


def test_slots_and_installed_nodes_are_counted_apart():
    """One slot of the 128 is kept free for the fabric manager: its leaf ports are spare."""
    found = figures(1024, 64, [*RAILS, "--nodes-installed", "127"])
    assert (found["hosts"], found["accelerators_attached"], found["accelerators_max"]) == (127, 1016, 1024)
    assert found["ports"]["leaf"] == {"used": 2040, "spare": 8, "per_switch": 64}


def test_a_fat_tree_of_radix_8_loses_little_when_a_core_goes():
    found = figures(128, 8, KARY)
    assert found["ecmp_paths"] == {"same_pod": 4, "other_pod": 16}
    assert found["oversubscription"] == {"leaf": 1.0, "spine": 1.0}
    assert found["capacity_after_percent"] == {
        "one spine of a pod lost": 75.0,
        "one leaf-spine link lost": 75.0,
        "one super-spine lost": 93.75,
    }


@pytest.mark.parametrize(("radix", "flags", "message"), REFUSED, ids=[row[2][13:50] for row in REFUSED])
def test_refused(radix, flags, message):
    told = plan("--radix", radix, *flags)
    assert (told.return_value, told.stdout) == (1, "")
    assert told.stderr.splitlines()[0].startswith(message)


@pytest.mark.parametrize(("flags", "message"), MISUSED, ids=[" ".join(row[0]) for row in MISUSED])
def test_misused(flags, message):
    told = plan(*flags)
    assert isinstance(told.exception, click.UsageError)
    assert told.exception.format_message() == message


def test_planes_run_at_a_part_of_the_speed_and_share_cables():
    layers = figures(512, 128, PLANES)["layers"]
    assert layers["host-leaf"] == {"logical_links": 1024, "cables": 512, "speed_gbps": 400}
    assert layers["leaf-spine"] == {"logical_links": 1024, "cables": 512, "speed_gbps": 400}
