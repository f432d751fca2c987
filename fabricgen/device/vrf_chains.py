"""Service chains between VRFs, by the page alone: which VRFs packets are in before, between and behind appliances.

An appliance has one link in each of two VRFs, and routes lead through it. So no switch redirects anything, and none has
to tell whether a packet has been there. What a leak would hand to a user of a service comes by these routes instead.
"""

from collections.abc import Iterator
from typing import NamedTuple

from fabricgen.device.reach import Import, imports, own
from fabricgen.intent import Intent
from fabricgen.intent.chains import WAN, Arm, Chain
from fabricgen.intent.steering import DEFAULT_ROUTE
from fabricgen.intent.words import Prefix


class Step(NamedTuple):
    """An appliance, and its links on the side of the user and on that of the service."""

    appliance: str
    near: Arm
    far: Arm


class VrfChain(NamedTuple):
    """From the VRF `user` to a service, or to the WAN. `vrfs` has one more than `steps`: what packets are in before the
    first appliance, between two, behind the last. `mine` are the addresses of the user, `theirs` those that it uses.
    `number` is the chain's on the page, from 0.
    """

    number: int
    user: str
    service: str
    vrfs: tuple[str, ...]
    steps: tuple[Step, ...]
    mine: tuple[Prefix, ...]
    theirs: tuple[Prefix, ...]

    @property
    def ends(self) -> Iterator[tuple[str, Arm]]:
        """Links of its appliances, each with the VRF that it is in."""
        for number, step in enumerate(self.steps):
            yield self.vrfs[number], step.near
            yield self.vrfs[number + 1], step.far


def home(intent: Intent, end: str) -> str | None:
    """The VRF of one end of a chain; None for the default one."""
    if end in intent.vrfs:
        return end
    if end in intent.services:
        return intent.services[end].vrf
    return intent.tiers[end].vrf if end in intent.tiers else None


def crosses(intent: Intent, chain: Chain) -> bool:
    """Whether it begins or ends in a VRF."""
    return home(intent, chain.from_) is not None or home(intent, chain.to) is not None


def plain(intent: Intent) -> tuple[Chain, ...]:
    """Chains of the default VRF, which are redirected."""
    return tuple(chain for chain in intent.chains if not crosses(intent, chain))


def sides(intent: Intent, chain: Chain) -> tuple[str, str] | None:
    """Whose packets, a VRF, and what for: a service, or wan; None where the ends are no such pair."""
    for user, service in ((chain.from_, chain.to), (chain.to, chain.from_)):
        if user in intent.vrfs and (service == WAN or service in intent.services):
            return user, service
    return None


def gaps(chain: Chain) -> int:
    """VRFs that it needs beside those of its ends. The WAN is in none: its gateways need one."""
    return len(chain.through) - (WAN not in (chain.from_, chain.to))


def vrf_chains(intent: Intent) -> tuple[VrfChain, ...]:
    """What isn't whole on the page is left to the checks."""
    found = (_vrf_chain(intent, index, chain) for index, chain in enumerate(intent.chains))
    return tuple(one for one in found if one is not None)


def _vrf_chain(intent: Intent, index: int, chain: Chain) -> VrfChain | None:
    pair, steps = sides(intent, chain), tuple(_steps(intent, chain))
    if pair is None or len(steps) < len(chain.through) or len(chain.between) != gaps(chain):
        return None
    user, service = pair
    onward = 1 if chain.from_ == user else -1
    shares, asked = intent.vrfs[user].shares, intent.services.get(service)
    vrfs = (user, *chain.between[::onward], *(() if asked is None else (asked.vrf,)))
    if not set(vrfs) <= intent.vrfs.keys() or (asked is not None and service not in shares):
        return None
    mine = shares.get(service) or tuple(row.prefix for row in own(intent, user))
    theirs = (DEFAULT_ROUTE,) if asked is None else asked.prefixes
    return VrfChain(index, user, service, vrfs, steps[::onward], mine, theirs)


def _steps(intent: Intent, chain: Chain) -> Iterator[Step]:
    """Packets of `from` go in by the first link and come out by `outside`."""
    asks = chain.from_ in intent.vrfs
    for name in chain.through:
        row = intent.appliances.get(name)
        if row is not None and row.outside is not None:
            yield Step(name, row, row.outside) if asks else Step(name, row.outside, row)


def leaving(intent: Intent, vrf: str | None) -> str | None:
    """The VRF with the gateways of a VRF's tiers: another one where a chain leads to the WAN."""
    ends = {vrf, WAN}
    rows = ((index, chain) for index, chain in enumerate(intent.chains) if {chain.from_, chain.to} == ends)
    found = (_vrf_chain(intent, *row) for row in rows)
    return next((one.vrfs[-1] for one in found if one is not None), vrf)


def leaked(intent: Intent) -> tuple[Import, ...]:
    """What is handed from VRF to VRF inside switches, past all appliances."""
    return _past(intent, vrf_chains(intent))


def _past(intent: Intent, chains: tuple[VrfChain, ...]) -> tuple[Import, ...]:
    chained = {(chain.user, chain.service) for chain in chains}
    return tuple(row for row in imports(intent) if (row.user, row.service) not in chained)


def handed(intent: Intent) -> tuple[Import, ...]:
    """What VRFs get to know of each other, by leaks or through appliances."""
    chains = vrf_chains(intent)
    return (*_past(intent, chains), *(row for chain in chains for row in _along(chain)))


def handed_to(intent: Intent) -> dict[str, list[Import]]:
    """The same by the VRF that gets to know it."""
    found: dict[str, list[Import]] = {vrf: [] for vrf in intent.vrfs}
    for row in handed(intent):
        found[row.into].append(row)
    return found


def _along(chain: VrfChain) -> Iterator[Import]:
    """Behind each appliance users are known; before each, the service is. The WAN's addresses are nobody's."""
    names = tuple(step.appliance for step in chain.steps)
    for passed, vrf in enumerate(chain.vrfs):
        if passed:
            yield Import(vrf, chain.user, chain.service, chain.mine, forth=False, by=names[:passed][::-1])
        if passed < len(names) and chain.service != WAN:
            yield Import(vrf, chain.vrfs[-1], chain.service, chain.theirs, forth=True, by=names[passed:])
