"""Two multihomed hosts have the same id.

The id is the number of the port channel, the same on all leaves of a host, and what its Ethernet segment and the LACP
system id of its leaves are made from.

Bad::

    multihomed:
      disks-a: {id: 1, ports: [leaf-p00-00:swp7, leaf-p00-01:swp7], tier: tier-00}
      disks-b: {id: 1, ports: [leaf-p00-00:swp8, leaf-p00-01:swp8], tier: tier-00}

Good::

    multihomed:
      disks-a: {id: 1, ports: [leaf-p00-00:swp7, leaf-p00-01:swp7], tier: tier-00}
      disks-b: {id: 2, ports: [leaf-p00-00:swp8, leaf-p00-01:swp8], tier: tier-00}

What it means: leaves would take two hosts for one and send either what is meant for the other.

Source: RFC 7432, section 5: an Ethernet segment identifier is unique network wide.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.findings import Finding

CODE = "FG326"


def check(page: Page) -> Iterator[Finding]:
    owners: dict[int, str] = {}
    for name, host in page.intent.multihomed.items():
        owner = owners.setdefault(host.id, name)
        if owner != name:
            free = next(number for number in range(1, len(owners) + 2) if number not in owners)
            yield Finding(
                CODE,
                f"{owner} and {name} both have the id {host.id}",
                path=("multihomed", name, "id"),
                help=f"give each an id of its own, such as {free}",
            )
