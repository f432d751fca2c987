"""Routing configuration as FRR reads it, for every network OS that has FRR inside.

It names ports and addresses only as the device does, and sets each timer. What names it has to say `frr defaults
datacenter`: the traditional ones take nothing from an eBGP neighbour without an inbound route-map.
"""

from fabricgen.platforms.platform import Section

ROUTER_BGP = (Section("frr/bgp"), Section("frr/neighbors"), Section("frr/families"))
"""One `router bgp` block in three pieces, to be named together and in this order."""
VRFS = (Section("frr/vrfs"), Section("frr/leaks"), Section("frr/through"))
"""A `router bgp` block for each VRF of an overlay; whoever names it has filters `vrf_name` and `lengths`."""
ROUTER_OSPF = (Section("frr/ospf"),)
"""The `router ospf` block; whoever names it says on each interface what OSPF does there."""
POLICY = (Section("frr/policy"), Section("frr/steering"))
"""The prefix-lists, community-lists and route-maps that ROUTER_BGP refers to."""
BFD = (Section("frr/bfd"),)
"""The profile FABRIC that neighbours refer to, if they have BFD."""
ROUTING = (*ROUTER_BGP, *VRFS, *ROUTER_OSPF, *POLICY, *BFD)
"""In the order in which FRR shows it."""
