"""A chain is from or to somebody whose packets can't be told by their addresses in the default VRF.

Bad::

    gateways: {east: {id: 1, leaf: leaf-p00-00, port: swp8, asn: 65010, address: 203.0.113.1/31}}
    chains: [{from: tier-00, to: east, through: [fw-a]}]

Good::

    chains: [{from: tier-00, to: wan, through: [fw-a]}]

What it means: packets are told apart by source and destination. A chain from A to A would look the same in both
directions; one to a gateway can't be told from one to another gateway. Inside a VRF routes know destinations only: what
passes through an appliance goes from one VRF into another.

Source: RFC 1104, section 2 (policy by source and destination); RFC 4364: a VRF has routes of its own.
"""

from collections.abc import Iterator, Mapping

from fabricgen.checks.chains import End, ends, named, title
from fabricgen.checks.plan import Plan
from fabricgen.checks.policies import tables
from fabricgen.device.features.access import block, meet, narrower
from fabricgen.device.features.chains import blocks, inside
from fabricgen.device.features.chains import ends as addresses
from fabricgen.device.features.segments import Ground
from fabricgen.device.model import Block
from fabricgen.device.vrf_chains import crosses, sides
from fabricgen.findings import Finding, nearest
from fabricgen.intent.chains import WAN, Chain
from fabricgen.intent.policies import ANY
from fabricgen.intent.words import prefix_of

CODE = "FG425"
PAIR = "chains of VRFs are from a whole VRF to a service that it shares, or to wan; or the other way round"
WHO = "name a tier, a service, a VRF, an IPv4 prefix, `default` for the hosts outside all VRFs, wan, or any"


def check(plan: Plan) -> Iterator[Finding]:
    intent = plan.intent
    if not intent.chains:
        return
    ground = plan.tiers[0].ground
    known = addresses(ground)
    wrong = {end.path: finding for end in ends(intent) if (finding := _wrong(plan, end, known)) is not None}
    yield from wrong.values()
    for index, chain in enumerate(intent.chains):
        if not crosses(intent, chain) and not {("chains", index, "from"), ("chains", index, "to")} & wrong.keys():
            one, other = (blocks(known, end) for end in (chain.from_, chain.to))
            apart = len({ANY, WAN} & {chain.from_, chain.to}) == 1 and chain.from_ != chain.to
            if not apart and any(meet(a, b) for a in one for b in other):
                message = f"{title(index, chain)} has packets that are of both ends"
                help_ = "questions and answers are told apart by their addresses: name ends that share none"
                yield Finding(CODE, message, path=("chains", index, "to"), help=help_)
    yield from _abroad(plan, ground)


def _abroad(plan: Plan, ground: Ground) -> Iterator[Finding]:
    """A prefix of the WAN that is to talk to the WAN."""
    for end in ends(plan.intent):
        chain = plan.intent.chains[end.number]
        if "/" in end.endpoint and WAN in (chain.from_, chain.to):
            own = block(prefix_of(end.endpoint))
            if not any(narrower(own, one) == own for one in inside(ground)):
                message = f"{end.endpoint} is not in the fabric, and neither is wan"
                yield Finding(CODE, message, path=end.path, help="name a tier, a service, or a prefix of hosts.pool")


def _known(chain: Chain, homes: Mapping[str, str | None]) -> bool:
    return all(end in homes or end in (ANY, WAN) or "/" in end for end in (chain.from_, chain.to))


def _wrong(plan: Plan, end: End, known: dict[str, tuple[Block, ...]]) -> Finding | None:
    if not named(end):
        return None
    homes = tables(plan.intent)
    if end.endpoint in plan.intent.gateways and end.endpoint not in homes:
        message = f"{end.endpoint} is a gateway, and packets don't say by which gateway they will leave"
        return Finding(CODE, message, path=end.path, help="write wan, for what is outside the fabric")
    if end.endpoint not in homes:
        message = f"nobody on the page is called {end.endpoint}"
        return Finding(CODE, message, path=end.path, label=nearest(end.endpoint, [*homes, WAN, ANY]), help=WHO)
    chain = plan.intent.chains[end.number]
    if crosses(plan.intent, chain) and sides(plan.intent, chain) is None and _known(chain, homes):
        where = homes[end.endpoint]
        place = f"in the VRF {where}" if where else "in no VRF, and the other end is in one"
        return Finding(CODE, f"{end.endpoint} is {place}", path=end.path, help=PAIR)
    if homes[end.endpoint] is None and not known.get(end.endpoint):
        help_ = "tiers have addresses with hosts.attach: trunk and hosts.pool"
        return Finding(CODE, f"{end.endpoint} has no addresses", path=end.path, label="nobody is there", help=help_)
    return None
