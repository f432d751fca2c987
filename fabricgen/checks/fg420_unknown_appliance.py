"""A chain leads through an appliance that the page doesn't have, or an appliance that no chain leads through.

Bad::

    appliances: {fw-a: {leaf: leaf-p00-03, port: swp8, address: 10.9.0.1/31, otherwise: drop}}
    chains: [{from: tier-00, to: wan, through: [fw-b]}]

Good::

    chains: [{from: tier-00, to: wan, through: [fw-a]}]

What it means: packets would pass without being looked at.

Source: RFC 7665 (service function chaining), section 2.3: a chain is made of functions that there are.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.findings import Finding, Severity, nearest

CODE = "FG420"


def check(page: Page) -> Iterator[Finding]:
    known, used = page.intent.appliances, set()
    for index, chain in enumerate(page.intent.chains):
        for row, name in enumerate(chain.through):
            used.add(name)
            if name not in known:
                message = f"chain {index + 1} leads through {name}, which the page doesn't have"
                label = nearest(name, known)
                path = ("chains", index, "through", row)
                yield Finding(CODE, message, path=path, label=label, help="write it under appliances")
    for name in known if used <= known.keys() else ():
        if name not in used:
            message, help_ = f"no chain leads through {name}", "name it in a chain, or drop it"
            yield Finding(CODE, message, path=("appliances", name), help=help_, severity=Severity.WARNING)
