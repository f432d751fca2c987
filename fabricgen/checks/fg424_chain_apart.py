"""A chain leads through appliances at different leaves.

Bad::

    appliances:
      fw-a: {leaf: leaf-p00-02, port: swp8, address: 10.9.0.1/31, otherwise: drop}
      lb-1: {leaf: leaf-p00-03, port: swp8, address: 10.9.0.3/31, otherwise: drop}
    chains: [{from: tier-00, to: wan, through: [fw-a, lb-1]}]

Good::

    appliances:
      fw-a: {leaf: leaf-p00-03, port: swp7, address: 10.9.0.1/31, otherwise: drop}
      lb-1: {leaf: leaf-p00-03, port: swp8, address: 10.9.0.3/31, otherwise: drop}
    chains: [{from: tier-00, to: wan, through: [fw-a, lb-1]}]

What it means: between two leaves a packet passes a spine, and comes down to the first leaf by the same port before the
chain and, if its destination is there, behind it. The leaf could not tell, and packets would go round. Between VRFs
packets are known by the VRF that they are in, and appliances may be anywhere.

Source: RFC 7665, section 3, as for FG423.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.device.vrf_chains import crosses
from fabricgen.findings import Finding

CODE = "FG424"


def check(page: Page) -> Iterator[Finding]:
    known = page.intent.appliances
    for index, chain in enumerate(page.intent.chains):
        if crosses(page.intent, chain):
            continue
        first = known.get(chain.through[0])
        for row, name in enumerate(chain.through):
            if first is not None and name in known and known[name].leaf != first.leaf:
                message = f"{name} is at {known[name].leaf}, and {chain.through[0]} of the same chain at {first.leaf}"
                yield Finding(
                    CODE, message, path=("chains", index, "through", row), label=f"not at {first.leaf}",
                    help="plug all appliances of a chain into one leaf",
                )  # fmt: skip
