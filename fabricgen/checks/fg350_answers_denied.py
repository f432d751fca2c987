"""The answers to what a policy allows are denied by an earlier one.

Bad::

    policies:
      - {from: storage, to: any, deny: all}
      - {from: acme, to: storage, allow: tcp/443}

Good::

    policies:
      - {from: acme, to: storage, allow: tcp/443}
      - {from: storage, to: any, deny: all}

What it means: acme asks, and hears nothing. Lists remember no sessions, so an answer is a packet like any other, and
the first line that fits it decides.

Source: the first policy that fits a packet decides.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.checks.policies import silenced, title
from fabricgen.findings import Finding, Severity

CODE = "FG350"


def check(page: Page) -> Iterator[Finding]:
    for index, policy, above in silenced(page.intent):
        yield Finding(
            CODE,
            f"{title(index, policy)} allows questions whose answers policy {above + 1}, which comes first, denies",
            path=("policies", index, "allow"),
            label=f"policy {above + 1} denies what {policy.to} sends to {policy.from_}",
            help=f"put it before policy {above + 1}: answers pass then, and the rest is denied as before",
            severity=Severity.WARNING,
        )
