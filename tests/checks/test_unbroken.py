"""Rules that no page can break today: each is given what would break it."""

from dataclasses import replace
from pathlib import Path

import pytest

from fabricgen.checks import (
    fg205_headroom_too_small,
    fg308_standard_community,
    fg705_no_unnumbered,
    fg706_no_vrfs,
    fg711_no_password,
    fg724_no_ospf,
    fg725_no_ospf_key,
    fg730_no_policies,
    fg733_no_own_filter,
    fg745_no_vrf_ospf,
)
from fabricgen.checks.overlays import ENDS, instead_of_evpn, instead_of_vrf_lite
from fabricgen.device.model import Mark
from fabricgen.intent.overlay import Overlay
from fabricgen.judge import planned
from fabricgen.kinds import load

GOOD = Path(__file__).parent / "good"


def plan(page, **unable):
    """The plan of a sound page, on platforms that can't do something."""
    found = planned(load(GOOD / f"{page}.yml"))
    return found._replace(
        capabilities={name: replace(able, by_model=(), **unable) for name, able in found.capabilities.items()}
    )


def told(rule, about):
    return [(finding.code, finding.message, finding.path, finding.label, finding.help) for finding in rule.check(about)]


def test_headroom_below_the_floor_of_the_wire():
    sound = plan("plain")
    leaf = sound.tiers[0]
    profiles = tuple(replace(each, headroom=replace(each.headroom, xoff_bytes=60_000)) for each in leaf.profiles)
    assert told(fg205_headroom_too_small, sound) == []
    assert told(fg205_headroom_too_small, sound._replace(tiers=(replace(leaf, profiles=profiles),))) == [
        (
            "FG205",
            f"ports of 400G on leaves would lose {lost:,} bytes during a pause",
            ("cabling",),
            "",
            "shorten the cables of this layer, or make its classes lossy (ECN alone)",
        )
        for lost in (18_016, 31_516)  # 78,016 at 3 m and 91,516 at 30 m, with an MTU of 9214 + 22
    ]


def test_a_raised_mtu_counts_for_headroom():
    profile = plan("plain").tiers[0].profiles[0]
    short = replace(profile, headroom=replace(profile.headroom, xoff_bytes=78_016))
    assert fg205_headroom_too_small.missing(short, 9214) == 0
    assert fg205_headroom_too_small.missing(short, 9215) == 2


@pytest.mark.parametrize(
    ("mark", "fits"),
    [
        (Mark(65_000, 911), True),
        (Mark(65_534, 65_535), True),
        (Mark(65_535, 911), False),
        (Mark(4_200_000_000, 911), False),
        (Mark(65_000, 65_536), False),
    ],
)
def test_what_a_standard_community_holds(mark, fits):
    assert fg308_standard_community.fits(mark) is fits


def test_the_mark_of_valleys_is_a_standard_community():
    assert told(fg308_standard_community, plan("unnumbered")) == []


def test_no_unnumbered_sessions():
    about = plan("unnumbered", no_unnumbered="it wants addresses")
    assert told(fg705_no_unnumbered, about) == [
        (
            "FG705",
            "4 leaves and 2 spines run eos, which has no unnumbered BGP sessions",
            ("underlay", "links"),
            "it wants addresses",
            "write links: /31 and give a link_pool",
        )
    ]


def test_no_vrfs():
    assert told(fg706_no_vrfs, plan("trunk")) == []
    assert told(fg706_no_vrfs, plan("trunk", no_vrfs="one table is all it has")) == [
        (
            "FG706",
            "4 leaves run eos, which has no VRFs",
            ("vrfs",),
            "one table is all it has",
            "drop them: then all hosts are in the default VRF",
        )
    ]


def test_the_nearest_platform_that_can():
    found = plan("trunk")
    unable = replace(found.capabilities["eos"], no_vrfs="one table is all it has")
    (finding,) = fg706_no_vrfs.check(found._replace(capabilities={**found.capabilities, "eos": unable}))
    assert finding.help.startswith("sonic on the same arista-7060x6-64pe has it; or ")


def test_no_password():
    found = plan("plain", no_password="it signs nothing")
    underlay = found.intent.underlay.model_copy(update={"password": "env:BGP_KEY"})
    intent = found.intent.model_copy(update={"underlay": underlay})
    about = found._replace(blueprint=found.blueprint._replace(intent=intent))
    assert told(fg711_no_password, about) == [
        (
            "FG711",
            "4 leaves and 2 spines run eos, which has no password for BGP sessions",
            ("underlay", "password"),
            "it signs nothing",
            "drop the password",
        )
    ]


def over_ospf(**unable):
    """The plain page with OSPF and a key for it."""
    found = plan("plain", **unable)
    words = found.intent.underlay.ospf.model_copy(update={"key": "env:OSPF_KEY"})
    underlay = found.intent.underlay.model_copy(update={"routing": "ospf", "ospf": words})
    intent = found.intent.model_copy(update={"underlay": underlay})
    return found._replace(blueprint=found.blueprint._replace(intent=intent))


def test_no_ospf():
    assert told(fg724_no_ospf, plan("plain", no_ospf="it knows BGP alone")) == []
    assert told(fg724_no_ospf, over_ospf(no_ospf="")) == []
    assert told(fg724_no_ospf, over_ospf(no_ospf="it knows BGP alone")) == [
        (
            "FG724",
            "4 leaves and 2 spines run eos, which has no OSPF",
            ("underlay", "routing"),
            "it knows BGP alone",
            "write routing: bgp",
        )
    ]


def test_no_key_of_ospf():
    assert told(fg725_no_ospf_key, over_ospf(no_ospf="", no_ospf_key="")) == []
    assert told(fg725_no_ospf_key, over_ospf(no_ospf="no OSPF at all", no_ospf_key="so no key")) == []
    assert told(fg725_no_ospf_key, over_ospf(no_ospf="", no_ospf_key="it signs nothing")) == [
        (
            "FG725",
            "4 leaves and 2 spines run eos, which has no key for OSPF",
            ("underlay", "ospf", "key"),
            "it signs nothing",
            "drop the key",
        )
    ]


def test_no_ospf_in_vrfs():
    def lite(**unable):
        found = over_ospf(**unable)
        intent = found.intent.model_copy(update={"overlay": Overlay(kind="vrf-lite")})
        return found._replace(blueprint=found.blueprint._replace(intent=intent))

    assert told(fg745_no_vrf_ospf, over_ospf(no_vrf_ospf="one instance is all it has")) == []
    assert told(fg745_no_vrf_ospf, lite(no_vrf_ospf="")) == []
    assert told(fg745_no_vrf_ospf, lite(no_vrf_ospf="one instance is all it has", no_vrf_lite="no tags")) == []
    assert told(fg745_no_vrf_ospf, lite(no_vrf_ospf="one instance is all it has")) == [
        (
            "FG745",
            "4 leaves and 2 spines run eos, which has no OSPF inside VRFs",
            ("underlay", "routing"),
            "one instance is all it has",
            "write routing: bgp",
        )
    ]


def test_no_kind_of_overlay_leads_to_one_that_is_refused():
    lite, evpn = {"no_vrf_lite": "no tags"}, {"no_evpn": "no routes"}
    assert instead_of_evpn(plan("plain")) == "write kind: vrf-lite"
    assert instead_of_evpn(over_ospf(no_vrf_ospf="")) == "write kind: vrf-lite"
    assert instead_of_evpn(over_ospf(no_vrf_ospf="one instance")) == instead_of_evpn(plan("plain", **lite)) == ENDS
    assert instead_of_vrf_lite(plan("plain")) == "write kind: evpn"
    assert instead_of_vrf_lite(plan("plain", **evpn)) == instead_of_vrf_lite(over_ospf()) == ENDS
    assert instead_of_vrf_lite(plan("plain", no_vtep="no tunnels")) == ENDS


def test_no_policies():
    found = plan("plain", no_policies="it filters nothing")
    assert told(fg730_no_policies, found) == []
    assert told(fg730_no_policies, _saying(found, policies=())) == [
        (
            "FG730",
            "4 leaves run eos, which has no access lists",
            ("policies",),
            "it filters nothing",
            "leave policies out",
        )
    ]


def test_no_filter_of_its_own():
    found = plan("plain", no_login_filter="it lets everyone try", no_control_filter="it hears everything")
    management = found.intent.management.model_copy(update={"allow": (found.intent.management.prefix,)})
    assert told(fg733_no_own_filter, found) == []
    assert told(fg733_no_own_filter, _saying(found, management=management, control_plane="closed")) == [
        (
            "FG733",
            "4 leaves and 2 spines run eos, which has no access list of its management",
            ("management", "allow"),
            "it lets everyone try",
            "leave allow out, and guard the management network where it begins",
        ),
        (
            "FG733",
            "4 leaves and 2 spines run eos, which has no filter of its control plane",
            ("control_plane",),
            "it hears everything",
            "leave it open",
        ),
    ]


def _saying(found, **words):
    return found._replace(blueprint=found.blueprint._replace(intent=found.intent.model_copy(update=words)))
