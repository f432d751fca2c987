"""An access list becomes longer than its numbers reach, or than the chip can hold.

Bad::

    policies: [{from: acme, to: storage, allow: [tcp/1, tcp/3, tcp/5, ...]}]     # by the thousand

Good::

    policies: [{from: acme, to: storage, allow: tcp/1-65535}]

What it means: the switch would refuse the list, or hold it in software, or drop what it can't look up.

Source: NVUE numbers rules up to 65535; what a chip holds stands in the hardware catalogue where a source says so.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Plan
from fabricgen.device.features.policies import DEFAULTS
from fabricgen.findings import Finding

CODE = "FG349"
LAST = 65_535


def check(plan: Plan) -> Iterator[Finding]:
    guard = plan.tiers[0].guard
    for listed in (*guard.lists.values(), *guard.borders.values()) if guard else ():
        written = [entry for entry in listed.entries if entry.number < DEFAULTS]
        if not _numbered([entry.number for entry in listed.entries]):
            yield Finding(
                CODE,
                f"the access list {listed.name} has {len(listed.entries):,} entries, more than can be numbered",
                path=("policies",),
                label=f"{len(written):,} of them could be",
                help="write ranges of ports and wider prefixes",
            )


def _numbered(numbers: list[int]) -> bool:
    """Whether each has one of its own; an entry may take the next number too."""
    return numbers == sorted(set(numbers)) and numbers[-1] < LAST
