from dataclasses import replace

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabricgen.rollout.change import Change, ChangeSet, InvalidChangeError, Standing, digest, dumps, loads, moved, read

CHANGES = ChangeSet(
    "inventories/lab",
    "lab",
    (
        Change("leaf-00", "frr", "192.0.2.11", digest("leaf"), "+ router bgp 1"),
        Change("spine-00", "frr", "192.0.2.1", digest("spine"), "+ router bgp 2"),
    ),
    ready=("leaf-01",),
)
ADVICE = "make one with `fabricgen diff INVENTORY --against live --out FILE`"


def test_there_and_back():
    assert loads(dumps(CHANGES), "change.json") == CHANGES


@given(st.text(), st.text())
def test_any_text_comes_back(device, diff):
    changes = replace(CHANGES, changes=(Change(device, "frr", "192.0.2.1", digest(""), diff),))
    assert loads(dumps(changes), "change.json") == changes


def edited(**values: object) -> bytes:
    return orjson.dumps({**orjson.loads(dumps(CHANGES)), **values})


REFUSED = {
    "edited": (
        edited(fabric="other"),
        "c.json was edited after it was made: its seal is broken; make it anew and review it",
    ),
    "not JSON": (
        b"router bgp", f"c.json is not a change file: Invalid JSON: expected value at line 1 column 1; {ADVICE}",
    ),
    "another file": (b"{}", f"c.json is not a change file: format: Field required; {ADVICE}"),
    "a later format": (edited(format=2), f"c.json is not a change file: format: Input should be 1; {ADVICE}"),
    "something more": (
        edited(force=True), f"c.json is not a change file: force: Extra inputs are not permitted; {ADVICE}",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("data", "message"), REFUSED.values(), ids=REFUSED)
def test_refused(data, message):
    with pytest.raises(InvalidChangeError) as refusal:
        loads(data, "c.json")
    assert str(refusal.value) == message


def test_no_such_file(tmp_path):
    with pytest.raises(InvalidChangeError, match="No such file or directory"):
        read(tmp_path / "c.json")


LEAF = Standing("leaf-00", "frr", "192.0.2.11", digest("leaf"))
SPINE = Standing("spine-00", "frr", "192.0.2.1", digest("spine"))
OTHER = Standing("leaf-01", "frr", "192.0.2.12", digest("x"))
INTENT_MOVED = "the intent moved since the review; make the change anew and review it"

MOVED = {
    "as reviewed": ("lab", (LEAF, SPINE, OTHER), ()),
    "another fabric": ("moe-a", (), ("the change is of fabric lab, the inventory describes moe-a",)),
    "one edited, one gone": (
        "lab",
        (LEAF._replace(intended=digest("edited")),),
        (f"leaf-00: {INTENT_MOVED}", "spine-00: the inventory has no such device any more; make the change anew"),
    ),
    "one at another address": ("lab", (LEAF, SPINE._replace(host="192.0.2.9")), (f"spine-00: {INTENT_MOVED}",)),
    "one of another platform": ("lab", (LEAF._replace(platform="eos"), SPINE), (f"leaf-00: {INTENT_MOVED}",)),
}


@pytest.mark.parametrize(("fabric", "standings", "expected"), MOVED.values(), ids=MOVED)
def test_moved(fabric, standings, expected):
    assert moved(CHANGES, fabric, standings) == expected
