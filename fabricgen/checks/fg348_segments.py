"""Segments are to be tiers, where that closes nothing.

Bad::

    hosts: {attach: routed, pool: 10.128.0.0/16}
    segments: tiers
    policies: [{from: acme, to: storage, allow: tcp/443}]

Good::

    hosts: {attach: trunk, pool: 10.128.0.0/12}
    tiers: {tier-00: {id: 0}, tier-01: {id: 1}}
    segments: tiers
    policies: [{from: tier-00, to: tier-01, allow: tcp/443}]

What it means: tiers are told apart by their VLAN, so hosts have to be in one; and without policies nothing is filtered.

Source: the page itself.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.findings import Finding

CODE = "FG348"


def check(page: Page) -> Iterator[Finding]:
    intent = page.intent
    if intent.segments != "tiers":
        return
    if intent.policies is None:
        message, help_ = "tiers are closed to each other by policies, and the page has none", "write policies: []"
        yield Finding(CODE, message, path=("segments",), label="nothing is filtered", help=help_)
    elif intent.hosts.attach != "trunk":
        message, help_ = "routed hosts are in no tier", "write segments: vrfs, or hosts.attach: trunk"
        yield Finding(CODE, message, path=("segments",), label="no tier has hosts", help=help_)
