"""What a platform says it can do. A check compares it with the intent: a feature is rendered, or refused with a
reason.
"""

from dataclasses import dataclass

from fabricgen.hardware import SwitchModel

NOT_RENDERED = "fabricgen renders no {} for it yet"


@dataclass(frozen=True, slots=True)
class Capabilities:
    """Each `no_…` is the reason why a feature is missing, empty where the platform has it."""

    platform: str
    no_adaptive: str = ""
    no_per_packet: str = ""
    no_unnumbered: str = ""
    no_hash_seed: str = ""
    no_queue_pair_hash: str = ""
    no_shared_headroom: str = ""
    no_vlans: str = ""
    no_vrfs: str = ""
    no_password: str = ""
    no_ospf: str = "fabricgen renders no OSPF for it yet"
    no_ospf_key: str = "fabricgen renders no key of OSPF for it yet"
    no_clock: str = "fabricgen renders no boundary clock for it yet"
    no_facility: str = NOT_RENDERED.format("facility of messages")
    no_syslog_tls: str = NOT_RENDERED.format("syslog over TLS")
    no_sflow: str = "fabricgen renders no sFlow for it yet"
    no_gnmi: str = "fabricgen renders no gNMI server for it yet"
    no_streaming: str = "fabricgen renders no export of counters for it yet"
    no_policies: str = "fabricgen renders no access lists for it yet"
    no_gateway_filters: str = "fabricgen renders no access lists at VLANs for it yet"
    no_wildcards: str = "fabricgen renders no address masks with holes for it yet"
    no_login_filter: str = "fabricgen renders no access list of its management for it yet"
    no_control_filter: str = "fabricgen renders no filter of its control plane for it yet"
    no_routing_rate: str = NOT_RENDERED.format("rate of routing packets")
    no_arp_rate: str = NOT_RENDERED.format("rate of ARP")
    no_other_rate: str = NOT_RENDERED.format("rate of what else it hears")
    bfd_is_other: bool = False
    """BFD counts as what else it hears."""
    no_gateways: str = "fabricgen renders no WAN gateways for it yet"
    no_large: str = ""
    no_vrf_gateways: str = NOT_RENDERED.format("WAN gateways of VRFs")
    no_vrf_chains: str = NOT_RENDERED.format("routes of VRFs through appliances")
    no_ospf_chains: str = NOT_RENDERED.format("routes through appliances beside OSPF")
    no_translation: str = "fabricgen renders no translation of communities for it yet"
    no_marking: str = NOT_RENDERED.format("DSCPs of a WAN")
    entries_per_answer: int = 1
    """Entries that it takes to let through TCP with ACK or RST; 2 where one matches a single flag."""
    samples_max: int = 1000
    """Flow samples a second that reach its processor; SONiC's figure stands in where no public source has one."""
    no_evpn: str = NOT_RENDERED.format("EVPN")
    """On switches of any tier: EVPN routes have to pass."""
    no_vtep: str = NOT_RENDERED.format("VXLAN")
    """On leaves."""
    no_link_sessions: str = ""
    no_loopback_sessions: str = NOT_RENDERED.format("BGP sessions between loopbacks")
    """With EVPN, which sessions its routes take."""
    no_vrf_lite: str = NOT_RENDERED.format("VRF-lite")
    no_unnumbered_vrf_lite: str = "its sub-interfaces have addresses as fabricgen renders them"
    no_lossless_vrf_lite: str = ""
    no_vrf_ospf: str = NOT_RENDERED.format("OSPF inside VRFs")
    no_ospf_leaks: str = NOT_RENDERED.format("routes from VRF to VRF beside OSPF")
    no_stretch: str = NOT_RENDERED.format("stretched VLANs")
    no_multihoming: str = NOT_RENDERED.format("port channels of several leaves")
    no_vrf_lite_leaks: str = NOT_RENDERED.format("routes from VRF to VRF inside a switch")
    no_leaks: str = NOT_RENDERED.format("routes from VRF to VRF")
    no_adaptive_vrf_lite: str = "no public source shows it balance over sub-interfaces by load"
    no_adaptive_vxlan: str = "no public source shows it balance VXLAN by load"
    no_redirection: str = NOT_RENDERED.format("policy-based redirection")
    no_redirect_drop: str = NOT_RENDERED.format("redirects that drop")
    """Packets dropped while the appliance is away that they are to pass through."""
    no_redirect_forward: str = NOT_RENDERED.format("redirects that give way")
    """Packets routed while it is."""
    redirect_links: bool = False
    """Its next hops are addresses of links."""
    redirect_masks: bool = False
    """Redirects know masks with holes; without, a tier takes an entry for each leaf."""
    redirects_max: int = 0
    """Of all policies of a switch; 0 where the platform names no limit."""
    max_paths: int = 128
    max_ospf_paths: int = 128
    reserved_vlans: tuple[tuple[int, int], ...] = ()
    watchdog_actions: tuple[str, ...] = ("drop", "forward", "alert")
    vrf_name_max: int = 32
    vrf_vlan: bool = False
    """With EVPN, a VRF needs a VLAN of its own."""
    tags_default: bool = False
    """With VRF-lite, packets of the default VRF have a tag, too: beside sub-interfaces nothing is routed untagged."""
    by_family: "tuple[tuple[str, Capabilities], ...]" = ()
    """Chip families on which the platform can do something else."""
    by_model: "tuple[tuple[str, Capabilities], ...]" = ()
    """Models on which it can do something else than on others with their chip."""

    def on(self, box: SwitchModel) -> "Capabilities":
        """What the platform can do on that model."""
        return dict(self.by_model).get(box.name) or dict(self.by_family).get(box.asic.family, self)
