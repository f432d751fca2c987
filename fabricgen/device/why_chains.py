"""Where redirects and routes through appliances come from: the chains of the page, and the ports of the appliances."""

from collections.abc import Iterator

from fabricgen.device.facts import Facts
from fabricgen.device.features.chains import APPLIANCE, Outline
from fabricgen.device.model import Device, Overlay, Port
from fabricgen.device.vrf_chains import VrfChain, crosses, vrf_chains
from fabricgen.device.why import Row
from fabricgen.intent import Intent
from fabricgen.intent.chains import Chain

AWAY = {
    "drop": "nothing passes without it",
    "forward": "packets are routed as if there were no chain",
    None: "the page says nothing: what the platform does by itself",
}


def why_chains(about: Facts, switch: int, device: Device) -> Iterator[Row]:
    """One row for each chain: where this switch sends its packets."""
    if device.redirection is not None and about.chains is not None:
        for index, chain in enumerate(about.intent.chains):
            if not crosses(about.intent, chain):
                yield _redirected(about, about.chains, switch, index, chain)
    if device.overlay is not None and about.tier.level == 0:
        for one in vrf_chains(about.intent):
            yield _routed(about.intent, device, device.overlay, one)


def _redirected(about: Facts, known: Outline, switch: int, index: int, chain: Chain) -> Row:
    first = known.intent.appliances[chain.through[0]]
    here = about.tier.level == 0 and about.names[switch] == first.leaf
    hop = first.address.far if here else known.loopbacks[known.names[first.leaf]]
    where = "at a port of this leaf" if here else f"at {first.leaf}, whose loopback this is"
    return _row(index, f"next hop {hop}", chain.from_, chain.to, chain.through, where)


def _routed(intent: Intent, device: Device, overlay: Overlay, one: VrfChain) -> Row:
    through = tuple(step.appliance for step in one.steps)
    here = {link.appliance for link in overlay.crossings} & set(through)
    hops = [
        f"{vrf.name}: {', '.join(dict.fromkeys(route.hop for route in vrf.statics))}"
        for vrf in overlay.vrfs
        if vrf.name in one.vrfs and vrf.statics
    ]
    places = ", ".join(f"{name} at {intent.appliances[name].leaf}" for name in through)
    where = f"{places}; from VRF to VRF: {', '.join(one.vrfs)}"
    value = "; ".join(hops) if here else f"learned by {'BGP' if device.ospf is None else 'OSPF'}"
    return _row(one.number, value, one.user, one.service, through, where)


def _row(index: int, value: str, from_: str, to: str, through: tuple[str, ...], where: str) -> Row:
    reason = f"packets from {from_} to {to} pass through {' and then '.join(through)}, {where}"
    return Row(f"chain {index + 1}", value, reason, ("chains", index))


def at_port(port: Port) -> str | None:
    """The appliance there."""
    kind, _, name = port.description.partition(":")
    return name if kind == APPLIANCE else None


def why_appliance(about: Facts, device: Device, port: Port, name: str) -> Iterator[Row]:
    row = about.intent.appliances[name]
    second = row.outside is not None and row.outside.port == port.name
    arm = row.outside if row.outside is not None and second else row
    path = ("appliances", name, "outside") if second else ("appliances", name)
    through = [str(index + 1) for index, chain in enumerate(about.intent.chains) if name in chain.through]
    yield Row("peer", port.description, "the appliance at this port", path)
    if port.address is not None:
        yield Row("address", arm.address.text, "this end of the link", (*path, "address"))
        yield Row("peer_address", arm.address.far, "the other end of the link, and the next hop", (*path, "address"))
    links = device.overlay.crossings if device.overlay else ()
    for link in (link for link in links if link.port == port.name):
        known = (*path, "vrfs", link.tagged.vrf) if link.tagged.vrf in arm.vrfs else (*path, "address")
        tag = f"in the VRF {link.tagged.vrf}, by the tag {link.tagged.vlan}"
        yield Row(f"address in {link.tagged.vrf}", link.tagged.address, f"this end of the link {tag}", known)
    yield Row("chains", ", ".join(through), f"those that lead through {name}", ("chains",))
    away = row.otherwise if port.address is not None else "drop"
    yield Row("otherwise", row.otherwise or "-", AWAY[away], ("appliances", name))
