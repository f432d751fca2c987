"""What rules about policies share: who the endpoints are, and which of them lies within which."""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import NamedTuple

from fabricgen.intent import Intent
from fabricgen.intent.policies import ANY, OUTSIDE_VRFS, Policy, Traffic
from fabricgen.intent.words import prefix_of

ENDS = (("from", "from_"), ("to", "to"))
"""As the page has them, and as the model does."""


class Place(NamedTuple):
    """One end of a policy on the page."""

    path: tuple[str | int, ...]
    endpoint: str


def places(intent: Intent) -> Iterator[Place]:
    for index, policy in enumerate(intent.policies or ()):
        yield from (Place(("policies", index, word), getattr(policy, field)) for word, field in ENDS)


def is_name(endpoint: str) -> bool:
    return endpoint != ANY and "/" not in endpoint


def tables(intent: Intent) -> Mapping[str, str | None]:
    """The VRF of every endpoint with a name, None for the default one."""
    found: dict[str, str | None] = {OUTSIDE_VRFS: None}
    found |= {name: service.vrf for name, service in intent.services.items()}
    found |= {name: tier.vrf for name, tier in intent.tiers.items()}
    return found | {name: name for name in intent.vrfs}


def ends(intent: Intent) -> Mapping[str, str | None]:
    """The same with WAN routers, which policies can name."""
    return {**dict.fromkeys(intent.gateways), **tables(intent)}


def title(index: int, policy: Policy) -> str:
    """Policies count from 1 for a reader."""
    return f"policy {index + 1}, from {policy.from_} to {policy.to},"


class Decided(NamedTuple):
    """A policy that earlier ones, `above`, leave nothing for."""

    number: int
    """Its place in the table, from 0."""
    policy: Policy
    above: Mapping[int, Policy]


def decided(intent: Intent) -> Iterator[Decided]:
    """Looked up by both ends and traffic, so that long tables cost what they are long."""
    policies = intent.policies or ()
    outer, wider = _outer(intent), _wider(policies)
    first: dict[tuple[str, str, Traffic], int] = {}
    for index, policy in enumerate(policies):
        ends = tuple(product(outer[policy.from_], outer[policy.to]))
        keys = ([(*pair, wide) for pair in ends for wide in wider[traffic]] for traffic in policy.traffic)
        above = [min((first[key] for key in row if key in first), default=index) for row in keys]
        if index not in above:
            yield Decided(index, policy, {number: policies[number] for number in above})
        for traffic in policy.traffic:
            first.setdefault((policy.from_, policy.to, traffic), index)


def silenced(intent: Intent) -> Iterator[tuple[int, Policy, int]]:
    """Policies that allow questions whose answers an earlier one denies, and the number of that one. Answers go to any
    port, so only a denial of all ports is meant. None where a policy above lets some of them through, or denies the
    questions as well.
    """
    policies = intent.policies or ()
    outer, idle = _outer(intent), {index for index, *_ in decided(intent)}
    first: dict[tuple[str, str], int] = {}
    denied: dict[tuple[str, str, str], int] = {}
    for index, policy in enumerate(policies):
        if policy.action == "deny":
            for traffic in policy.traffic:
                if not traffic.ported:
                    denied.setdefault((policy.from_, policy.to, traffic.protocol), index)
            continue
        back = tuple(product(outer[policy.to], outer[policy.from_]))
        kinds = {"all", *(traffic.protocol for traffic in policy.traffic)}
        above = [denied[key] for pair in back for kind in kinds if (key := (*pair, kind)) in denied]
        open_ = [first[pair] for pair in back if pair in first]
        if above and index not in idle and min(above) < min(open_, default=index):
            yield index, policy, min(above)
        for ends in ((policy.from_, policy.to), (policy.to, policy.from_)):
            first.setdefault(ends, index)


def _outer(intent: Intent) -> Mapping[str, tuple[str, ...]]:
    """For each end of a policy all ends that it is part of, by what the page says."""
    named = {place.endpoint for place in places(intent)}
    blocks = {(block.first, block.length): text for text in named if "/" in text for block in (prefix_of(text),)}
    return {inner: (ANY, inner, *_around(intent, inner, blocks)) for inner in named}


def _around(intent: Intent, inner: str, blocks: Mapping[tuple[int, int], str]) -> Iterator[str]:
    """The VRF of a tier; the prefixes that a prefix lies in."""
    if inner in intent.tiers:
        yield intent.tiers[inner].vrf or OUTSIDE_VRFS
    if "/" in inner:
        first, length, *_ = prefix_of(inner)
        around = ((first >> 32 - shorter << 32 - shorter, shorter) for shorter in range(length))
        yield from (blocks[block] for block in around if block in blocks)


def _wider(policies: tuple[Policy, ...]) -> Mapping[Traffic, tuple[Traffic, ...]]:
    """For each kind of traffic in the table all kinds that cover it; a single port covers itself alone."""
    kinds = {traffic for policy in policies for traffic in policy.traffic}
    wide = [traffic for traffic in kinds if traffic.first != traffic.last]
    return {traffic: (traffic, *(other for other in wide if other.covers(traffic))) for traffic in kinds}
