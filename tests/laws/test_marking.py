"""DSCPs at a border, whatever classes there are and whatever the WAN calls them."""

from hypothesis import assume, given
from hypothesis import strategies as st

from fabricgen.device.features.marking import inward, marked, members, outward, own
from fabricgen.intent.lossless import TrafficClass

REST = "other"
DSCP = st.integers(0, 63)


@st.composite
def borders(draw):
    """Classes, and a marking that the rules let pass."""
    dscps = draw(st.lists(st.sets(DSCP, min_size=1, max_size=4), max_size=5))
    classes, taken = {}, set()
    for number, found in enumerate(dscps):
        if found - taken:
            classes[f"class-{number}"] = TrafficClass(dscp=sorted(found - taken), priority=number + 1)
            taken |= found
    classes[REST] = TrafficClass()
    named = draw(st.lists(st.sampled_from(sorted(classes)), unique=True, max_size=len(classes)))
    kept = {dscp for name, row in classes.items() if name not in named for dscp in row.dscp}
    kept |= set() if REST in named else {own(classes)[REST]}
    marking = {name: draw(DSCP) for name in named}
    assume(len(set(marking.values())) == len(marking) and not kept & set(marking.values()))
    return classes, marking


@given(borders())
def test_a_dscp_on_the_link_is_of_one_class(border):
    classes, marking = border
    out, names = outward(classes, marking), members(classes)
    meant = {}
    for dscp, name in enumerate(names):
        assert meant.setdefault(out[dscp], name) == name
    assert all(meant[dscp] == name for name, dscp in marking.items())


@given(borders())
def test_what_leaves_comes_back_into_its_class(border):
    classes, marking = border
    out, back, names = outward(classes, marking), inward(classes, marking), members(classes)
    assert [names[back[out[dscp]]] for dscp in range(64)] == list(names)


@given(borders())
def test_classes_that_nobody_names_keep_their_dscps(border):
    classes, marking = border
    out, names = outward(classes, marking), members(classes)
    for dscp, name in enumerate(names):
        if name not in marking and (classes[name].dscp or dscp not in marking.values()):
            assert out[dscp] == dscp


@given(borders())
def test_nobody_outside_gets_into_a_class_by_what_it_is_called_inside(border):
    classes, marking = border
    back, names = inward(classes, marking), members(classes)
    assert {names[back[dscp]] for dscp in range(64) if dscp not in marking.values()}.isdisjoint(marking.keys() - {REST})


@given(borders())
def test_the_queues_are_those_of_the_classes(border):
    classes, marking = border
    found = marked(classes, marking, "east", "swp1")
    queues = dict(found.queues)
    for dscp, name in enumerate(members(classes)):
        assert queues.get(dict(found.outward).get(dscp, dscp), classes[REST].priority) == classes[name].priority


@given(borders())
def test_without_marking_nothing_changes(border):
    classes, _ = border
    assert outward(classes, {}) == inward(classes, {}) == tuple(range(64))
