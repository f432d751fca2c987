"""Whatever page passes for NX-OS, each line that is rendered is a known command in its place."""

import tempfile
from pathlib import Path

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from fabricgen.judge import judge
from fabricgen.render.run import Worker
from tests.platforms import nxos_words

BOXES = ("cisco-n9364d-gx2a", "cisco-n9348d-gx2a", "cisco-n9332d-gx2b", "cisco-n9364e-sg2")
LOOSE = {"loopbacks": "2001:db8::/64"}


@st.composite
def classes(draw):
    """Three classes of any sort on any priorities, and one for the rest."""
    *named, last = draw(st.permutations(range(8)))[:4]
    sorts = [draw(st.sampled_from(["lossless", "strict", "weighted"])) for _ in named]
    rows = {}
    for index, (priority, sort) in enumerate(zip(named, sorts, strict=True)):
        row = {"dscp": [5 * index, 5 * index + 1, 40 + index], "priority": priority}
        row |= {"strict": True} if sort == "strict" else {"share": "20 %"}
        row |= {"lossless": True, "ecn": {"min": "4 us", "max": "20 us"}} if sort == "lossless" else {}
        rows[f"class-{index}"] = row
    return {**rows, "other": {"priority": last, "share": f"{100 - 20 * sum(sort != 'strict' for sort in sorts)} %"}}


@st.composite
def underlays(draw):
    unnumbered = draw(st.booleans())
    found = {
        "loopbacks": "10.0.0.0/24",
        "bfd": None if unnumbered else draw(st.sampled_from([None, "300 ms x 3", "50 ms x 50", "999 ms x 2"])),
        "graceful_restart": draw(st.sampled_from([120, 1, 3600])),
        "timers": draw(st.sampled_from([{"keepalive": 60, "hold": 180}, {"keepalive": 1, "hold": 3}])),
        "spine_asns": draw(st.sampled_from(["shared", "unique"])),
    }
    found |= {"links": "unnumbered"} if unnumbered else {"link_pool": "10.64.0.0/24"}
    found |= {"password": "env:KEY"} if draw(st.booleans()) else {}
    six = LOOSE if unnumbered else {**LOOSE, "links": "2001:db8:1::/64"}
    return found | ({"ipv6": six} if draw(st.booleans()) else {})


@st.composite
def pages(draw):
    leaf, spine = (draw(st.sampled_from(BOXES)) for _ in range(2))
    trunk = {
        "hosts": {"attach": "trunk", "pool": "10.128.0.0/16"},
        "tiers": {"tier-a": {"id": 0}, "tier-b": {"id": 5, "vrf": "acme"}},
        "vrfs": {"acme": {"id": 1}},
    }
    page = {
        "kind": "fat-tree",
        "name": "case",
        "mtu": draw(st.sampled_from([1500, 9000, 9214])),
        "size": {
            "leaves": 4, "spines": 2, "downlinks": 8, "nics_per_host": 2, "max_leaves": 8, "max_spines": 4,
        },
        "hardware": {
            "leaf": {"model": leaf, "platform": "nxos"},
            "spine": {"model": spine, "platform": "nxos"},
            "nic": draw(st.sampled_from(["400G", "200G", "100G"] if "gx2" in leaf else ["400G", "800G"])),
            "uplink": "400G",
        },
        "cabling": {"host": "3 m", "leaf-spine": "30 m"},
        "underlay": draw(underlays()),
        "management": {"prefix": "192.0.2.0/24", "users": {"admin": {"secret": "env:HASH"}}, "ntp": ["192.0.2.9"]},
    }  # fmt: skip
    page |= {"classes": draw(classes())} if draw(st.booleans()) else {}
    page |= {"forwarding": {"mode": "adaptive"}} if draw(st.booleans()) else {}
    return page | draw(st.sampled_from([{}, {"hosts": {"pool": "10.128.0.0/20"}}, trunk]))


@settings(max_examples=40, deadline=None)
@given(pages())
def test_what_passes_is_made_of_known_commands(page):
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "intent.yml").write_text(yaml.safe_dump(page, sort_keys=False))
        verdict = judge(Path(folder))
    if verdict.errors:
        return
    worker = Worker(verdict.blueprint, ())
    for switch in range(verdict.blueprint.fabric.switches):
        (artifact,) = worker.artifacts(switch)
        assert nxos_words.unknown(artifact.data.decode()) == []
