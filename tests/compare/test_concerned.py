"""Which switches are looked at: never too few, and few when little changes."""

from dataclasses import replace
from pathlib import Path

import pytest

from fabricgen.compare.concerned import READ, concerned
from fabricgen.compare.sides import devices, plan, reader
from fabricgen.device import build
from fabricgen.judge import judge
from tests.compare.fabrics import excepted, planned

INVENTORIES = Path(__file__).resolve().parents[2] / "inventories"
LEAVES = {f"leaf-p00-0{number}" for number in range(4)}
SPINES = {"spine-p00-00", "spine-p00-01"}
EDITS = {
    "nothing": ((), set()),
    "a seed of one leaf": ((excepted("leaf-p00-01", "seed: 77"),), {"leaf-p00-01"}),
    "an AS number of one leaf, which its spines name": (
        (excepted("leaf-p00-01", "asn: 4200000900"),),
        {"leaf-p00-01"} | SPINES,
    ),
    "a VRF that claims more leaves": (
        (("leaves: [leaf-p00-00]", "leaves: [leaf-p00-00, leaf-p00-01, leaf-p00-03]"),),
        {"leaf-p00-01", "leaf-p00-03"},
    ),
    "a leaf that leaves its VRF, and one that joins it": (
        (("leaves: [leaf-p00-00]", "leaves: [leaf-p00-01]"),),
        {"leaf-p00-00", "leaf-p00-01"},
    ),
    "the seeds of a tier": ((("leaf: 11,", "leaf: 12,"),), LEAVES),
    "time servers": ((("192.0.2.10]", "192.0.2.11]"),), LEAVES | SPINES),
    "another pool": ((("10.64.0.0/20", "10.96.0.0/20"),), LEAVES | SPINES),
    "a fabric that grows": ((("leaves: 4,", "leaves: 5,"),), None),
    "BFD": ((("300 ms x 3", "400 ms x 3"),), LEAVES | SPINES),
}  # fmt: skip


def differing(before, after):
    ours, theirs = reader(before), reader(after)
    return {name for name in devices(after) if name in devices(before) and ours(name) != theirs(name)}


@pytest.mark.parametrize("name", EDITS)
def test_never_too_few(tmp_path, name):
    edits, expected = EDITS[name]
    before, after = planned(tmp_path / "before"), planned(tmp_path / "after", *edits)
    found = concerned(before, after)
    looked_at = set(devices(after)) if found is None else found
    assert differing(before, after) <= looked_at
    if expected is not None:
        assert found == expected


def test_a_template_of_the_inventorys_own_concerns_all(tmp_path):
    own = tmp_path / "after" / "templates" / "eos"
    own.mkdir(parents=True)
    (own / "names.j2").write_text("hostname {{ device.name }}-x\n", encoding="utf-8")
    assert concerned(planned(tmp_path / "before"), planned(tmp_path / "after")) is None


class Watched:
    """An intent that remembers which of its words were read."""

    def __init__(self, intent, seen):
        self._intent, self._seen = intent, seen

    def __getattr__(self, name):
        self._seen.add(name)
        return getattr(self._intent, name)


@pytest.mark.parametrize(
    "hosts",
    ["{attach: routed, pool: 10.128.0.0/17}", "{attach: trunk, pool: 10.128.0.0/12}\ntiers: {web: {}}"],
)
def test_of_the_intent_nothing_else_is_read(tmp_path, hosts):
    seen = set()
    for about in planned(tmp_path / "page", ("{attach: routed, pool: 10.128.0.0/17}", hosts)).tiers:
        build(replace(about, intent=Watched(about.intent, seen)), about.tier.first)
    assert {"underlay", "hosts"} < seen <= {*READ, "vrfs"}


@pytest.mark.parametrize("page", sorted(INVENTORIES.rglob("intent.yml")), ids=lambda page: page.parent.name)
def test_nor_in_any_inventory(page):
    seen = set()
    for about in plan("it", judge(page.parent)).tiers:
        build(replace(about, intent=Watched(about.intent, seen)), about.tier.first)
    assert seen <= {*READ, "vrfs"}
