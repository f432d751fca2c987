"""Every packet passes the appliances that the page means for it, in their order, its answer the other way round, and no
packet goes round: whichever way a fabric of two or three tiers takes it.
"""

from ipaddress import ip_address, ip_network
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import decide, devices, page

from fabricgen.device.model import Port

POOL, INSIDE = (
    ip_network("10.128.0.0/16"),
    [ip_network(one) for one in ("10.128.0.0/16", "10.0.0.0/22", "10.64.0.0/20")],
)
ENDS = {
    **{name: [ip_network(name)] for name in ("10.128.0.0/27", "10.128.0.32/27", "10.128.1.0/24", "198.51.100.0/24")},
    "any": [ip_network("0.0.0.0/0")],
    "wan": [ip_network("0.0.0.0/0")],
}
ADDRESSES = ("10.128.0.1", "10.128.0.40", "10.128.1.9", "10.128.77.7", "198.51.100.1", "192.0.2.1")
SIZES = (
    {"leaves": 4, "spines": 2},
    {"leaves": 1, "spines": 1},
    {"leaves": 2, "spines": 2, "pods": 2, "super_spines": 2},
    {"leaves": 2, "spines": 1, "pods": 3, "super_spines": 1, "spine_links": 2},
)
APPLIANCES = {
    "fw": {"port": "swp8", "address": "10.9.0.1/31"},
    "lb": {"port": "swp7", "address": "10.9.0.3/31", "outside": {"port": "swp6", "address": "10.9.0.5/31"}},
    "ids": {"port": "swp5", "address": "10.9.0.7/31"},
    "other": {"port": "swp8", "address": "10.9.0.9/31"},
}
"""All but the last are at one leaf."""
FARS = {"10.9.0.0": "fw", "10.9.0.2": "lb", "10.9.0.4": "lb", "10.9.0.6": "ids", "10.9.0.8": "other"}
BACK = {"10.9.0.0": "swp8", "10.9.0.2": "swp6", "10.9.0.4": "swp7", "10.9.0.6": "swp5", "10.9.0.8": "swp8"}
"""By the next hop that a packet goes to: the port by which it comes back."""


class Written(NamedTuple):
    size: dict
    leaves: tuple[str, str]
    chains: list


def leaf_names(size):
    return [f"leaf-p{pod:02}-{leaf:02}" for pod in range(size.get("pods", 1)) for leaf in range(size["leaves"])]


@st.composite
def pages(draw):
    size = draw(st.sampled_from(SIZES))
    names = leaf_names(size)
    first = draw(st.sampled_from(names))
    second = draw(st.sampled_from([name for name in names if name != first] or [first]))
    together = st.lists(st.sampled_from(["fw", "lb", "ids"]), min_size=1, max_size=3, unique=True)
    through = st.one_of(together, st.just(["other"])) if second != first else together
    pairs = st.sampled_from([(one, other) for one in ENDS for other in ENDS if apart(one, other)])
    chains = draw(st.lists(st.tuples(pairs, through), min_size=1, max_size=4))
    written = [{"from": one, "to": other, "through": row} for (one, other), row in chains]
    return Written(size, (first, second), written)


def apart(one, other):
    """What FG425 lets pass."""
    wide = {"any", "wan"} & {one, other}
    if "wan" in wide and "198.51.100.0/24" in (one, other):
        return False
    return one != other and len(wide) < 2 and (wide or not ENDS[one][0].overlaps(ENDS[other][0]))


def built(written):
    first, second = written.leaves
    used = {name for chain in written.chains for name in chain["through"]}
    places = {name: second if name == "other" else first for name in used}
    appliances = {name: {**APPLIANCES[name], "leaf": leaf} for name, leaf in places.items()}
    text = page(
        written.size, appliances=appliances, chains=written.chains, hosts={"attach": "routed", "pool": str(POOL)}
    )
    return {device.name: device for device in devices(decide(text))}


def meant(written, source, destination):
    """The appliances of the first chain that fits; those to the WAN are asked last."""
    for chain in sorted(written.chains, key=lambda row: "wan" in (row["from"], row["to"])):
        for ends, through in (
            ((chain["from"], chain["to"]), chain["through"]),
            ((chain["to"], chain["from"]), chain["through"][::-1]),
        ):
            if fits(ends[0], ends[1], source) and fits(ends[1], ends[0], destination):
                return through
    return []


def fits(end, other, address):
    """`any` is everyone else, `wan` what is outside."""
    if end == "any":
        return not any(address in one for one in ENDS[other])
    if end == "wan":
        return not any(address in one for one in INSIDE)
    return any(address in one for one in ENDS[end])


def redirect(policy, source, destination):
    def holds(block, address):
        return int(address) & block.mask == block.value

    return next((one.hop for one in policy if holds(one.source, source) and holds(one.destination, destination)), None)


def policy(device, port):
    name = dict(device.redirection.ports).get(port)
    return next((one.entries for one in device.redirection.policies if one.name == name), ())


def onward(device, leaf, choose) -> Port:
    """A port towards a leaf: down to it if that is below, up by any way if not."""
    links = [port for port in device.ports if ":swp" in port.description and not port.description.startswith("host")]
    pod = leaf.split("-")[1]
    below = [port for port in links if port.description.startswith(f"{leaf}:")] or [
        port for port in links if device.role == "super-spine" and port.description.startswith(f"spine-{pod}-")
    ]
    return choose(below or [port for port in links if not port.description.startswith("leaf-")])


def walk(made, source, destination, start, end, choose):
    """The appliances on the way of a packet that enters at one leaf for another."""
    passed, here = [], made[start]
    entries = policy(here, "swp1")
    for _ in range(64):
        hop = redirect(entries, source, destination)
        if hop in FARS:
            passed.append(FARS[hop])
            entries = policy(here, BACK[hop])
            continue
        leaf = end if hop is None else next(one.name for one in made.values() if one.loopback == f"{hop}/32")
        if leaf == here.name:
            return passed
        port = onward(here, leaf, choose)
        there = made[port.description.partition(":")[0]]
        entries = policy(
            there, next(each.name for each in there.ports if each.description == f"{here.name}:{port.name}")
        )
        here = there
    return None


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_packets_pass_what_the_page_means_and_nothing_else(data):
    written = data.draw(pages())
    made, names = built(written), leaf_names(written.size)
    source, destination = (ip_address(one) for one in data.draw(st.permutations(ADDRESSES))[:2])
    start, end = data.draw(st.sampled_from(names)), data.draw(st.sampled_from(names))

    def choose(ports):
        return data.draw(st.sampled_from(sorted(ports)))

    through = meant(written, source, destination)
    assert walk(made, source, destination, start, end, choose) == through
    assert walk(made, destination, source, end, start, choose) == through[::-1]


@settings(max_examples=50, deadline=None)
@given(pages())
def test_no_switch_has_an_entry_that_decides_nothing(written):
    """Ports name policies that there are, each policy is at some port, and none ends with packets that are routed."""
    for device in built(written).values():
        held = device.redirection
        names = {one.name for one in held.policies}
        assert {name for _, name in held.ports} | ({held.vlans} - {None}) == names
        assert all(one.entries[-1].hop is not None for one in held.policies)
        assert len({one.entries for one in held.policies}) == len(held.policies)
