"""An identifier of the overlay doesn't fit the field that carries it.

A route target of type 0 is a number of two bytes and four bytes behind it, which hold a VNI. Behind a number of four
bytes, such as a private AS number of RFC 6996's upper range, two are left, and a VNI would be cut: some switches do so
silently, and two VRFs become one. A VNI has 24 bits. A route distinguisher is a loopback and two bytes: ids of VRFs up
to 61439, and above them the VLANs of stretched tiers.

Bad::

    overlay: {kind: evpn, number: 4200000000}

Good::

    overlay: {kind: evpn, number: 64512}

Source: RFC 4360, section 3.1; RFC 5668; RFC 4364, section 4.2; RFC 7348, section 5; FRRouting/frr issue 5507;
aristanetworks/avd issue 109.
"""

from collections.abc import Iterator

from fabricgen.allocation.overlay import SEGMENT_BASE, TARGET_NUMBER_MAX, VNI_MAX
from fabricgen.checks.plan import Plan
from fabricgen.device.features.overlay import Scheme
from fabricgen.findings import Finding

CODE = "FG317"
AS_TRANS = 23_456


def check(plan: Plan) -> Iterator[Finding]:
    scheme = plan.tiers[0].overlay
    if scheme is not None and scheme.evpn:
        yield from _number(scheme)
        yield from _ids(scheme)
        yield from _vnis(scheme)


def _number(scheme: Scheme) -> Iterator[Finding]:
    number = scheme.identifiers.number
    why = None
    if number > TARGET_NUMBER_MAX:
        why = "it takes four bytes, and the two that are left would cut every VNI"
    elif number in {AS_TRANS, TARGET_NUMBER_MAX}:
        why = "it is reserved (RFC 6793, RFC 7300)"
    if why is not None:
        yield Finding(
            CODE,
            f"route targets can't begin with {number}: {why}",
            path=("overlay", "number"),
            label=f"1 to {TARGET_NUMBER_MAX - 1}",
            help="take a number of the fabric's own from 64512 to 65534; no AS number has to be the same",
        )


def _ids(scheme: Scheme) -> Iterator[Finding]:
    for name, number in scheme.vrfs.items():
        if number >= SEGMENT_BASE:
            yield Finding(
                CODE,
                f"the VRF {name} has the id {number}, and from {SEGMENT_BASE} on route distinguishers are VLANs'",
                path=("vrfs", name),
                label=f"at most {SEGMENT_BASE - 1}",
                help="declare a lower id",
            )


def _vnis(scheme: Scheme) -> Iterator[Finding]:
    numbers, intent = scheme.identifiers, scheme.intent
    highest = max(scheme.vrfs.values(), default=0)
    if numbers.vrf_vni(highest) > VNI_MAX:
        yield _beyond("l3vni", numbers.vrf_vni(highest), f"the VRF with the id {highest}")
    vlans = [scheme.allocation.vlan(number, 32) for name, number in scheme.tiers.items() if intent.tiers[name].stretch]
    if vlans and numbers.segment_vni(max(vlans)) > VNI_MAX:
        yield _beyond("l2vni", numbers.segment_vni(max(vlans)), f"VLAN {max(vlans)}")


def _beyond(word: str, vni: int, of: str) -> Finding:
    return Finding(
        CODE,
        f"the VNI of {of} would be {vni:,}, and a VNI is at most {VNI_MAX:,}",
        path=("overlay", word),
        help=f"choose a lower {word}",
    )
