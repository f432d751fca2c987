"""OSPF of one switch: every cost is written down, so no platform's reference bandwidth decides any (RFC 2328)."""

from fabricgen.allocation.text import ipv4
from fabricgen.device.facts import Facts
from fabricgen.device.features.system import placeholder
from fabricgen.device.model import Ospf, OspfPort
from fabricgen.fabric import Position

HOST_COST = 1
"""Of a port or gateway towards hosts: nothing can be reached through it, so it orders nothing."""
AT_HOST = OspfPort(HOST_COST, None, None)


def ospf(facts: Facts, position: Position, max_paths: int) -> Ospf:
    underlay = facts.intent.underlay
    words, bfd = underlay.ospf, underlay.bfd
    return Ospf(
        router_id=ipv4(facts.allocation.loopback(facts.tier.role, position)),
        area=words.area,
        hello=words.timers.hello,
        dead=words.timers.dead,
        max_paths=max_paths,
        bfd_interval_ms=bfd.interval_ms if bfd else 0,
        bfd_multiplier=bfd.multiplier if bfd else 0,
        key=placeholder(words.key) if words.key else None,
        host_cost=HOST_COST,
    )


def upward(facts: Facts, switch: int, index: int, far: int) -> OspfPort | None:
    """At the lower switch of a link."""
    known, tier = facts.latencies, facts.tier
    if known is None:
        return None
    us = known.apart(tier.level, switch, far, tier.port(switch, index)).us
    return OspfPort(known.leaving(tier.level, us), _router_id(facts, far), us)


def downward(facts: Facts, switch: int, far: int, port: int) -> OspfPort | None:
    """At the upper switch of a link; `port` is the one at its lower end."""
    known, tier = facts.latencies, facts.tier
    if known is None:
        return None
    us = known.apart(tier.level - 1, far, switch, port).us
    return OspfPort(known.cost(us), _router_id(facts, far), us)


def _router_id(facts: Facts, switch: int) -> str:
    tier = facts.fabric.tier_of(switch)
    return ipv4(facts.allocation.loopback(tier.role, tier.position(switch)))
