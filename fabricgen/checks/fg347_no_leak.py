"""A policy is about two VRFs that know nothing of each other.

Bad::

    vrfs: {acme: {id: 1, leaves: ["leaf-p00-00"]}, shared: {id: 2, leaves: ["leaf-p00-01"]}}
    services: {storage: {vrf: shared, prefixes: [10.200.0.0/24]}}
    policies: [{from: acme, to: storage, allow: tcp/443}]

Good::

    vrfs: {acme: {id: 1, leaves: ["leaf-p00-00"], reach: [storage]}, shared: {id: 2, leaves: ["leaf-p00-01"]}}
    services: {storage: {vrf: shared, prefixes: [10.200.0.0/24]}}
    policies: [{from: acme, to: storage, allow: tcp/443}]

What it means: no route leads from the one to the other, so there is nothing to allow, and nothing to deny.

Source: RFC 4364 section 1: what a VRF can reach is what its table has; services are the only thing that is handed on.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.checks.policies import is_name, tables, title
from fabricgen.findings import Finding
from fabricgen.intent import Intent

CODE = "FG347"


def check(page: Page) -> Iterator[Finding]:
    intent, homes = page.intent, tables(page.intent)
    for index, policy in enumerate(intent.policies or ()):
        ends = (policy.from_, policy.to)
        if not all(is_name(end) and end in homes for end in ends) or homes[policy.from_] == homes[policy.to]:
            continue
        if not _leaks(intent, *ends):
            asked = (
                policy.to if policy.to in intent.services else policy.from_ if policy.from_ in intent.services else None
            )
            yield Finding(
                CODE,
                f"{title(index, policy)} is about two VRFs without a leak between them",
                path=("policies", index),
                label="no route leads there",
                help=f"declare it: reach: [{asked}]"
                if asked
                else "declare a service in one, and reach it from the other",
            )


def _leaks(intent: Intent, one: str, other: str) -> bool:
    return _reaches(intent, one, other) or _reaches(intent, other, one)


def _reaches(intent: Intent, asking: str, asked: str) -> bool:
    """Whether the VRF of one end reaches the other end, or a service beside it."""
    homes = tables(intent)
    vrf = intent.vrfs.get(homes[asking] or "")
    shared = set(vrf.shares) & intent.services.keys() if vrf else set()
    if asked in intent.services:
        return asked in shared
    return any(intent.services[name].vrf == homes[asked] and asking not in intent.services for name in shared)
