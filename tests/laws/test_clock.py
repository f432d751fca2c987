"""Time reaches every switch from every grandmaster, comes from nowhere else, and growth moves none of it."""

from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import decide, devices, growths, page, sizes

from fabricgen.device import facts
from fabricgen.platforms import PORT_NAMES

PORT = "swp1"


def timed(text, leaves):
    return text | {"clock": {"sources": dict.fromkeys(leaves, PORT)}}


@st.composite
def clocked(draw):
    """A page with grandmasters at some of its leaves."""
    text = page(draw(sizes()))
    leaves = [device.name for device in devices(decide(text)) if device.role == "leaf"]
    return timed(text, draw(st.lists(st.sampled_from(leaves), min_size=1, max_size=3, unique=True)))


def cables(blueprint):
    """Device and port at both ends of every cable between switches."""
    fabric = blueprint.fabric
    about = facts(blueprint.intent, fabric, blueprint.allocation, blueprint.lock, PORT_NAMES)
    names, labels = about[0].names, about[0].port_names
    for cable in fabric.cables():
        ends = (fabric.end(port) for port in cable)
        yield tuple((names[end.switch], labels[end.tier.level][end.slot]) for end in ends)


@settings(max_examples=60, deadline=None)
@given(clocked())
def test_time_reaches_every_switch_that_a_cable_reaches(text):
    """Over a cable time runs to the end that may take it."""
    blueprint = decide(text)
    taking = {device.name: device.upstream for device in devices(blueprint)}
    pairs = list(cables(blueprint))
    both = {switch for pair in pairs for switch, _ in pair}
    reached = set(text["clock"]["sources"])
    for _ in range(2 * len(blueprint.fabric.tiers)):
        reached |= {
            far for pair in pairs for (near, _), (far, port) in (pair, pair[::-1])
            if near in reached and port in taking[far]
        }  # fmt: skip
    parts = connected(pairs, set(text["clock"]["sources"]))
    assert reached >= parts & both


def connected(pairs, start):
    found, before = set(start), None
    while found != before:
        before = set(found)
        found |= {other for (one, _), (two, _) in pairs for near, other in ((one, two), (two, one)) if near in found}
    return found


@settings(max_examples=60, deadline=None)
@given(clocked())
def test_no_host_port_takes_time_but_a_grandmasters(text):
    blueprint = decide(text)
    hosts = {
        device.name: {port.name for port in device.ports if device.profiles[port.profile].facing == "host"}
        for device in devices(blueprint)
    }
    sources = text["clock"]["sources"]
    for device in devices(blueprint):
        wanted = {PORT} if device.name in sources else set()
        assert device.upstream & hosts[device.name] == wanted


@settings(max_examples=60, deadline=None)
@given(growths())
def test_growth_moves_no_clock(pages):
    """A leaf that is there before and after takes time from the same ports; new links may come."""
    before, after = pages
    leaf = next(device.name for device in devices(decide(before)))
    first = decide(timed(before, [leaf]))
    old = {device.name: device for device in devices(first)}
    new = {device.name: device for device in devices(decide(timed(after, [leaf]), first.lock))}
    for name, device in old.items():
        assert device.upstream <= new[name].upstream
        assert not (new[name].upstream - device.upstream) & {port.name for port in device.ports}


def test_without_a_clock_no_port_takes_time():
    found = devices(decide(page({"leaves": 2, "spines": 2})))
    assert {(device.clock, device.upstream) for device in found} == {(None, frozenset())}
