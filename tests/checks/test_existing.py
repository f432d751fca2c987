"""Cables from a file: what was planned comes back, whoever tells it, and nothing is taken for what it isn't."""

from pathlib import Path
from random import Random

import pytest

from fabricgen.checks.plan import capped
from fabricgen.checks.waiting import circle
from fabricgen.device import build
from fabricgen.fabric.existing import FINDINGS_MAX, Sheet, lay
from fabricgen.findings import Finding
from fabricgen.judge import planned
from fabricgen.kinds import load

GOOD = Path(__file__).parent / "good"
HEADER = "device,port,peer,peer_port"


def plan(page):
    return planned(load(GOOD / f"{page}.yml"))


def laid(found, rows, header=HEADER):
    about = found.tiers[0]
    return lay(found.blueprint.fabric, Sheet("cables.csv", "\n".join([header, *rows])), about.names, about.port_names)


def spelled(found, port):
    end, about = found.blueprint.fabric.end(port), found.tiers[0]
    return f"{about.names[end.switch]},{about.port_names[end.tier.level][end.slot]}"


def rows_of(found):
    return [f"{spelled(found, lower)},{spelled(found, upper)}" for lower, upper in found.blueprint.fabric.cables()]


def turned(row):
    one, port, other, other_port = row.split(",")
    return f"{other},{other_port},{one},{port}"


@pytest.mark.parametrize("page", ["plain", "three_tiers", "rails_and_planes"])
def test_what_was_planned_comes_back(page):
    found = plan(page)
    rows = rows_of(found)
    told = [*rows, *map(turned, rows[::2])]
    Random(page).shuffle(told)  # noqa: S311  any order, the same every time
    existing = laid(found, told)
    assert existing.findings == ()
    assert existing.strays == ()
    assert existing.odd == ()
    assert existing.fabric.peer == found.blueprint.fabric.peer
    assert len(list(existing.cables())) == len(rows)


def test_cables_that_are_not_in_the_file_are_not_in_the_fabric():
    found = plan("plain")
    first, *rest = rows_of(found)
    existing = laid(found, rest)
    lower, upper = next(found.blueprint.fabric.cables())
    assert (existing.fabric.peer[lower], existing.fabric.peer[upper]) == (-1, -1)
    assert spelled(found, lower) in first


def test_a_moved_cable_is_where_the_file_says():
    found = plan("existing")
    rows = ["leaf-p00-00,Ethernet2/1,spine-p00-01,Ethernet1/5"]
    fabric = laid(found, rows).fabric
    assert [f"{spelled(found, lower)},{spelled(found, upper)}" for lower, upper in fabric.cables()] == rows


def test_switches_are_built_from_the_cables_as_they_lie():
    found = plan("irregular")
    names = found.tiers[0].names
    sessions = {
        names[switch]: [neighbor.description for neighbor in build(about, switch).bgp.neighbors]
        for about in found.tiers
        for switch in range(about.tier.first, about.tier.first + about.tier.count)
    }
    assert sessions == {
        "leaf-p00-00": ["spine-p00-00:Ethernet1/1"],
        "leaf-p00-01": ["spine-p00-00:Ethernet1/5", "spine-p00-01:Ethernet1/5"],
        "spine-p00-00": ["leaf-p00-00:Ethernet2/1", "leaf-p00-01:Ethernet2/1"],
        "spine-p00-01": ["leaf-p00-01:Ethernet2/5"],
    }


def test_hosts_stay_where_they_are_planned():
    found = plan("existing")
    existing = laid(found, ["leaf-p00-00,Ethernet1/1,leaf-p00-01,Ethernet1/1"])
    assert [cable.line for cable in existing.odd] == [2]
    assert list(existing.fabric.cables()) == []
    assert existing.fabric.host(0) == found.blueprint.fabric.host(0)


def test_reading_ends_after_so_many_findings():
    existing = laid(plan("plain"), [f"leaf-{row},Ethernet1/1,leaf-p00-00,Ethernet1/1" for row in range(100)])
    assert len(existing.findings) == FINDINGS_MAX + 1
    assert existing.findings[-1].message == f"reading ends here, after {FINDINGS_MAX} findings"


@pytest.mark.parametrize("text", ["", "\n", "\n\n# nothing\n", ",,,\n", "\x00"])
def test_a_file_without_a_header(text):
    found = plan("plain")
    about = found.tiers[0]
    existing = lay(found.blueprint.fabric, Sheet("cables.csv", text), about.names, about.port_names)
    message = "the cabling file doesn't start with device,port,peer,peer_port"
    assert [finding.message for finding in existing.findings] == [message]


def test_a_long_list_is_cut():
    findings = [Finding("FG111", str(number)) for number in range(1_025)]
    shown = list(capped(iter(findings)))
    assert shown[:20] == findings[:20]
    assert shown[20:] == [Finding("FG111", "and 1,005 more like these", path=("cabling", "existing"))]


def test_a_cable_between_leaves_closes_a_circle():
    found = plan("plain")
    rows = [*rows_of(found), "leaf-p00-00,Ethernet1/1,leaf-p00-03,Ethernet1/1"]
    existing = laid(found, rows)
    around = circle(existing.fabric, existing)
    assert around.line == len(rows) + 1
    assert len(around.switches) == 3
    assert {0, 3} < set(around.switches)


def test_a_cable_between_leaves_without_spines_closes_none():
    found = plan("plain")
    existing = laid(found, ["leaf-p00-00,Ethernet1/1,leaf-p00-03,Ethernet1/1"])
    assert circle(existing.fabric, existing) is None
