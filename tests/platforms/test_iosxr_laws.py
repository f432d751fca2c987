"""Whatever page passes, on whatever Cisco 8000: its text has no words but those of the table, in their ranges."""

from functools import cache

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fabricgen.hardware import models, port_slots, speeds
from fabricgen.judge import judge
from fabricgen.render.run import Worker
from tests.platforms import iosxr_words
from tests.platforms.iosxr_yang import walk
from tests.platforms.judges import IOSXR_YANG, iosxr_models

BOXES = [
    (box.name, gbps)
    for box in models()
    if "iosxr" in box.platforms
    for gbps in speeds(box)
    if len(port_slots(box, gbps)) >= 16
]


@st.composite
def pages(draw):
    """Much of it is refused, for its own reason."""
    (leaf, gbps), (spine, _) = draw(st.sampled_from(BOXES)), draw(st.sampled_from(BOXES))
    numbers = draw(st.permutations(range(8)))
    low = draw(st.integers(1, 40))
    share = draw(st.integers(1, 99))
    poll, polls = draw(st.sampled_from((100, 150, 333, 500))), draw(st.integers(2, 90))
    return {
        "kind": "fat-tree",
        "name": "case",
        "mtu": draw(st.sampled_from((1500, 4200, 9000, 9214))),
        "size": {"leaves": 2, "spines": 2, "downlinks": 8, "nics_per_host": 8, "max_leaves": 4, "max_spines": 2},
        "hardware": {
            "leaf": {"model": leaf, "platform": "iosxr"}, "spine": {"model": spine, "platform": "iosxr"},
            "nic": f"{gbps}G", "uplink": f"{gbps}G",
        },
        "cabling": {"host": "3 m", "leaf-spine": f"{draw(st.sampled_from((5, 30, 300, 1000)))} m"},
        "underlay": {
            "loopbacks": "10.0.0.0/24", "link_pool": "10.64.0.0/24",
            "spine_asns": draw(st.sampled_from(("shared", "unique"))),
            **draw(st.sampled_from(({}, {"ipv6": {"loopbacks": "2001:db8::/64", "links": "2001:db8:1::/64"}}))),
            **draw(st.sampled_from(({}, {"bfd": "50 ms x 3"}, {"bfd": None}, {"password": "env:KEY"}))),
        },
        "forwarding": {"hash": {"seeds": {"leaf": draw(st.integers(1, 40)), "spine": 22}}},
        "classes": {
            "rdma": {
                "dscp": sorted(draw(st.sets(st.integers(0, 40), min_size=1, max_size=20))), "priority": numbers[0],
                "lossless": draw(st.booleans()), "share": f"{share} %",
                "ecn": {"min": f"{low} us", "max": f"{low + draw(st.integers(1, 200))} us"},
            },
            "cnp": {"dscp": draw(st.integers(41, 63)), "priority": numbers[1], "strict": True},
            "other": {"priority": numbers[2], "share": f"{100 - share} %"},
        },
        "lossless": {"watchdog": {"detection": f"{2 * poll} ms", "restoration": f"{polls * poll} ms"}},
        "hosts": {"attach": "routed", "pool": "10.128.0.0/24"},
        "vrfs": draw(st.sampled_from(({}, {"acme": {"id": 1, "leaves": ["leaf-p00-00"]}}))),
        "management": {"prefix": "192.0.2.0/24", "users": {"admin": {"secret": "env:HASH"}}, "ntp": ["2001:db8::9"]},
    }  # fmt: skip


@cache
def known():
    return iosxr_models() if IOSXR_YANG else None


def judged(folder, page):
    """Every file of a page that passes, held against the table and, where they are at hand, Cisco's models."""
    (folder / "intent.yml").write_text(yaml.safe_dump(page), encoding="utf-8")
    verdict = judge(folder)
    if verdict.errors:
        return 0
    worker, switches = Worker(verdict.blueprint, ()), verdict.blueprint.fabric.switches
    for switch in range(switches):
        text = worker.artifacts(switch)[0].data.decode()
        assert iosxr_words.unknown(text) == []
        if known() is not None and page["forwarding"]["hash"]["seeds"]["leaf"] <= UNIFIED_SEED_MAX:
            walk(text, known())
    return switches


UNIFIED_SEED_MAX = 31
"""Of the unified model of the hash; the one of the 8000 series takes 35."""


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pages())
def test_what_passes_says_only_known_words(tmp_path, page):
    judged(tmp_path, page)


@pytest.mark.parametrize(("name", "gbps"), BOXES)
def test_every_model_passes_at_every_speed(tmp_path, name, gbps):
    switch = {"model": name, "platform": "iosxr"}
    page = {
        "kind": "fat-tree",
        "name": "case",
        "size": {"leaves": 2, "spines": 2, "downlinks": 8, "nics_per_host": 8, "max_leaves": 4, "max_spines": 2},
        "hardware": {"leaf": switch, "spine": switch, "nic": f"{gbps}G", "uplink": f"{gbps}G"},
        "cabling": {"host": "3 m", "leaf-spine": "30 m"},
        "underlay": {"loopbacks": "10.0.0.0/24", "link_pool": "10.64.0.0/24"},
        "forwarding": {"hash": {"seeds": {"leaf": 11, "spine": 22}}},
        "classes": {
            "rdma": {
                "dscp": 26, "priority": 3, "lossless": True, "share": "80 %", "ecn": {"min": "15 us", "max": "45 us"},
            },
            "cnp": {"dscp": 48, "priority": 6, "strict": True},
            "other": {"share": "20 %"},
        },
        "management": {"prefix": "192.0.2.0/24", "users": {"admin": {"secret": "env:HASH"}}},
    }  # fmt: skip
    assert judged(tmp_path, page) == 4
