"""OSPF on the page: how far apart switches are, and which word counts; what is refused in which words."""

from pathlib import Path

import pytest
import yaml

from fabricgen.device import build
from fabricgen.findings import RefusedError
from fabricgen.judge import judge, planned
from fabricgen.kinds import load
from fabricgen.render.run import Worker

PAGE = Path(__file__).parents[2] / "inventories/lab-ospf/intent.yml"
HEAD = "device,port,peer,peer_port"
ROWS = [f"leaf-p00-0{leaf},swp{5 + spine},spine-p00-0{spine},swp{leaf + 1}" for leaf in range(4) for spine in range(2)]


def page(tmp_path, cables="", cabling=None, **words):
    """The inventory of two halls with other words about OSPF."""
    text = yaml.safe_load(PAGE.read_text())
    text["underlay"]["ospf"] = words
    text["cabling"] |= cabling or {}
    if cables:
        text["cabling"]["existing"] = "cables.csv"
        (tmp_path / "cables.csv").write_text(cables)
    (tmp_path / "intent.yml").write_text(yaml.safe_dump(text))
    return tmp_path


def costs(folder):
    """What the uplinks of leaf 0 and the first link of each spine cost, as a renderer sees them too."""
    verdict = judge(folder)
    assert not verdict.errors, verdict.findings
    plan = planned(load(folder))
    worker = Worker(plan.blueprint, ())
    assert [about.latencies for about in worker.tiers] == [about.latencies for about in plan.tiers]
    leaf, *spines = (build(worker.tiers[0], 0), *(build(worker.tiers[1], switch) for switch in (4, 5)))
    up = [port.ospf.cost - 32_768 for port in leaf.ports if port.ospf.neighbor]
    assert up == [spine.ports[0].ospf.cost for spine in spines]
    return up


NEAR = {"between": ["leaf-p00-00", "spine-p00-00"], "length": "30 m"}
PAGES = {
    "the layer's length, its own quantum": ({}, [1, 1]),
    "a quantum": ({"quantum": "10 us"}, [5, 5]),
    "a link of its own": ({"quantum": "50 ns", "links": [NEAR]}, [3, 1000]),
    "either way round": (
        {"quantum": "50 ns", "links": [NEAR | {"between": ["spine-p00-00", "leaf-p00-0*"]}]}, [3, 1000],
    ),
    "the last one that fits": ({"quantum": "50 ns", "links": [NEAR, NEAR | {"length": "60 m"}]}, [6, 1000]),
    "measured, for the layer": ({"quantum": "1 us", "latency": {"leaf-spine": "7 us"}}, [7, 7]),
    "measured, for a link": (
        {"quantum": "1 us", "links": [{"between": ["leaf-*", "spine-p00-01"], "latency": "60 us"}]}, [50, 60],
    ),
    "halves round up": ({"quantum": "4 us", "latency": {"leaf-spine": "10 us"}}, [3, 3]),
}  # fmt: skip


@pytest.mark.parametrize(("words", "expected"), PAGES.values(), ids=PAGES)
def test_costs(tmp_path, words, expected):
    assert costs(page(tmp_path, **words)) == expected


def test_the_cabling_file_counts_before_all(tmp_path):
    rows = [f"{HEAD},latency", f"{ROWS[0]},3 us", *(f"{row}," for row in ROWS[1:])]
    assert costs(page(tmp_path, "\n".join(rows), quantum="1 us", links=[NEAR])) == [3, 50]


def test_the_cabling_file_may_have_lengths(tmp_path):
    rows = [f"{HEAD},length", f"{ROWS[0]},200 m", *(f"{row},10 km" for row in ROWS[1:])]
    assert costs(page(tmp_path, "\n".join(rows), quantum="1 us")) == [1, 50]


def test_the_cabling_file_may_say_nothing(tmp_path):
    assert costs(page(tmp_path, "\n".join([HEAD, *ROWS]), quantum="1 us")) == [50, 50]


REFUSED = {
    "an area that isn't dotted": ({"area": 0}, "0 is not an OSPF area: write it dotted, such as 0.0.0.0"),
    "an area out of range": (
        {"area": "0.0.0.256"}, "'0.0.0.256' is not an OSPF area: write it dotted, such as 0.0.0.0",
    ),
    "no unit": ({"quantum": 5}, '"5" has no unit: write 5 us'),
    "two distances": (
        {"links": [NEAR | {"latency": "3 us"}]}, "say how far apart they are, in one way: give length or latency",
    ),
    "no distance": (
        {"links": [{"between": NEAR["between"]}]}, "say how far apart they are, in one way: give length or latency",
    ),
    "one end": ({"links": [NEAR | {"between": ["leaf-*"]}]}, "between: a list is too short"),
}  # fmt: skip


@pytest.mark.parametrize(("words", "message"), REFUSED.values(), ids=REFUSED)
def test_refused(tmp_path, words, message):
    with pytest.raises(RefusedError) as refused:
        judge(page(tmp_path, **words))
    assert [finding.message for finding in refused.value.findings] == [message]
