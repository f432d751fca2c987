"""Where redirects come from: the chains of the page, and the ports at which their appliances are."""

from collections.abc import Iterator

from fabricgen.device.facts import Facts
from fabricgen.device.model import Device, Port
from fabricgen.device.why import Row

AWAY = {
    "drop": "nothing passes without it",
    "forward": "packets are routed as if there were no chain",
    None: "the page says nothing: what the platform does by itself",
}


def why_chains(about: Facts, switch: int, device: Device) -> Iterator[Row]:
    """One row for each chain: where this switch sends its packets."""
    known = about.chains
    if known is None or device.redirection is None:
        return
    for index, chain in enumerate(known.intent.chains):
        first = known.intent.appliances[chain.through[0]]
        here = about.tier.level == 0 and about.names[switch] == first.leaf
        hop = first.address.far if here else known.loopbacks[known.names[first.leaf]]
        through = " and then ".join(chain.through)
        where = "at a port of this leaf" if here else f"at {first.leaf}, whose loopback this is"
        reason = f"packets from {chain.from_} to {chain.to} pass through {through}, {where}"
        yield Row(f"chain {index + 1}", f"next hop {hop}", reason, ("chains", index))


def at_port(device: Device, port: Port) -> str | None:
    """The appliance there."""
    return None if device.redirection is None else dict(device.redirection.seats).get(port.name)


def why_appliance(about: Facts, port: Port, name: str) -> Iterator[Row]:
    row = about.intent.appliances[name]
    second = row.outside is not None and row.outside.port == port.name
    arm = row.outside if row.outside is not None and second else row
    path = ("appliances", name, "outside") if second else ("appliances", name)
    through = [str(index + 1) for index, chain in enumerate(about.intent.chains) if name in chain.through]
    yield Row("peer", port.description, "the appliance at this port", path)
    yield Row("address", arm.address.text, "this end of the link", (*path, "address"))
    yield Row("peer_address", arm.address.far, "the other end of the link, and the next hop", (*path, "address"))
    yield Row("chains", ", ".join(through), f"those that lead through {name}", ("chains",))
    yield Row("otherwise", row.otherwise or "-", AWAY[row.otherwise], ("appliances", name))
