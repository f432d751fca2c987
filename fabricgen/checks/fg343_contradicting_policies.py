"""A policy says the opposite of an earlier one about the same traffic, so it never decides.

Bad::

    policies:
      - {from: acme, to: storage, deny: tcp}
      - {from: acme, to: storage, allow: tcp/443}

Good::

    policies:
      - {from: acme, to: storage, allow: tcp/443}
      - {from: acme, to: storage, deny: tcp}

What it means: whoever reads the second line believes something that doesn't hold.

Source: the first policy that fits a packet decides.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.checks.policies import decided, title
from fabricgen.findings import Finding

CODE = "FG343"


def check(page: Page) -> Iterator[Finding]:
    for index, policy, above in decided(page.intent):
        if all(other.action != policy.action for other in above.values()):
            number = min(above)
            yield Finding(
                CODE,
                f"{title(index, policy)} contradicts policy {number + 1}, which comes first and decides",
                path=("policies", index, "allow" if policy.allow else "deny"),
                label=f"policy {number + 1} says {'deny' if policy.allow else 'allow'}",
                help=f"put it before policy {number + 1} if it is the exception, or drop one of them",
            )
