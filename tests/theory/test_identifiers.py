import re

import pytest

from fabricgen.theory import identifiers as i


@pytest.mark.parametrize(
    ("write", "arguments", "expected"),
    [
        (i.route_distinguisher, (0x0A00_0001, 7), "10.0.0.1:7"),
        (i.route_distinguisher, (0xC000_02FF, 65_535), "192.0.2.255:65535"),
        (i.route_target, (64_600, 1_000_007), "64600:1000007"),
        (i.route_target, (65_535, 16_777_215), "65535:16777215"),
        (i.route_target, (4_200_000_000, 65_535), "4200000000:65535"),
        (i.l3vni, (7,), 1_000_007),
        (i.l2vni, (0, 10), 2_000_010),
        (i.l2vni, (1, 10), 2_004_106),
        (i.tier_vlan, (100, 1, 9), 141),
        (i.tier_vlan, (31, 126, 31), 4_094),
    ],
)
def test_identifiers(write, arguments, expected):
    assert write(*arguments) == expected


@pytest.mark.parametrize(
    ("write", "arguments", "message"),
    [
        (i.route_distinguisher, (1, 65_536), "65536 is not a VRF behind an IPv4 address: 1 to 65535"),
        (i.route_distinguisher, (1, 0), "0 is not a VRF behind an IPv4 address: 1 to 65535"),
        (i.route_distinguisher, (1 << 32, 1), "4294967296 is not the loopback: 0 to 4294967295"),
        (
            i.route_target,
            (4_200_000_000, 65_536),
            (
                "4200000000:65536 does not fit a route target: a 4-byte AS number leaves 16 bits; "
                "give the fabric a 2-byte number (1 to 65535)"
            ),
        ),
        (i.route_target, (64_600, 16_777_216), "16777216 is not a VNI: 1 to 16777215"),
        (i.route_target, (0, 1), "0 is not the first half of a route target: 1 to 4294967295"),
        (i.l3vni, (65_536,), "65536 is not a VRF: 1 to 65535"),
        (i.l2vni, (0, 4095), "4095 is not a VLAN: 1 to 4094"),
        (i.l2vni, (3_607, 1), "3607 is not a region: 0 to 3606"),
        (i.tier_vlan, (100, 0, 32), "32 is not a tier: 0 to 31"),
        (i.tier_vlan, (100, 128, 0), "128 is not a region slot: 0 to 127"),
        (i.tier_vlan, (4_000, 3, 0), "4096 is not a VLAN: 1 to 4094"),
    ],
)
def test_what_does_not_fit_is_refused(write, arguments, message):
    with pytest.raises(i.IdentifierError, match=f"^{re.escape(message)}$"):
        write(*arguments)


def test_32_tiers_fit_127_disjoint_regions():
    vlans = {i.tier_vlan(1, slot, tier) for slot in range(127) for tier in range(32)}
    assert len(vlans) == 127 * 32
