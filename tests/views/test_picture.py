"""The fabric as SVG: well-formed, everything in it once, legible at every size."""

import xml.etree.ElementTree as ET
from array import array
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner

from fabricgen.cli import fabricgen
from fabricgen.judge import judge, planned
from fabricgen.planning.inventory import plan
from fabricgen.views.picture import picture, pod_picture
from fabricgen.views.svg import PALETTE

SVG = "{http://www.w3.org/2000/svg}"
NARROWEST = 5.2
"""Width of a letter at 10.5 px, on average, in the fonts that are asked for."""


def drawn(folder, draw=picture):
    laid_out = planned(judge(Path(folder)).inventory)
    fabric, layers = laid_out.blueprint.fabric, plan(laid_out.blueprint, laid_out.tiers).layers
    text = picture(fabric, "fabric", layers) if draw is picture else draw(fabric, layers)
    return ET.fromstring(text)  # noqa: S314 - our own


def nodes(root):
    return [item for item in root.iter(f"{SVG}g") if item.get("data-go")]


def places(root):
    return [item.get("data-go") for item in nodes(root)]


def words(root):
    return [item.text for item in root.iter(f"{SVG}text")]


def test_a_small_fabric_has_every_switch_and_cable():
    root = drawn("inventories/lab-k4")
    assert len(nodes(root)) == 20
    assert len(list(root.iter(f"{SVG}line"))) == 32
    assert [item.find(f"{SVG}title").text for item in nodes(root)][:5] == [
        "super-g00-00", "super-g00-01", "super-g01-00", "super-g01-01", "spine-p00-00",
    ]  # fmt: skip
    assert (
        words(root)[-1]
        == "16 links leaf to spine, 100G   ·   16 links spine to super-spine, 100G   ·   16 host ports, 100G"
    )


def test_lines_lead_from_box_to_box():
    root = drawn("inventories/lab")
    boxes = [{name: float(rect.get(name)) for name in ("x", "y", "width", "height")}
             for item in nodes(root) for rect in item.iter(f"{SVG}rect")]  # fmt: skip
    lower = {(box["x"] + box["width"] / 2, box["y"]) for box in boxes}
    upper = {(box["x"] + box["width"] / 2, box["y"] + box["height"]) for box in boxes}
    lines = [[float(line.get(name)) for name in ("x1", "y1", "x2", "y2")] for line in root.iter(f"{SVG}line")]
    assert len(lines) == 8
    for x1, y1, x2, y2 in lines:
        assert any(abs(x - x1) < 0.2 and abs(y - y1) < 0.2 for x, y in lower)
        assert any(abs(x - x2) < 0.2 and abs(y - y2) < 0.2 for x, y in upper)


def test_one_pod_has_its_switches_by_number():
    root = drawn("inventories/moe-a")
    assert places(root)[:8] == [f"block/1/0/0/{number}" for number in range(8)]
    assert places(root)[8:] == [f"block/0/0/0/{number}" for number in range(86)]
    assert "688 links leaf to spine, 400G: each leaf meets each spine" in words(root)


@pytest.mark.parametrize(
    ("folder", "groups", "pods", "said"),
    [
        (
            "inventories/moe-a-nonblocking",
            8,
            4,
            "1,024 links spine to super-spine, 800G: spine n of every pod meets group n",
        ),
        ("inventories/k128", 64, 128, "524,288 links spine to super-spine, 400G: spine n of every pod meets group n"),
    ],
)
def test_a_large_fabric_has_its_pods_and_groups(folder, groups, pods, said):
    root = drawn(folder)
    assert places(root) == [f"block/2/0/{n}" for n in range(groups)] + [f"block/0/0/{n}" for n in range(pods)]
    assert said in words(root)


def test_a_pod_of_a_large_fabric():
    root = drawn("inventories/k128", pod_picture)
    assert len(nodes(root)) == 128
    assert "4,096 links leaf to spine, 400G: each leaf meets each spine" in words(root)
    assert words(root)[-1] == "4,096 host ports, 400G"


@pytest.mark.parametrize("folder", ["lab", "lab-k4", "moe-a", "moe-a-nonblocking", "training-region", "k128"])
def test_words_fit_and_boxes_stand_apart(folder):
    root = drawn(f"inventories/{folder}")
    width, height = float(root.get("width")), float(root.get("height"))
    rows = []
    for item in nodes(root):
        rect = next(item.iter(f"{SVG}rect"))
        x, y, wide, high = (float(rect.get(name)) for name in ("x", "y", "width", "height"))
        assert min(x, y, width - x - wide, height - y - high) >= 0
        assert all(len(text.text) * NARROWEST <= wide for text in item.iter(f"{SVG}text"))
        rows.append((y, x, wide))
    for (y, x, wide), (below, right, _) in pairwise(sorted(rows)):
        assert below > y or right >= x + wide


def test_where_cables_lie_otherwise_nothing_is_claimed():
    """One cable moved to a neighbour: a leaf no longer meets every spine."""
    laid_out = planned(judge(Path("inventories/moe-a")).inventory)
    fabric, layers = laid_out.blueprint.fabric, plan(laid_out.blueprint, laid_out.tiers).layers
    leaf = fabric.tiers[0]
    peer = array(fabric.peer.typecode, fabric.peer)
    peer[leaf.port(0, leaf.down)] = peer[leaf.port(0, leaf.down + 1)]
    assert "each leaf meets each spine" in picture(fabric, "moe-a", layers)
    assert "each leaf meets each spine" not in picture(replace(fabric, peer=peer), "moe-a", layers)


def test_planes_are_told_apart_and_still_fit(tmp_path):
    page = Path("inventories/moe-a-nonblocking/intent.yml").read_text()
    (tmp_path / "intent.yml").write_text(page.replace("  nics_per_host: 8\n", "  nics_per_host: 8\n  planes: 2\n"))
    root = drawn(tmp_path)
    assert places(root)[8:10] == ["block/0/0/0", "block/0/0/1"]
    assert places(root)[-1] == "block/0/1/3"
    assert "4 pods in each of 2 planes" in words(root)
    assert [text.text for text in nodes(root)[-1].iter(f"{SVG}text")] == ["pod 3", "plane 1", "4 spines", "32 leaves"]
    assert {float(rect.get("height")) for item in nodes(root) for rect in item.iter(f"{SVG}rect")} == {52.0, 66.0}


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("shade", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "frame", "leaf", "spine", "super"])
@pytest.mark.parametrize("pen", ["ink", "soft"])
def test_words_can_be_read_on_every_ground(shade, ground, pen):
    """WCAG 2.2, 1.4.3: at least 4.5 to 1."""
    bright, dim = sorted((luminance(PALETTE[pen][shade]), luminance(PALETTE[ground][shade])), reverse=True)
    assert (bright + 0.05) / (dim + 0.05) >= 4.5


def test_the_command_prints_the_picture():
    told = CliRunner().invoke(fabricgen, ["show", "inventories/lab", "--picture"])
    assert told.exit_code == 0
    assert ET.fromstring(told.output).find(f"{SVG}desc").text == "6 switches: 2 spines, 4 leaves"  # noqa: S314 - our own


@pytest.mark.parametrize("more", [[], ["leaf-p00-00", "--picture"]])
def test_a_device_or_the_picture(more):
    told = CliRunner().invoke(fabricgen, ["show", "inventories/lab", *more])
    assert told.exit_code == 2
    assert told.output.endswith("Error: give a DEVICE, --reach, or --picture for all of them\n")


@pytest.mark.parametrize("name", ["lab-k4", "k128"])
def test_the_pictures_in_the_documentation_are_of_today(name):
    laid_out = planned(judge(Path("inventories") / name).inventory)
    fresh = picture(laid_out.blueprint.fabric, name, plan(laid_out.blueprint, laid_out.tiers).layers)
    again = f"fabricgen show inventories/{name} --picture > docs/pictures/{name}.svg"
    assert Path(f"docs/pictures/{name}.svg").read_text() == fresh, again
