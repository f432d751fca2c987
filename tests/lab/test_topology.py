import pytest

from fabricgen.lab import Cable, Host, InvalidLabError, Lab, Management, Switch
from fabricgen.lab.topology import lab_of, namespace, node_of, port_problem

LEAF = Switch("leaf1", {"frr.conf": ""})
SPINE = Switch("spine1", {"frr.conf": ""})
CABLE = Cable("leaf1", "swp1", "spine1", "swp1")

BROKEN = {
    "lab name": (
        ("Moe_a", (LEAF,), ()),
        "lab name 'Moe_a': use up to 20 of a-z, 0-9 and '-', starting with a letter",
    ),
    "switch name": (
        ("a", (Switch("leaf.1", {"frr.conf": ""}),), ()),
        "name 'leaf.1': use up to 48 letters, digits, '-' and '_', starting with a letter",
    ),
    "same name twice": (
        ("a", (LEAF, LEAF), ()),
        "name 'leaf1' is given to 2 machines; names must differ",
    ),
    "switch and host of one name": (
        ("a", (LEAF,), (), (Host("leaf1", ()),)),
        "name 'leaf1' is given to 2 machines; names must differ",
    ),
    "no configuration": (
        ("a", (Switch("leaf1", {"daemons": ""}),), ()),
        "switch 'leaf1' has no frr.conf",
    ),
    "file elsewhere": (
        ("a", (Switch("leaf1", {"frr.conf": "", "../passwd": ""}),), ()),
        "switch 'leaf1': '../passwd' is not a plain file name",
    ),
    "cable to nowhere": (
        ("a", (LEAF,), (CABLE,)),
        "a cable ends at 'spine1', which is neither a switch nor a host of this lab",
    ),
    "two cables in a port": (
        ("a", (LEAF, SPINE), (CABLE, CABLE._replace(b_port="swp2"))),
        "leaf1:swp1 has 2 cable ends; a port takes one",
    ),
    "host without cable": (
        ("a", (LEAF,), (), (Host("h", (("eth1", "10.0.0.1/31"),)),)),
        "host 'h': 10.0.0.1/31 is on port 'eth1', which has no cable",
    ),
    "management address left out": (
        ("a", (LEAF,), (), (), Management("192.0.2.1/24", {})),
        "switch 'leaf1' has no management address",
    ),
    "management address twice": (
        ("a", (LEAF,), (), (), Management("192.0.2.1/24", {"leaf1": "192.0.2.1/24"})),
        "management address 192.0.2.1/24 is given 2 times; addresses must differ",
    ),
    "cable in the management port": (
        (
            "a",
            (LEAF, SPINE),
            (CABLE._replace(a_port="eth0"),),
            (),
            Management("192.0.2.1/24", {"leaf1": "192.0.2.2/24", "spine1": "192.0.2.3/24"}),
        ),
        "leaf1:eth0 is the management port; a cable can't end there",
    ),
}


@pytest.mark.parametrize(("words", "message"), BROKEN.values(), ids=BROKEN)
def test_a_lab_that_cannot_be_built_says_why(words, message):
    with pytest.raises(InvalidLabError) as refused:
        Lab(*words)
    assert refused.value.problems == (message,)


def test_all_problems_are_told_at_once():
    with pytest.raises(InvalidLabError) as refused:
        Lab("A", (Switch("1", {}),), ())
    assert str(refused.value) == (
        "lab 'A' can't be built:\n"
        "  - lab name 'A': use up to 20 of a-z, 0-9 and '-', starting with a letter\n"
        "  - name '1': use up to 48 letters, digits, '-' and '_', starting with a letter\n"
        "  - switch '1' has no frr.conf"
    )


PLAIN = "use letters, digits, '.', '-' and '_', from a letter to a digit, such as swp1"


@pytest.mark.parametrize(
    ("port", "reason"),
    [
        ("swp1", ""),
        ("Ethernet0", ""),
        ("eth1.100", ""),
        ("fifteen-letter1", ""),
        ("sixteen-letters1", "16 characters, but Linux takes 15; map it to a shorter one such as swp1"),
        ("Ethernet1/1", PLAIN),
        ("up", PLAIN),  # words of `ip`, and what it takes for their beginning
        ("a", PLAIN),
        ("lo", PLAIN),
        ("swp 1", PLAIN),
        ("1", PLAIN),
        ("swp1\n", PLAIN),
    ],
)
def test_port_names(port, reason):
    assert port_problem(port) == reason


def test_a_namespace_tells_its_lab_and_node():
    space = namespace("moe-a", "leaf_1")
    assert (space, lab_of(space), node_of("moe-a", space)) == ("fabricgen_moe-a_leaf_1", "moe-a", "leaf_1")


@pytest.mark.parametrize("foreign", ["leaf1", "fabricgen", "fabricgen_moe", "other_moe_leaf1", ""])
def test_foreign_namespaces_are_not_ours(foreign):
    assert lab_of(foreign) == ""


def test_a_lab_is_not_another_whose_name_it_begins():
    assert lab_of(namespace("moe", "a")) != lab_of(namespace("moe-a", "a"))


def test_a_lab_knows_the_cables_of_a_switch():
    other = Cable("leaf1", "swp2", "h", "eth1")
    lab = Lab("a", (LEAF, SPINE), (CABLE, other), (Host("h", (("eth1", "10.0.0.1/31"),)),))
    assert lab.cables_of("spine1") == (CABLE,)
    assert lab.nodes == ("leaf1", "spine1", "h")
