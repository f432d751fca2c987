"""A policy names something that the page has twice: as a VRF, as a tier or as a service.

Bad::

    vrfs: {training: {id: 1}}
    tiers: {training: {id: 0, vrf: training}}
    policies: [{from: training, to: any, deny: tcp/22}]

Good::

    vrfs: {training: {id: 1}}
    tiers: {tier-00: {id: 0, vrf: training}}
    policies: [{from: training, to: any, deny: tcp/22}]

What it means: the policy could be about the one or about the other.

Source: the page itself.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.checks.policies import places
from fabricgen.findings import Finding
from fabricgen.intent import Intent

CODE = "FG346"


def check(page: Page) -> Iterator[Finding]:
    for place in places(page.intent):
        meanings = _meanings(page.intent, place.endpoint)
        if len(meanings) > 1:
            yield Finding(
                CODE,
                f"{place.endpoint} is {' and '.join(meanings)}",
                path=place.path,
                label="which of them?",
                help="give one of them another name",
            )


def _meanings(intent: Intent, name: str) -> list[str]:
    groups = (
        ("a VRF", intent.vrfs),
        ("a tier", intent.tiers),
        ("a service", intent.services),
        ("a gateway", intent.gateways),
    )
    return [word for word, group in groups if name in group]
