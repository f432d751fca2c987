"""Whole pages of every platform, most of them sound, with every word now and then; and sizes without any sense."""

from hypothesis import strategies as st
from strategies import sizes

BOXES = (
    ("linux-lab", "frr", 100), ("arista-7060x6-64pe", "eos", 400), ("arista-7060x5-32qs", "eos", 400),
    ("arista-7804r4", "eos", 400), ("nvidia-sn5600", "sonic", 800), ("nvidia-sn5600", "sonic", 400),
    ("cisco-n9364d-gx2a", "nxos", 400), ("cisco-n9364e-sg2", "nxos", 400),
    ("nvidia-sn4700", "sonic", 400), ("dell-z9864f-on", "sonic", 400), ("nokia-7220-ixr-h4", "sonic", 400),
    ("nokia-7220-ixr-h4", "srlinux", 400), ("nokia-7220-ixr-h4-32d", "srlinux", 200),
)  # fmt: skip
SIX = {"loopbacks": "2001:db8::/64", "links": "2001:db8:1::/64"}
TWO_LOSSLESS = {
    "rdma": {"dscp": "AF31", "priority": 3, "lossless": True, "share": "40 %", "ecn": {"min": "4 us", "max": "40 us"}},
    "ckpt": {"dscp": 32, "priority": 4, "lossless": True, "share": "40 %", "ecn": {"min": "4 us", "max": "40 us"}},
    "cnp": {"dscp": 48, "priority": 6, "strict": True},
    "other": {"share": "20 %"},
}
UNDERLAY = {
    "links": ["unnumbered"],
    "ipv6": [SIX, {"loopbacks": "2001:db8::/64"}],
    "asn": ["4200000000-4294967294"],
    "spine_asns": ["unique"],
    "allowas_in": [["leaf"]],
    "max_paths": [64],
    "bfd": [None, "50 ms x 50"],
    "timers": [{"keepalive": 1, "hold": 3}],
    "graceful_restart": [1, 3600],
    "password": ["env:X", "file:a/b", "command:pass show x"],
}
MANAGEMENT = {
    "vrf": ["oob"],
    "users": [{"admin": {"secret": "env:ADMIN"}, "op": {"secret": "env:OP", "role": "operator"}}],
    "domain": ["x.example.net"],
    "dns": [["192.0.2.1", "2001:db8:5::1"]],
    "ntp": [["192.0.2.1", "2001:db8:5::1"]],
    "syslog": [["192.0.2.1", "2001:db8:5::1"]],
}
REST = {
    "region": [1],
    "mtu": [1280, 9000],
    "vrfs": [{"blue": {}}, {"blue": {"id": 7}, "red": {}}, {"blue": {"leaves": ["leaf-p00-0*"]}}],
    "lossless": [{"headroom": "7:1"}, {"watchdog": {"action": "alert"}}, {"watchdog": {"action": "forward"}}],
    "classes": [{"other": {"share": "100 %"}}, TWO_LOSSLESS],
    "exceptions": [
        [{"select": "*", "reason": "old NICs (batch 3)", "mtu": 4200}],
        [{"select": "spine-*", "reason": "a trial", "max_paths": 8}],
        [{"select": "*", "reason": "a trial", "lossless_priorities": []}],
    ],
}


def now_and_then(words):
    """A mapping with few of the words."""
    return st.fixed_dictionaries({}, optional={key: st.sampled_from(values) for key, values in words.items()}).flatmap(
        lambda found: st.sets(st.sampled_from(sorted(found) or [""]), max_size=2).map(
            lambda kept: {key: value for key, value in found.items() if key in kept}
        )
    )


@st.composite
def whole_pages(draw):
    model, platform, gbps = draw(st.sampled_from(BOXES))
    size = draw(counts() | wishes())
    tiers = ["leaf", "spine", *(["super-spine"] if "super_spines" in size or size.get("tiers") == 3 else [])]
    trunk = platform != "frr" and draw(st.booleans())
    page = {
        "kind": draw(st.sampled_from(["fat-tree", "fat-tree", "adaptive-pods"])) if platform == "eos" else "fat-tree",
        "name": "whole",
        "size": size,
        "hardware": {
            **{tier: {"model": model, "platform": platform} for tier in tiers},
            "nic": f"{gbps * size.get('planes', 1)}G",
            "uplink": f"{gbps}G",
        },
        "cabling": dict.fromkeys(("host", "leaf-spine", "spine-super-spine"), draw(st.sampled_from(["3 m", "30 m"]))),
        "underlay": {"loopbacks": "10.0.0.0/12", "link_pool": "10.32.0.0/11"} | draw(now_and_then(UNDERLAY)),
        "hosts": {"attach": "trunk" if trunk else "routed", "pool": "10.128.0.0/9"},
        "management": {"prefix": draw(st.sampled_from(["172.16.0.0/12", "2001:db8:ffff::/64"]))}
        | draw(now_and_then(MANAGEMENT)),
        **draw(now_and_then(REST)),
    }
    return page | ({"tiers": {"small": {}, "large": {"id": 9}}} if trunk else {})


@st.composite
def counts(draw):
    size = draw(sizes())
    size |= {"downlinks": 8, "nics_per_host": size.get("rails", 2)}
    size |= draw(st.sampled_from([{}, {"nodes_installed": 1}, {"max_leaves": 12, "max_spines": 6}]))
    return size


@st.composite
def wishes(draw):
    nics = draw(st.sampled_from([1, 2, 4, 8]))
    ratio = draw(st.sampled_from(["1:1", "3:1", "0.5:1"]))
    size = {"accelerators": draw(st.integers(1, 200)), "nics_per_host": nics, "oversubscription": ratio}
    size |= draw(st.sampled_from([{}, {"tiers": 2}, {"tiers": 3}, {"max_leaves": 16}, {"planes": 2}]))
    return size | ({"rails": nics} if nics > 1 and draw(st.booleans()) else {})


@st.composite
def senseless_sizes(draw):
    """Whatever the words take, sense or not."""
    small, any_ = st.integers(1, 12), st.integers(1, 12) | st.sampled_from([16, 40, 200, 1_000_000])
    counted = ("pods", "leaves", "spines", "super_spines", "downlinks", "leaf_links", "spine_links")
    maxima = ("max_pods", "max_leaves", "max_spines", "max_super_spines")
    few = {**dict.fromkeys(("leaf_links", "spine_links", "nics_per_host", "planes", "rails", "max_rails"), small)}
    ratio = st.sampled_from(["1:1", "2:1", "3:1", "5:3", "0.8:1", "1:1.05", "7:1"])
    words = {**dict.fromkeys(counted, small | any_), **dict.fromkeys(maxima, any_), "nodes_installed": any_, **few}
    words |= {"oversubscription": ratio, "tiers": st.sampled_from([2, 3])}
    must = ("accelerators",) if draw(st.booleans()) else ("leaves", "spines", "downlinks")
    size = {word: draw(any_ if word == "accelerators" else small) for word in must}
    for word in draw(st.sets(st.sampled_from(sorted(words)), max_size=6)):
        if word not in must and ("accelerators" not in size or word not in counted or word == "downlinks"):
            size[word] = draw(words[word])
    if "rails" in size and draw(st.booleans()):
        size["nics_per_host"] = size["rails"]
    return size
