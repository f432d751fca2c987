"""A policy never decides anything, because earlier ones say the same.

Bad::

    policies:
      - {from: acme, to: storage, allow: tcp}
      - {from: acme, to: storage, allow: tcp/443}

Good::

    policies:
      - {from: acme, to: storage, allow: tcp}

What it means: the entry costs a place in the table of every leaf and changes nothing.

Source: the first policy that fits a packet decides.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.checks.policies import decided, title
from fabricgen.findings import Finding, Severity

CODE = "FG342"


def check(page: Page) -> Iterator[Finding]:
    for index, policy, above in decided(page.intent):
        if any(other.action == policy.action for other in above.values()):
            numbers = " and ".join(str(number + 1) for number in sorted(above))
            yield Finding(
                CODE,
                f"{title(index, policy)} never decides: all of it is decided by policy {numbers} before",
                path=("policies", index),
                label=f"decided by {numbers}",
                help="drop it, or put it first if it is the exception",
                severity=Severity.WARNING,
            )
