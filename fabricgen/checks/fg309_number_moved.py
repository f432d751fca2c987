"""A number changes, or is given to somebody else.

The lock file remembers the ids that were handed out, also those of names that are gone. Declaring another id for a
name renumbers something that works; taking a number that was another's makes old and new mean the same on the wire.

Bad::

    vrfs: {acme: {id: 7}}         # fabricgen.lock: acme has 5

Good::

    vrfs: {acme: {id: 5}}         # or no id at all

Source: aristanetworks/avd issue 744 shows what renumbering does to those who run the fabric.
"""

from collections.abc import Iterator, Mapping

from fabricgen.allocation.lock import FILE
from fabricgen.checks.plan import Page
from fabricgen.findings import Finding

CODE = "FG309"


def check(page: Page) -> Iterator[Finding]:
    vrfs = {name: vrf.id for name, vrf in page.intent.vrfs.items()}
    tiers = {name: tier.id for name, tier in page.intent.tiers.items()}
    yield from _moved("vrfs", vrfs, page.stored.vrfs)
    yield from _moved("tiers", tiers, page.stored.tiers)


def _moved(table: str, declared: Mapping[str, int | None], stored: Mapping[str, int]) -> Iterator[Finding]:
    owners = {number: name for name, number in stored.items()}
    for name, number in declared.items():
        path = (table, name, "id")
        if number is None:
            continue
        if stored.get(name, number) != number:
            message = f"{name} had the number {stored[name]} and would now have {number}"
            help_ = f"write {stored[name]} or nothing; to renumber on purpose, change {FILE} in the same review"
            yield Finding(CODE, message, path=path, label=f"{stored[name]} in {FILE}", help=help_)
        elif owners.get(number, name) != name:
            message = f"the number {number} was handed out to {owners[number]}, and {name} would take it"
            help_ = "take a number that nobody ever had, or leave it out"
            yield Finding(CODE, message, path=path, label=f"{owners[number]} in {FILE}", help=help_)
