"""A policy lists traffic that another word of the same list covers.

Bad::

    policies: [{from: acme, to: storage, allow: [tcp, tcp/443]}]

Good::

    policies: [{from: acme, to: storage, allow: [tcp/443, tcp/2049]}]

What it means: one of the two is a mistake: either less was to be open, or the narrow one is superfluous.

Source: the page itself.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.findings import Finding

CODE = "FG344"


def check(page: Page) -> Iterator[Finding]:
    for index, policy in enumerate(page.intent.policies or ()):
        for narrow in policy.traffic:
            wide = next((one for one in policy.traffic if one != narrow and one.covers(narrow)), None)
            if wide is not None:
                yield Finding(
                    CODE,
                    f"{narrow} is part of {wide}, and the policy lists both",
                    path=("policies", index, "allow" if policy.allow else "deny"),
                    label=f"{wide} covers {narrow}",
                    help=f"drop {narrow}, or {wide} if less is meant",
                )
