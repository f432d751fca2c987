"""Two things have the same number where each needs its own.

A leaf refuses routes that carry its own ASN (loop detection), so two leaves of one ASN can't reach each other. A
VRF's number is part of its route distinguisher, a tier's number gives its VLAN: two of the same would be one.

Bad::

    vrfs: {acme: {id: 1}, blue: {id: 1}}

Good::

    vrfs: {acme: {id: 1}, blue: {id: 2}}

Source: RFC 4271, section 9.1.2 (AS loop detection); RFC 4364, section 4.2 (route distinguishers).
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from fabricgen.checks.exceptions import author
from fabricgen.checks.plan import Plan, several
from fabricgen.device.features.tenancy import tier_ids, vrf_ids
from fabricgen.findings import Finding

CODE = "FG303"


def check(plan: Plan) -> Iterator[Finding]:
    intent, lock = plan.intent, plan.blueprint.lock
    yield from _twins("vrfs", "VRFs", vrf_ids(intent.vrfs, lock))
    yield from _twins("tiers", "tiers", tier_ids(intent.tiers, lock))
    yield from _asns(plan)
    if intent.management.vrf in intent.vrfs:
        message = f"the VRF {intent.management.vrf} is also the one of the management port"
        help_ = "give one of them another name: customers must not reach the management of the switches"
        yield Finding(CODE, message, path=("vrfs", intent.management.vrf), label="management.vrf", help=help_)


def _twins(table: str, noun: str, ids: Mapping[str, int]) -> Iterator[Finding]:
    by_number: dict[int, list[str]] = {}
    for name, number in ids.items():
        by_number.setdefault(number, []).append(name)
    for number, names in by_number.items():
        if len(names) > 1:
            message = f"the {noun} {' and '.join(names)} have the same id {number}"
            help_ = "give each its own id, or leave it out: then the next free one is taken and remembered"
            yield Finding(CODE, message, path=(table, names[-1], "id"), label=f"taken by {names[0]}", help=help_)


def _asns(plan: Plan) -> Iterator[Finding]:
    """Only exceptions can break what position arithmetic keeps apart."""
    leaf = plan.tiers[0]
    own = range(leaf.tier.first, leaf.tier.first + leaf.tier.count)
    declared = {switch: row.asn for switch, row in leaf.deviations.items() if row.asn is not None and switch in own}
    if not declared or "leaf" in plan.intent.underlay.allowas_in or plan.intent.underlay.routing != "bgp":
        return
    uses = Counter(leaf.asns[own.start : own.stop])
    for asn in sorted({asn for asn in declared.values() if uses[asn] > 1}):
        switches = [switch for switch in own if leaf.asns[switch] == asn]
        row = author(plan, next(switch for switch in switches if switch in declared), "asn")
        yield Finding(
            CODE,
            f"{uses[asn]} leaves would have the ASN {asn}: {several([leaf.names[switch] for switch in switches])}",
            path=("exceptions", row, "asn"),
            label="one leaf each",
            help="leaves of one ASN refuse each other's routes: select one leaf, and take an ASN that no position has",
        )
