"""VRFs that share a service have the same addresses, so an answer wouldn't know where to go.

Who uses a service and the VRF that has it know each other's addresses, and so does everyone who uses a service of the
same VRF. All of these have to differ. VRFs that don't meet may have the same addresses; a user may also let the
service know only some of its prefixes, then only these have to differ.

Bad::

    vrfs:
      acme: {id: 1, pool: 10.0.0.0/16, reach: [storage]}
      blue: {id: 2, pool: 10.0.0.0/16, reach: [storage]}

Good::

    vrfs:
      acme: {id: 1, pool: 10.0.0.0/16, reach: {storage: [10.0.0.0/20]}}
      blue: {id: 2, pool: 10.0.0.0/16, reach: {storage: [10.0.16.0/20]}}

Source: RFC 4364, section 11: VPNs that overlap in an extranet need unambiguous addresses.
"""

from collections.abc import Iterator
from typing import NamedTuple

from fabricgen.checks.plan import Page
from fabricgen.device.reach import SHARED_POOL, Import, Path, both, meeting, own
from fabricgen.device.vrf_chains import handed_to
from fabricgen.findings import Finding
from fabricgen.intent import Intent
from fabricgen.intent.words import Prefix

CODE = "FG323"


class Known(NamedTuple):
    """Addresses of a VRF, as another one knows them."""

    of: str
    prefix: Prefix
    path: Path


def check(page: Page) -> Iterator[Finding]:
    told: set[frozenset[str]] = set()
    handed = handed_to(page.intent)
    for name in page.intent.vrfs:
        known = _known(page.intent, name, handed[name])
        for one, other in ((known[lower], known[upper]) for lower, upper in meeting([row.prefix for row in known])):
            pair = frozenset((one.of, other.of))
            if len(pair) > 1 and pair not in told and not _dealt(one, other):
                told.add(pair)
                yield _ambiguous(name, one, other)


def _known(intent: Intent, name: str, imported: list[Import]) -> list[Known]:
    """Own addresses and those that are handed to it, each once: a user may be known for many services."""
    rows = [Known(name, row.prefix, row.path) for row in own(intent, name)]
    for each in imported:
        path = _path(intent, each)
        rows += [Known(each.source, prefix, path) for prefix in _handed(intent, each)]
    return list(dict.fromkeys(rows))


def _handed(intent: Intent, each: Import) -> Iterator[Prefix]:
    """Of what may be handed on, that which is there."""
    for row in own(intent, each.source):
        yield from (common for prefix in each.prefixes if (common := both(prefix, row.prefix)) is not None)


def _path(intent: Intent, each: Import) -> Path:
    if each.forth:
        return ("services", each.service, "prefixes")
    if intent.vrfs[each.source].shares.get(each.service):
        return ("vrfs", each.source, "reach", each.service)
    return next((row.path for row in own(intent, each.source)), ("vrfs", each.source))


def _dealt(one: Known, other: Known) -> bool:
    """Those that are dealt from the pool of all hosts have each their own place in it."""
    return one.path == other.path == SHARED_POOL


def _ambiguous(where: str, one: Known, other: Known) -> Finding:
    return Finding(
        CODE,
        f"in the VRF {where}, {other.prefix.text} of {other.of} and {one.prefix.text} of {one.of} overlap",
        path=other.path,
        label=f"overlaps {one.of}",
        help="give them different addresses, or let the service know only some: reach: {SERVICE: [PREFIX, ...]}",
    )
