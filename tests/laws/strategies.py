"""Small fabrics of any proportions, as pages of intent, and ways in which they grow inside their maxima."""

from copy import deepcopy

from hypothesis import strategies as st

from fabricgen.allocation import Lock
from fabricgen.device import build, facts
from fabricgen.kinds import KINDS, blueprint
from fabricgen.kinds.load import remember

MAXIMA = {"max_pods": 4, "max_leaves": 12, "max_spines": 6, "max_super_spines": 4, "max_rails": 4}


def page(size, **more):
    """A page of intent for Linux boxes of 128 ports."""
    tiers = ["leaf", "spine", *(["super-spine"] if size.get("super_spines") else [])]
    box = {"model": "linux-lab", "platform": "frr"}
    return {
        "kind": "fat-tree",
        "name": "grown",
        "size": {
            "downlinks": 8,
            "nics_per_host": size.get("rails", 2),
            **{k: v for k, v in MAXIMA.items() if _wanted(k, size)},
            **size,
        },
        "hardware": {**dict.fromkeys(tiers, box), "nic": "100G", "uplink": "100G"},
        "cabling": {"host": "3 m", "leaf-spine": "30 m", "spine-super-spine": "100 m"},
        "underlay": {
            "loopbacks": "10.0.0.0/22",
            "link_pool": "10.64.0.0/20",
            "ipv6": {"loopbacks": "2001:db8::/64", "links": "2001:db8:1::/64"},
        },
        "hosts": {"attach": "routed", "pool": "10.128.0.0/16"},
        "management": {"prefix": "172.20.0.0/22"},
        **more,
    }


def _wanted(maximum, size):
    if maximum in ("max_pods", "max_super_spines"):
        return "super_spines" in size
    return maximum != "max_rails" or "rails" in size


def decide(text, lock=None):
    rest = {key: value for key, value in text.items() if key != "kind"}
    intent = KINDS[text["kind"]].model_validate({"kind": text["kind"], **rest})
    return blueprint(text["kind"], intent, remember(lock or Lock(), intent))


@st.composite
def sizes(draw):
    """Two or three tiers, with or without rails."""
    size = {"spines": draw(st.integers(1, 4)), "leaf_links": draw(st.integers(1, 2))}
    if draw(st.booleans()):
        rails = draw(st.integers(2, 3))
        size |= {"rails": rails, "leaves": rails * draw(st.integers(1, 2)), "planes": draw(st.sampled_from([1, 2]))}
    else:
        size["leaves"] = draw(st.integers(1, 8))
    if draw(st.booleans()):
        size |= {
            "pods": draw(st.integers(1, 3)),
            "super_spines": draw(st.integers(1, 3)),
            "spine_links": draw(st.integers(1, 2)),
        }
    return size


@st.composite
def growths(draw):
    """A page and the same page with one thing more: a pod, a leaf, a spine, a super-spine, a rail, a VRF or a tier."""
    before = page(draw(sizes()), vrfs={"blue": {}, "red": {"id": 7}}, tiers={"small": {}, "large": {"id": 9}})
    after = deepcopy(before)
    size = after["size"]
    more = ["leaves", "spines", "vrfs", "tiers"]
    more += ["pods", "super_spines"] if "super_spines" in size else []
    more += ["rails"] if "rails" in size else []
    grown = draw(st.sampled_from(more))
    if grown in ("vrfs", "tiers"):
        after[grown]["another"] = {}
    elif grown == "rails":
        size["leaves"] = size["leaves"] // size["rails"] * (size["rails"] + 1)
        size["rails"] = size["nics_per_host"] = size["rails"] + 1
    else:
        size[grown] += size.get("rails", 1) if grown == "leaves" else 1
    return before, after


class PortNames(dict):
    def __missing__(self, platform):
        return lambda _, slot: f"swp{slot.cage}"


def devices(blueprint):
    intent, fabric, allocation, lock = blueprint.intent, blueprint.fabric, blueprint.allocation, blueprint.lock
    return [
        build(about, switch)
        for about in facts(intent, fabric, allocation, lock, PortNames())
        for switch in range(about.tier.first, about.tier.first + about.tier.count)
    ]
