"""The cabling list is the fabric, cable by cable, and can lie beside a page as its cabling file."""

import csv
import re

import pytest

from fabricgen.exports.cabling import COLUMNS, cabling, ends
from fabricgen.fabric import UNUSED, names
from fabricgen.fabric.sheet import HEADER
from fabricgen.judge import judge


def rows(texts):
    return list(csv.DictReader("".join(texts).splitlines()))


@pytest.mark.parametrize("page", ["lab", "planes", "trunk", "existing", "irregular", "three tiers"])
def test_each_cable_once_and_nothing_is_plugged_in_twice(read, page):
    what = read(page)
    fabric, ports = what.blueprint.fabric, what.tiers[0].port_names
    found = rows(cabling(what))
    by_number = names(fabric)
    wanted = [
        [f"{by_number[end.switch]}:{ports[end.tier.level][end.slot]}" for end in map(fabric.end, cable)]
        for cable in fabric.cables()
    ]
    between = [row for row in found if row["layer"] != "host-leaf"]
    assert [[f"{row['device']}:{row['port']}", f"{row['peer']}:{row['peer_port']}"] for row in between] == wanted
    assert len(found) - len(between) == sum(peer < UNUSED for peer in fabric.peer)
    plugs = [f"{row['device']}:{row['port']}" for row in found] + [f"{r['peer']}:{r['peer_port']}" for r in between]
    assert len(set(plugs)) == len(plugs)
    assert len({row["cable"] for row in found}) == len(found)


def test_a_row_says_all_that_an_installer_needs(read):
    first, *_, last = rows(cabling(read("moe-a")))
    assert first == {
        "device": "leaf-p00-00", "port": "Ethernet25/1", "peer": "spine-p00-00", "peer_port": "Ethernet1/1",
        "cable": "L0", "layer": "leaf-spine", "gbps": "400", "length_m": "30", "medium": "400GBASE-VR4",
        "cage": "25", "peer_cage": "1",
        "label": "L0 leaf-p00-00 Ethernet25/1 > spine-p00-00 Ethernet1/1",
        "peer_label": "L0 spine-p00-00 Ethernet1/1 > leaf-p00-00 Ethernet25/1",
    }  # fmt: skip
    assert (last["device"], last["peer"], last["peer_port"], last["layer"], last["peer_cage"]) == (
        "leaf-p00-85", "host-p00-85-00", "nic7", "host-leaf", "",
    )  # fmt: skip


def test_what_is_not_known_says_so(read, pages, tmp_path):
    """A layer without a declared length has no cable that is known to reach; nor has a virtual port one."""
    text = (pages["moe-a"] / "intent.yml").read_text()
    (tmp_path / "intent.yml").write_text(text.replace("  leaf-spine: 30 m\n", "").replace("lossless: true, ", ""))
    found = {row["layer"]: (row["length_m"], row["medium"]) for row in rows(cabling(read(tmp_path)))}
    assert found == {"host-leaf": ("3", "400GBASE-VR4"), "leaf-spine": ("unknown", "unknown")}
    assert {row["medium"] for row in rows(cabling(read("lab")))} == {"unknown"}


def test_growth_moves_no_cable(read, pages, tmp_path):
    before = {row["cable"]: row["label"] for row in rows(cabling(read("lab")))}
    (tmp_path / "intent.yml").write_text(
        (pages["lab"] / "intent.yml").read_text().replace("  leaves: 4\n", "  leaves: 6\n")
    )
    after = {row["cable"]: row["label"] for row in rows(cabling(read(tmp_path)))}
    assert len(after) > len(before)
    assert {cable: after[cable] for cable in before} == before


@pytest.mark.parametrize("page", ["trunk", "existing", "irregular", "three tiers"])
def test_the_four_columns_alone_are_a_cabling_file(read, pages, page, tmp_path):
    """Written beside the page that they come from, they give the very same fabric."""
    what = read(page)
    text = "".join(ends(what))
    assert text.splitlines()[0].split(",") == list(HEADER) == list(COLUMNS[: len(HEADER)])
    (tmp_path / "lies.csv").write_text(text)
    source = re.sub(r"existing: \S+\.csv", "existing: lies.csv", pages[page].read_text())
    if "existing:" not in source:
        source = re.sub(r"^(cabling: \{)", r"\1existing: lies.csv, ", source, flags=re.MULTILINE)
    assert "existing: lies.csv" in source
    (tmp_path / "intent.yml").write_text(source)
    verdict = judge(tmp_path)
    assert [str(finding) for finding in verdict.findings if finding.code in {"FG101", "FG106", "FG111", "FG112"}] == []
    assert verdict.blueprint is not None
    assert verdict.inventory.cables is not None
    assert verdict.blueprint.fabric.peer == what.blueprint.fabric.peer
    assert "".join(ends(read(tmp_path))) == text


def pairs(found):
    """Cables without a direction; those to hosts left out."""
    plugs = [((row["device"], row["port"]), (row["peer"], row["peer_port"])) for row in found]
    return {frozenset(pair) for pair in plugs if not any(device.startswith("host-") for device, _ in pair)}


@pytest.mark.parametrize("page", ["existing", "irregular"])
def test_cables_go_out_as_they_lie(read, pages, page):
    lines = pages[page].with_suffix(".csv").read_text().splitlines()
    laid = pairs(csv.DictReader(line for line in lines if line.strip() and not line.startswith("#")))
    assert laid
    assert pairs(rows(ends(read(page)))) == laid


def test_a_cabling_file_that_differs_from_the_plan_is_told_as_it_differs(read, pages, tmp_path):
    source = pages["irregular"].read_text()
    (tmp_path / "intent.yml").write_text(re.sub(r"existing: \S+\.csv,? ?", "", source))
    assert pairs(rows(ends(read("irregular")))) != pairs(rows(ends(read(tmp_path))))
