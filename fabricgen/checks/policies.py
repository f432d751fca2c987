"""What rules about policies share: who the endpoints are, and which of them lies within which."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from fabricgen.intent import Intent
from fabricgen.intent.policies import ANY, OUTSIDE_VRFS, Policy
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


def within(intent: Intent, inner: str, outer: str) -> bool:
    """Whether all of `inner` is part of `outer`, by what the page says."""
    if outer in (ANY, inner):
        return True
    if "/" in inner and "/" in outer:
        return prefix_of(outer).covers(prefix_of(inner))
    return inner in intent.tiers and (intent.tiers[inner].vrf or OUTSIDE_VRFS) == outer


def title(index: int, policy: Policy) -> str:
    """Policies count from 1 for a reader."""
    return f"policy {index + 1}, from {policy.from_} to {policy.to},"


def deciding(intent: Intent, index: int) -> dict[int, Policy] | None:
    """The earlier policies that leave nothing for this one; None when something is left."""
    mine = intent.policies[index] if intent.policies else None
    earlier = list(enumerate(intent.policies or ()))[:index]
    found: dict[int, Policy] = {}
    for traffic in mine.traffic if mine else ():
        above = next(
            (
                (number, policy)
                for number, policy in earlier
                if mine is not None
                and within(intent, mine.from_, policy.from_)
                and within(intent, mine.to, policy.to)
                and any(wide.covers(traffic) for wide in policy.traffic)
            ),
            None,
        )
        if above is None:
            return None
        found[above[0]] = above[1]
    return found
