"""What a page of policies means, said of one packet at a time and without access lists; and how a list treats a packet.

Nothing of fabricgen's own reading of policies is used here: addresses are counted out from the position of a leaf.
"""

from fnmatch import fnmatchcase
from ipaddress import IPv4Address, ip_network
from typing import NamedTuple

BLOCK = 16  # addresses of a leaf's eight host ports
SUBNET = 32  # addresses of a tier on a leaf
POOL = ip_network("10.128.0.0/16")


class Packet(NamedTuple):
    """`leaf` is the number of the leaf that it enters, `tier` the name of its VLAN's tier, None at a routed port."""

    leaf: int
    tier: str | None
    source: int
    destination: int
    protocol: str
    source_port: int
    port: int
    answering: bool  # TCP with ACK or RST


def fits(entry, packet):
    """Whether an entry of an access list is about a packet."""
    return (
        entry.protocol in ("all", packet.protocol)
        and not (entry.source.value ^ packet.source) & entry.source.mask
        and not (entry.destination.value ^ packet.destination) & entry.destination.mask
        and (entry.source_ports is None or entry.source_ports.first <= packet.source_port <= entry.source_ports.last)
        and (entry.ports is None or entry.ports.first <= packet.port <= entry.ports.last)
        and (not entry.established or packet.answering)
    )


def treated(entries, packet):
    """permit or deny, by the first entry that fits; no list lets everything pass."""
    if entries is None:
        return "permit"
    return next((entry.action for entry in entries if fits(entry, packet)), "deny")


class Page(NamedTuple):
    """A page of policies as it is written."""

    vrfs: dict
    tiers: dict
    services: dict
    policies: list
    segments: str

    def table(self, packet):
        """The VRF that a packet is in, None for the default one."""
        if packet.tier is not None:
            return self.tiers[packet.tier].get("vrf")
        return self.claims(f"leaf-p00-{packet.leaf:02}")

    def claims(self, leaf):
        owned = (
            name for name, vrf in self.vrfs.items() if any(fnmatchcase(leaf, one) for one in vrf.get("leaves", ()))
        )
        return next(owned, None)

    def owner(self, address):
        """Who has an address, a VRF and, where hosts are in VLANs, a tier: an own pool is its VRF's alone, and the
        subnet of a stretched tier the tier's.
        """
        for name in self.tiers:
            if self.stretched(name, address):
                return (self.tiers[name].get("vrf"), name)
        for name, vrf in self.vrfs.items():
            if "pool" in vrf and IPv4Address(address) in ip_network(vrf["pool"]):
                offset = address - int(ip_network(vrf["pool"]).network_address)
                return (name, None) if not self.tiers else self.seat(offset, name)
        if IPv4Address(address) not in POOL:
            return ("nobody", None)
        offset = address - int(POOL.network_address)
        if self.tiers:
            return self.seat(offset, *[name for name, vrf in [(None, {}), *self.vrfs.items()] if "pool" not in vrf])
        leaf = offset // BLOCK
        owner = self.claims(f"leaf-p00-{leaf:02}")
        dealt_elsewhere = "pool" in self.vrfs.get(owner, {})
        return (owner, None) if leaf < 4 and not dealt_elsewhere else ("nobody", None)

    def seat(self, offset, *vrfs):
        """Of a tier of one of these VRFs, by its place among the subnets of a leaf."""
        number = offset // SUBNET % 32
        dealt = {name: row for name, row in self.tiers.items() if "stretch" not in row}
        named = (name for name, row in dealt.items() if row["id"] == number and row.get("vrf") in vrfs)
        tier = next(named, None)
        return (self.tiers[tier].get("vrf"), tier) if tier else ("nobody", None)

    def stretched(self, tier, address):
        """Whether the tier is one subnet on all leaves that has the address."""
        found = self.tiers.get(tier, {}).get("stretch")
        return found is not None and IPv4Address(address) in ip_network(found)

    def reaches(self, table):
        return self.vrfs.get(table, {}).get("reach", ())

    def serves(self, name, address):
        return any(IPv4Address(address) in ip_network(prefix) for prefix in self.services[name]["prefixes"])

    def leaks(self, home, table, address):
        """Whether packets in `table` get to an address of another one: to a service, or to who asks a service here."""
        offered = any(self.services[name]["vrf"] == home and self.serves(name, address) for name in self.reaches(table))
        asks = any(
            self.services[name]["vrf"] == table and self.tells(home, name, address) for name in self.reaches(home)
        )
        return offered or (asks and self.owner(address)[0] == home)

    def tells(self, vrf, service, address):
        """Whether a service gets to know an address of a VRF that reaches it."""
        reach = self.reaches(vrf)
        return not isinstance(reach, dict) or any(IPv4Address(address) in ip_network(one) for one in reach[service])

    def goes_to(self, endpoint, packet):
        """Whether the endpoint is meant by the packet's destination."""
        address, table = packet.destination, self.table(packet)
        if endpoint == "any":
            return True
        if "/" in endpoint:
            return IPv4Address(address) in ip_network(endpoint)
        if endpoint in self.services:
            known = self.services[endpoint]["vrf"] == table or endpoint in self.reaches(table)
            return known and self.serves(endpoint, address)
        if endpoint in self.tiers:
            home = self.tiers[endpoint].get("vrf")
            mine = self.owner(address) == (home, endpoint)
            return mine and (home == table or self.leaks(home, table, address))
        home = None if endpoint == "default" else endpoint
        return self.owner(address)[0] == home if home == table else self.leaks(home, table, address)

    def comes_from(self, endpoint, packet):
        """A host is known by the port that it is at; a service and a prefix by their addresses."""
        if endpoint == "any":
            return True
        if "/" in endpoint:
            return IPv4Address(packet.source) in ip_network(endpoint)
        table = self.table(packet)
        if endpoint in self.services:
            return self.services[endpoint]["vrf"] == table and self.serves(endpoint, packet.source)
        return endpoint in ("default" if table is None else table, packet.tier)

    def allowed(self, packet):
        """permit or deny."""
        for policy in self.policies:
            traffic = policy.get("allow") or policy.get("deny")
            asked = self.comes_from(policy["from"], packet) and self.goes_to(policy["to"], packet)
            if asked and any(asks(one, packet) for one in traffic):
                return "permit" if "allow" in policy else "deny"
            answered = self.comes_from(policy["to"], packet) and self.goes_to(policy["from"], packet)
            if "allow" in policy and answered and any(answers(one, packet) for one in traffic):
                return "permit"
        return self.otherwise(packet)

    def otherwise(self, packet):
        table = self.table(packet)
        inside = ("default" if table is None else table) if self.segments == "vrfs" else packet.tier
        closed = any(self.serves(name, packet.destination) for name in self.reaches(table))
        closed |= any(self.leaks(vrf, table, packet.destination) for vrf in self.vrfs if vrf != table)
        if self.goes_to(inside, packet):
            return "permit"
        if self.segments == "tiers" and self.rivals(packet, table):
            closed |= IPv4Address(packet.destination) in ip_network(self.vrfs.get(table, {}).get("pool", POOL))
            closed |= any(self.stretched(name, packet.destination) for name in self.rivals(packet, table))
            closed |= any(
                row["vrf"] == table and self.serves(name, packet.destination) for name, row in self.services.items()
            )
        return "deny" if closed else "permit"

    def rivals(self, packet, table):
        others = [name for name, row in self.tiers.items() if name != packet.tier and row.get("vrf") == table]
        return others or [name for name, row in self.services.items() if row["vrf"] == table]


def asks(traffic, packet):
    protocol, first, last = _read(traffic)
    return protocol in ("all", packet.protocol) and first <= packet.port <= last


def answers(traffic, packet):
    """Out of a port that may be asked; TCP with its mark. RoCE answers to the port that it asks, 4791."""
    protocol, first, last = _read(traffic)
    if protocol not in ("all", packet.protocol):
        return False
    if protocol == "udp" and packet.port == 4791 and first <= 4791 <= last:
        return True
    return first <= packet.source_port <= last and (protocol != "tcp" or packet.answering)


def _read(traffic):
    protocol, _, ports = traffic.partition("/")
    first, _, last = ports.partition("-")
    return protocol, int(first or 0), int(last or first or 65535)
