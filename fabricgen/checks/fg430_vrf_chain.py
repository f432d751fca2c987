"""A chain of a VRF lacks something: the service isn't shared, an appliance has one link, a VRF between two is missing.

Bad::

    vrfs: {acme: {id: 1, pool: 10.1.0.0/16}, shared: {id: 9, pool: 10.200.0.0/16}}
    services: {storage: {vrf: shared, prefixes: [10.200.0.0/24]}}
    appliances: {fw-a: {leaf: leaf-p00-03, port: swp8, address: 10.9.0.1/31}}
    chains: [{from: acme, to: storage, through: [fw-a]}]

Good::

    overlay: {kind: evpn}
    vrfs: {acme: {id: 1, pool: 10.1.0.0/16, reach: [storage]}, shared: {id: 9, pool: 10.200.0.0/16}}
    services: {storage: {vrf: shared, prefixes: [10.200.0.0/24]}}
    appliances:
      fw-a: {leaf: leaf-p00-03, port: swp7, address: 10.9.0.1/31, outside: {port: swp8, address: 10.9.0.3/31}}
    chains: [{from: acme, to: storage, through: [fw-a]}]

What it means: an appliance stands between two VRFs with a link in each, and routes lead through it. Without the link
there is no way; between two appliances packets are in a VRF of their own; and no way leads past one that is away.

Source: RFC 4364, section 7 (a device with an interface in each of two VPNs); RFC 7665, section 3.
"""

from collections.abc import Iterable, Iterator

from fabricgen.checks.chains import Link, links
from fabricgen.checks.plan import Page
from fabricgen.device.vrf_chains import crosses, gaps, sides
from fabricgen.findings import Finding, nearest
from fabricgen.intent import Intent
from fabricgen.intent.chains import WAN, Chain

CODE = "FG430"


def check(page: Page) -> Iterator[Finding]:
    intent = page.intent
    for index, chain in enumerate(intent.chains):
        pair = sides(intent, chain)
        if pair is None:
            if chain.between and not crosses(intent, chain):
                message = f"chain {index + 1} is in no VRF, and nothing of it is between two"
                yield Finding(CODE, message, path=("chains", index, "between"), help="leave between out")
            continue
        yield from _shared(intent, index, *pair)
        yield from _between(intent, index, chain, pair)
        yield from _links(intent, index, chain)
    for link in links(intent):
        yield from (_unknown(link, vrf, intent.vrfs) for vrf in link.arm.vrfs if vrf not in intent.vrfs)
    if intent.overlay is None and any(sides(intent, chain) for chain in intent.chains):
        message = "chains lead from VRF to VRF, and without an overlay these end at their leaves"
        yield Finding(CODE, message, path=("chains",), help="write overlay: {kind: vrf-lite} or evpn")


def _unknown(link: Link, vrf: str, known: Iterable[str]) -> Finding:
    message = f"{link.appliance} has an address in the VRF {vrf}, which the page doesn't have"
    path = (*link.path, "vrfs", vrf)
    return Finding(CODE, message, path=path, label=nearest(vrf, known), help="write it under vrfs")


def _shared(intent: Intent, index: int, user: str, service: str) -> Iterator[Finding]:
    if service == WAN:
        if not any(tier.vrf == user and tier.gateways for tier in intent.tiers.values()):
            message = f"chain {index + 1} is from {user} to the WAN, and no tier of {user} has gateways"
            yield Finding(CODE, message, path=("chains", index), help="write gateways for its tiers")
    elif intent.services[service].vrf == user:
        message = f"chain {index + 1} is from {user} to {service}, which is in {user} itself"
        yield Finding(CODE, message, path=("chains", index), help="give the service a VRF of its own")
    elif service not in intent.vrfs[user].shares:
        message = f"chain {index + 1} is from {user} to {service}, which {user} doesn't share"
        help_ = f"write reach: [{service}] for {user}: all of what it reaches there then passes through the chain"
        yield Finding(CODE, message, path=("chains", index), help=help_)


def _between(intent: Intent, index: int, chain: Chain, pair: tuple[str, str]) -> Iterator[Finding]:
    user, service = pair
    path = ("chains", index, "between")
    wanted, there = gaps(chain), len(chain.between)
    if there != wanted:
        why = "one for each gap" if service != WAN else "one for each gap, and that of the gateways"
        message = f"chain {index + 1} needs {wanted} VRFs between its ends, and names {there}"
        yield Finding(CODE, message, path=path if chain.between else path[:2], label=why, help=_help(wanted))
    ends = {user} | ({intent.services[service].vrf} if service != WAN else set())
    for row, name in enumerate(chain.between):
        if name not in intent.vrfs:
            message = f"chain {index + 1} leads through the VRF {name}, which the page doesn't have"
            label = nearest(name, intent.vrfs)
            yield Finding(CODE, message, path=(*path, row), label=label, help="write it under vrfs")
        elif name in ends:
            message = f"chain {index + 1} would be in {name} on both sides of an appliance, and go round"
            yield Finding(CODE, message, path=(*path, row), help="name a VRF of its own")


def _help(wanted: int) -> str:
    return f"write between: [{', '.join(['VRF'] * wanted)}]" if wanted else "leave between out"


def _links(intent: Intent, index: int, chain: Chain) -> Iterator[Finding]:
    for row, name in enumerate(chain.through):
        appliance = intent.appliances.get(name)
        path = ("chains", index, "through", row)
        if appliance is not None and appliance.outside is None:
            message = f"{name} has one link, and chain {index + 1} needs one in each of two VRFs"
            yield Finding(CODE, message, path=path, help=f"write outside: {{port: ..., address: ...}} for {name}")
        if appliance is not None and appliance.otherwise == "forward":
            message = f"without {name} packets are to be forwarded, and between VRFs there is no other way"
            yield Finding(CODE, message, path=path, help=f"write otherwise: drop for {name}, or leave it out")
