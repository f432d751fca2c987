"""When differences are one: exactly, or but for values of the devices' own; and who stands out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabricgen.compare.difference import Line, Mark
from fabricgen.compare.differences import Differences, groups
from fabricgen.compare.shapes import KEPT_MOST, OWN, exact, shaped, united

OWN_VALUES = [
    ("ip address 10.0.0.1/31", ["10.0.0.1"]),
    ("ipv6 address 2001:db8::1/127", ["2001:db8::1"]),
    ("router bgp 4200000001", ["4200000001"]),
    ("neighbor 10.0.0.1 remote-as 64513", ["10.0.0.1", "64513"]),
    ("description spine-p00-01:Ethernet1/1", ["spine-p00-01:Ethernet1/1"]),
    ('"description": "host-p00-00-00:nic0",', ["host-p00-00-00:nic0"]),
    ("neighbor plane1-leaf-p00-s00-r3", ["plane1-leaf-p00-s00-r3"]),
    ("mtu 9214", []),
    ("interval 300 min-rx 300 multiplier 3", []),
    ("ingress headroom 65001000", []),
    ("set community 65000:911", []),
    ("interface Ethernet1/1", []),
    ("clock 12:30:15", []),
]


@pytest.mark.parametrize(("text", "values"), OWN_VALUES)
def test_values_of_a_devices_own(text, values):
    assert OWN.findall(text) == values


def changed(*texts):
    return tuple(Line(Mark.ADDED, 0, text) for text in texts)


def found(rows, sorting=shaped):
    return groups(
        united([sorting(f"leaf-p00-{number:02}", "eos", changed(*texts)) for number, texts in enumerate(rows)])
    )


def test_equal_lines_are_one_group_and_the_odd_one_is_first():
    odd, crowd = found([["mtu 9000"]] * 40 + [["mtu 1500"]])
    assert (odd.devices, odd.lines) == (("leaf-p00-40",), changed("mtu 1500"))
    assert (len(crowd.devices), crowd.variants, crowd.example) == (40, 1, None)


def test_an_odd_address_stands_for_itself():
    odd, crowd = found([["ntp server 192.0.2.1"]] * 40 + [["ntp server 192.0.2.9"]])
    assert odd.lines == changed("ntp server 192.0.2.9")
    assert len(crowd.devices) == 40


def test_renumbering_is_one_shape_with_an_example():
    (group,) = found([[f"ip address 10.0.0.{number}/31", "ntp server 192.0.2.1"] for number in range(8)])
    assert group.lines == changed("ip address …/31", "ntp server 192.0.2.1")
    assert (group.variants, len(group.devices)) == (8, 8)
    assert group.example == ("leaf-p00-00", changed("ip address 10.0.0.0/31", "ntp server 192.0.2.1"))


def test_two_devices_are_shown_each():
    assert [group.variants for group in found([["ip address 10.0.0.1/31"], ["ip address 10.0.0.3/31"]])] == [1, 1]


def test_beyond_what_is_remembered_there_is_one_shape():
    rows = [["ip address 10.0.0.9/31"]] * 90 + [[f"ip address 10.0.1.{number}/31"] for number in range(KEPT_MOST)]
    (group,) = found(rows)
    assert (group.variants, len(group.devices)) == (KEPT_MOST + 1, 90 + KEPT_MOST)


def test_all_shows_each():
    assert len(found([[f"ip address 10.0.0.{number}/31"] for number in range(8)], exact)) == 8


@given(
    st.lists(
        st.sampled_from(["mtu 1", "ip address 10.0.0.1", "ip address 10.0.0.2", "ip address 10.0.0.3"]), max_size=12
    ),
    st.integers(1, 5),
)
def test_portions_dont_matter(texts, size):
    each = [shaped(f"d{number:02}", "eos", changed(text)) for number, text in enumerate(texts)]
    portions = [united(each[at : at + size]) for at in range(0, len(each), size)]
    assert groups(united(portions)) == groups(united(each))


def test_who_is_odd():
    both = found([["mtu 9000"]] * 40 + [["mtu 1500"]])
    differences = Differences("a", "b", both, (), (), (), "", 0, (), {})
    assert [differences.is_odd(group) for group in both] == [True, False]
