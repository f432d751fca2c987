"""The ways that are expected are those that BGP finds: compared with every switch telling its neighbours, in rounds."""

from array import array
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import decide, page, sizes

from fabricgen.device import facts
from fabricgen.fabric import UNUSED
from fabricgen.platforms import PLATFORMS
from fabricgen.rollout.paths import graph_of, towards

PORT_NAME = {name: platform.port_name for name, platform in PLATFORMS.items()}


def tiers_of(size, spine_asns):
    text = page(size)
    text["underlay"]["spine_asns"] = spine_asns
    decided = decide(text)
    return facts(decided.intent, decided.fabric, decided.allocation, decided.lock, PORT_NAME)


def unplugged(fabric, cables):
    peer = array("i", fabric.peer)
    for cable in cables:
        peer[cable.lower] = peer[cable.upper] = UNUSED
    return replace(fabric, peer=peer)


def rewired(fabric, order):
    """The cables of the top layer meet their upper ports in another order."""
    peer, top = array("i", fabric.peer), fabric.tiers[-1].first_port
    cables = [cable for cable in fabric.cables() if cable.upper >= top]
    uppers = sorted((cable.upper for cable in cables), key=order)
    for cable, upper in zip(cables, uppers, strict=True):
        peer[cable.lower], peer[upper] = upper, cable.lower
    return replace(fabric, peer=peer)


def neighbours(fabric):
    found = {switch: set() for switch in range(fabric.switches)}
    for cable in fabric.cables():
        lower, upper = fabric.end(cable.lower).switch, fabric.end(cable.upper).switch
        found[lower].add(upper)
        found[upper].add(lower)
    return found


def spoken(fabric, asns, destination, marked):
    """Switch → those that it forwards to, after as many rounds of BGP as there are switches.

    A route is (AS path, went down before). Each switch tells one of its shortest, never up what came down if that is
    marked; it takes none with its own number in it (RFC 4271, section 9.1.2), and uses all shortest.
    """
    around = neighbours(fabric)
    best = {destination: ((asns[destination],), False)}
    towards_ = {}
    for _ in range(fabric.switches):
        heard = {}
        for speaker, (path, down) in best.items():
            for listener in around[speaker]:
                upwards = listener > speaker
                own = asns[listener]
                if listener != destination and own not in path and not (marked and down and upwards):
                    heard.setdefault(listener, []).append((len(path), speaker, ((own, *path), not upwards)))
        before = dict(best)
        for listener, told in heard.items():
            shortest = min(length for length, _, _ in told)
            chosen = [row for row in sorted(told) if row[0] == shortest]
            towards_[listener] = tuple(speaker for _, speaker, _ in chosen)
            best[listener] = chosen[0][2]
        for listener in set(best) - set(heard) - {destination}:
            del best[listener], towards_[listener]
        if best == before:
            break
    return towards_


@given(sizes(), st.sampled_from(["shared", "unique"]), st.data())
@settings(max_examples=60)
def test_every_way_of_a_whole_fabric(size, spine_asns, data):
    about = tiers_of(size, spine_asns)[0]
    graph = graph_of(about.fabric, about.asns, frozenset())
    destination = data.draw(st.integers(0, about.fabric.switches - 1))
    found = {switch: tuple(sorted(ways)) for switch, ways in towards(graph, destination)}
    assert found == spoken(about.fabric, about.asns, destination, marked=spine_asns == "unique")


@given(sizes(), st.sampled_from(["shared", "unique"]), st.data())
@settings(max_examples=100)
def test_every_way_of_a_fabric_with_cables_missing(size, spine_asns, data):
    """With unique numbers a tie may decide whether there is a way round: then nothing is expected."""
    about = tiers_of(size, spine_asns)[0]
    cables = list(about.fabric.cables())
    fabric = unplugged(about.fabric, data.draw(st.lists(st.sampled_from(cables), max_size=len(cables) // 2)))
    graph = graph_of(fabric, about.asns, frozenset())
    destination = data.draw(st.integers(0, fabric.switches - 1))
    found = {switch: tuple(sorted(ways)) for switch, ways in towards(graph, destination)}
    told = spoken(fabric, about.asns, destination, marked=spine_asns == "unique")
    assert found.items() <= told.items()
    assert spine_asns == "unique" or found == told


@given(sizes(), st.sampled_from(["shared", "unique"]), st.data())
@settings(max_examples=150)
def test_every_way_that_is_expected_of_a_fabric_with_cables_elsewhere(size, spine_asns, data):
    """With cables that cross groups, a tie may decide with shared numbers too."""
    about = tiers_of(size, spine_asns)[0]
    seed = data.draw(st.randoms(use_true_random=False))
    fabric = rewired(about.fabric, lambda _: seed.random())
    cables = list(fabric.cables())
    fabric = unplugged(fabric, data.draw(st.lists(st.sampled_from(cables), max_size=len(cables) // 3)))
    graph = graph_of(fabric, about.asns, frozenset())
    destination = data.draw(st.integers(0, fabric.switches - 1))
    found = {switch: tuple(sorted(ways)) for switch, ways in towards(graph, destination)}
    assert found.items() <= spoken(fabric, about.asns, destination, marked=spine_asns == "unique").items()
