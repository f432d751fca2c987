"""An access list lets through what the page means, and nothing else."""

from operator import add

from hypothesis import given, settings
from hypothesis import strategies as st
from policy_meaning import POOL, Packet, Page, treated
from strategies import decide, devices, page

from fabricgen.device.features.policies import DEFAULTS

TRAFFIC = ("all", "tcp", "udp", "icmp", "tcp/443", "udp/4791", "udp/53", "tcp/400-450", "udp/4000-5000")
PORTS = (1, 53, 399, 400, 443, 450, 451, 4000, 4791, 4791, 4791, 5000, 5001, 65535)
OUTSIDE = ("any", "default", "203.0.113.0/24", "10.128.0.0/27", "10.0.0.0/8")
ROUTED = {
    "vrfs": {
        "acme": {"id": 1, "leaves": ["leaf-p00-00"], "reach": ["storage"]},
        "blue": {"id": 2, "leaves": ["leaf-p00-01"], "reach": ["storage", "names"]},
        "shared": {"id": 3, "leaves": ["leaf-p00-02"]},
        "apart": {"id": 4, "leaves": ["leaf-p00-03"], "pool": "10.200.0.0/16", "reach": {"names": ["10.200.0.0/27"]}},
    },
    "services": {
        "storage": {"vrf": "shared", "prefixes": ["10.128.0.32/29", "192.0.2.0/24"]},
        "names": {"vrf": "shared", "prefixes": ["10.128.0.40/30"]},
    },
    "tiers": {},
}
TRUNK = {
    "vrfs": {"training": {"id": 1, "reach": ["storage"]}, "shared": {"id": 2, "pool": "10.200.0.0/16"}},
    "services": {"storage": {"vrf": "shared", "prefixes": ["10.200.0.0/24"]}},
    "tiers": {
        "tier-00": {"id": 0, "vrf": "training"},
        "tier-01": {"id": 1, "vrf": "training"},
        "tier-05": {"id": 5, "vrf": "training"},
        "tier-07": {"id": 7, "vrf": "shared"},
        "tier-08": {"id": 8},
        "tier-09": {"id": 9},
    },
}
STRETCHED = {
    **TRUNK,
    "tiers": {
        **TRUNK["tiers"],
        "tier-01": {"id": 1, "vrf": "training", "stretch": "10.30.0.0/24"},
        "tier-05": {"id": 5, "vrf": "training", "stretch": "10.30.1.0/24"},
        "tier-07": {"id": 7, "vrf": "shared", "stretch": "10.30.2.0/24"},
    },
}


def endpoints(world):
    return st.sampled_from([*world["vrfs"], *world["services"], *world["tiers"], *OUTSIDE])


@st.composite
def pages(draw):
    world = draw(st.sampled_from([ROUTED, TRUNK, STRETCHED]))
    policy = st.fixed_dictionaries(
        {"from": endpoints(world), "to": endpoints(world), "word": st.sampled_from(["allow", "deny"]),
         "traffic": st.lists(st.sampled_from(TRAFFIC), min_size=1, max_size=3, unique=True)}
    )  # fmt: skip
    drawn = draw(st.lists(policy, max_size=5))
    policies = [{"from": row["from"], "to": row["to"], row["word"]: row["traffic"]} for row in drawn]
    segments = draw(st.sampled_from(["vrfs", "tiers"])) if world["tiers"] else "vrfs"
    return Page(**world, policies=policies, segments=segments)


def addresses():
    """Of hosts, of services, and of nobody here."""
    offsets = st.one_of(st.integers(0, 79), st.integers(0, 4 * 32 * 32 - 1))
    hosts = st.builds(add, st.sampled_from([int(POOL.network_address), 0x0AC80000]), offsets)
    others = st.sampled_from([0xC0000200, 0xC0000205, 0xCB007101, 0x08080808, 0x0A000001])
    others |= st.sampled_from([0x0A1E0000, 0x0A1E0005, 0x0A1E0105, 0x0A1E01FF, 0x0A1E0205])
    return st.one_of(hosts, others)


@st.composite
def packets(draw, written):
    return Packet(
        leaf=draw(st.integers(0, 3)),
        tier=draw(st.sampled_from(sorted(written.tiers))) if written.tiers else None,
        source=draw(addresses()),
        destination=draw(addresses()),
        protocol=(protocol := draw(st.sampled_from(["tcp", "udp", "udp", "icmp"]))),
        source_port=0 if protocol == "icmp" else draw(st.sampled_from(PORTS)),
        port=0 if protocol == "icmp" else draw(st.sampled_from(PORTS)),
        answering=protocol == "tcp" and draw(st.booleans()),
    )


def built(written):
    """The four leaves of the page."""
    hosts = {"attach": "trunk", "pool": str(POOL), "subnet": 27} if written.tiers else {"pool": str(POOL)}
    words = written._asdict() | {"hosts": hosts}
    if any("stretch" in row for row in written.tiers.values()):
        words["overlay"] = {"kind": "evpn"}
    return devices(decide(page({"leaves": 4, "spines": 1}, **words)))[:4]


def entries(leaf, packet):
    """Of the list that a packet meets, None where it meets none."""
    name = leaf.filters.hosts
    if packet.tier is not None:
        vlan = next(vlan.id for vlan in leaf.vlans if vlan.name == packet.tier)
        name = dict(leaf.filters.gateways).get(vlan)
    return next((listed.entries for listed in leaf.filters.lists if listed.name == name), None)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_lists_do_what_the_page_means(data):
    written = data.draw(pages())
    leaves = built(written)
    for packet in data.draw(st.lists(packets(written), min_size=20, max_size=20)):
        assert treated(entries(leaves[packet.leaf], packet), packet) == written.allowed(packet), packet


@settings(max_examples=100, deadline=None)
@given(pages())
def test_lists_are_numbered_upwards_and_name_nothing_twice(written):
    for leaf in built(written):
        names = [listed.name for listed in leaf.filters.lists]
        assert len(set(names)) == len(names)
        for listed in leaf.filters.lists:
            numbers = [entry.number for entry in listed.entries]
            assert numbers == sorted(set(numbers))
            written_here = [entry for entry in listed.entries if entry.number < DEFAULTS]
            matches = [entry._replace(number=0, action="permit") for entry in written_here]
            assert len(set(matches)) == len(matches)


@settings(max_examples=100, deadline=None)
@given(pages(), st.data())
def test_a_policy_more_at_the_end_moves_no_entry(written, data):
    more = {
        "from": data.draw(endpoints(written._asdict())),
        "to": data.draw(endpoints(written._asdict())),
        "deny": ["tcp/9"],
    }
    if written.tiers and written.segments == "vrfs" and {more["from"], more["to"]} & written.tiers.keys():
        return  # a tier that a policy names gets a list of its own
    for old, new in zip(built(written), built(written._replace(policies=[*written.policies, more])), strict=True):
        known = {listed.name: set(listed.entries) for listed in new.filters.lists}
        assert all(set(listed.entries) <= known[listed.name] for listed in old.filters.lists)
