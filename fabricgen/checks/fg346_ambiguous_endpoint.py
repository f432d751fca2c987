"""A policy or a chain names something that the page has twice: as a VRF, as a tier or as a service.

Bad::

    vrfs: {training: {id: 1}}
    tiers: {training: {id: 0, vrf: training}}
    policies: [{from: training, to: any, deny: tcp/22}]

Good::

    vrfs: {training: {id: 1}}
    tiers: {tier-00: {id: 0, vrf: training}}
    policies: [{from: training, to: any, deny: tcp/22}]

What it means: the policy could be about the one or about the other. For a chain `wan` is what is outside the fabric,
so nobody else on its page may be called that.

Source: the page itself.
"""

from collections.abc import Iterator

from fabricgen.checks.chains import ends
from fabricgen.checks.plan import Page
from fabricgen.checks.policies import places
from fabricgen.device.reach import Path
from fabricgen.findings import Finding
from fabricgen.intent import Intent
from fabricgen.intent.chains import WAN

CODE = "FG346"


def check(page: Page) -> Iterator[Finding]:
    intent = page.intent
    for place in places(intent):
        yield from _told(place.endpoint, place.path, _meanings(intent, place.endpoint))
    for end in ends(intent):
        outside = ["what is outside the fabric"] if end.endpoint == WAN else []
        yield from _told(end.endpoint, end.path, [*outside, *_meanings(intent, end.endpoint)])


def _told(name: str, path: Path, meanings: list[str]) -> Iterator[Finding]:
    if len(meanings) > 1:
        message = f"{name} is {' and '.join(meanings)}"
        yield Finding(CODE, message, path=path, label="which of them?", help="give one of them another name")


def _meanings(intent: Intent, name: str) -> list[str]:
    groups = (
        ("a VRF", intent.vrfs),
        ("a tier", intent.tiers),
        ("a service", intent.services),
        ("a gateway", intent.gateways),
    )
    return [word for word, group in groups if name in group]
