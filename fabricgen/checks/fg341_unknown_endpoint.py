"""A policy, a service or a VRF's reach names somebody whom the page doesn't have.

Bad::

    vrfs: {acme: {id: 1}, blue: {id: 2}}
    policies: [{from: acme, to: bleu, allow: tcp/443}]

Good::

    vrfs: {acme: {id: 1}, blue: {id: 2}}
    policies: [{from: acme, to: blue, allow: tcp/443}]

What it means: the entry would match nobody, and what it should open or close would be left to the default.

Source: the page itself.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.checks.policies import ends, is_name, places
from fabricgen.findings import Finding, nearest
from fabricgen.intent.policies import ANY

CODE = "FG341"


def check(page: Page) -> Iterator[Finding]:
    known = ends(page.intent)
    for place in places(page.intent):
        if is_name(place.endpoint) and place.endpoint not in known:
            yield Finding(
                CODE,
                f"nobody on the page is called {place.endpoint}",
                path=place.path,
                label=nearest(place.endpoint, [*known, ANY]),
                help="name a VRF, tier, service, gateway, `default` (hosts outside all VRFs), an IPv4 prefix, or any",
            )
