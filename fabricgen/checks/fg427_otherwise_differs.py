"""Two appliances of a leaf differ in what becomes of packets without them.

Bad::

    appliances:
      fw-a: {leaf: leaf-p00-03, port: swp7, address: 10.9.0.1/31, otherwise: drop}
      lb-1: {leaf: leaf-p00-03, port: swp8, address: 10.9.0.3/31, otherwise: forward}

Good::

    appliances:
      fw-a: {leaf: leaf-p00-03, port: swp7, address: 10.9.0.1/31, otherwise: drop}
      lb-1: {leaf: leaf-p00-03, port: swp8, address: 10.9.0.3/31, otherwise: drop}

What it means: all other switches know the leaf as their next hop, not what is behind it; and a chain whose first
appliance may be missing would lead past its firewall without it.

Source: the page itself.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.device.vrf_chains import plain
from fabricgen.findings import Finding

CODE = "FG427"


def check(page: Page) -> Iterator[Finding]:
    first: dict[str, str] = {}
    redirected = {name for chain in plain(page.intent) for name in chain.through}
    known = {name: row for name, row in page.intent.appliances.items() if name in redirected}
    for name, row in known.items():
        other = first.setdefault(row.leaf, name)
        if known[other].otherwise != row.otherwise:
            words = (row.otherwise or "not said", known[other].otherwise or "not said")
            message = f"what becomes of packets without {name} is {words[0]}, and without {other} {words[1]}"
            yield Finding(
                CODE, message, path=("appliances", name), label=f"both are at {row.leaf}",
                help="write the same for both, or plug them into different leaves",
            )  # fmt: skip
