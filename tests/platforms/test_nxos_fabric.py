"""Nexus 9364E-SG2 spines over Nexus 9332D-GX2B leaves, and over Arista leaves: what is rendered for one end of a cable
agrees with what is for the other, read out of the files themselves.
"""

from functools import cache
from pathlib import Path

import pytest
import yaml

from fabricgen.fabric import names
from fabricgen.judge import judge
from fabricgen.render.run import Worker
from tests.platforms.ends import Link, eos_switch, nxos_switch

PAGE = Path(__file__).parents[2] / "inventories" / "sg2-gx2" / "intent.yml"
LEAVES = {"nxos": None, "eos": {"model": "arista-7060x5-32qs", "platform": "eos"}}
READERS = {"nxos": nxos_switch, "eos": eos_switch}


@cache
def pages(folder, leaf):
    """The inventory as it is, and with other leaves."""
    page = yaml.safe_load(PAGE.read_text())
    if LEAVES[leaf] is not None:
        page["hardware"]["leaf"] = LEAVES[leaf]
    file = folder / leaf / "intent.yml"
    file.parent.mkdir()
    file.write_text(yaml.safe_dump(page))
    return file


@pytest.fixture(scope="module", params=LEAVES)
def fabric(request, tmp_path_factory):
    verdict = judge(PAGE.parent if request.param == "nxos" else pages(tmp_path_factory.mktemp("mixed"), request.param))
    assert not verdict.errors
    worker = Worker(verdict.blueprint, ())
    found = {}
    for index, name in enumerate(names(verdict.blueprint.fabric)):
        (artifact,) = worker.artifacts(index)
        found[name] = READERS[artifact.platform](artifact.data.decode())
    return found


@pytest.fixture(scope="module")
def cables(fabric):
    """Both ends of each cable, leaves first."""
    return [
        (f"{name}:{port}", end, fabric[end.faces.partition(":")[0]].ends[end.faces.partition(":")[2]])
        for name, leaf in fabric.items()
        if name.startswith("leaf")
        for port, end in leaf.ends.items()
    ]


def test_there_are_as_many_cables_as_the_page_says(cables):
    assert len(cables) == 32 * 16
    assert len({there.link.subnet for _, _, there in cables}) == len(cables)


def test_each_end_names_the_other(cables):
    assert [label for label, _, there in cables if there.faces != label] == []


def test_both_ends_have_the_same_link(cables):
    assert [(label, here.link, there.link) for label, here, there in cables if here.link != there.link] == []


def test_both_ends_have_the_same_session(cables):
    wrong = [
        (label, here.session, there.session)
        for label, here, there in cables
        if here.session != there.session._replace(own=there.session.far, far=there.session.own)
    ]
    assert wrong == []


def test_the_link_is_what_the_page_says(cables):
    assert {end.link._replace(subnet="") for _, end, _ in cables} == {
        Link((3,), watchdog=True, mtu=9214, gbps=400, subnet="")
    }
    assert {(end.session.timers, end.session.bfd) for _, end, _ in cables} == {((3, 9), (300, 3))}


def test_a_code_point_is_of_the_same_class_everywhere(fabric):
    (classes,) = {tuple(sorted(switch.classes.items())) for switch in fabric.values()}
    assert dict(classes) == {**dict.fromkeys(range(64), 0), 26: 3, 34: 4, 48: 6, 56: 7}


def test_queues_have_the_same_shares_and_marks_everywhere(fabric):
    (queues,) = {tuple(sorted(switch.queues.items())) for switch in fabric.values()}
    assert dict(queues) == {
        0: ("20",), 3: ("60", "950", "3000", "7"), 4: ("20",), 6: ("strict",), 7: ("strict",),
    }  # fmt: skip


def test_leaves_have_a_seed_and_spines_draw_one(fabric):
    seeds = {
        role: {switch.seed for name, switch in fabric.items() if name.startswith(role)} for role in ("leaf", "spine")
    }
    assert seeds == {"leaf": {11}, "spine": {-1}}


@pytest.mark.parametrize(
    ("change", "kind"),
    [({"mtu": 9000}, "link"), ({"pfc": (4,)}, "link"), ({"gbps": 200}, "link"), ({"far": 1}, "session")],
)
def test_a_disagreement_would_be_seen(cables, change, kind):
    _, here, there = cables[0]
    part = getattr(here, kind)
    assert part._replace(**change) not in (getattr(there, kind), part)
