"""One page that describes a fabric of any size. What all kinds share; each kind adds its own word and rules."""

from typing import Annotated

from pydantic import Field

from fabricgen.intent.cabling import Cabling
from fabricgen.intent.chains import Appliance, Chains
from fabricgen.intent.clock import Clock
from fabricgen.intent.forwarding import Forwarding
from fabricgen.intent.hardware import Hardware
from fabricgen.intent.lossless import Lossless, TrafficClass, default_classes
from fabricgen.intent.multihoming import Multihomed
from fabricgen.intent.operations import Availability, Management, SwitchException
from fabricgen.intent.overlay import Overlay
from fabricgen.intent.policies import ControlPlane, Policies, Segments
from fabricgen.intent.rates import ControlRates
from fabricgen.intent.services import Service
from fabricgen.intent.size import Size
from fabricgen.intent.steering import Communities, Gateway
from fabricgen.intent.telemetry import Telemetry
from fabricgen.intent.tenancy import Hosts, Tier, Vrf
from fabricgen.intent.underlay import Underlay
from fabricgen.intent.words import Name, VrfName, Words


class Intent(Words):
    """A fabric as its owner describes it."""

    name: Name
    """Name of the fabric: it names the lab and heads the manifest."""
    region: Annotated[int, Field(ge=0, le=15, strict=True)] = 0
    """Number of the region, part of ASNs and VLANs."""
    size: Size
    hardware: Hardware
    cabling: Cabling = Cabling()
    mtu: Annotated[int, Field(ge=1280, le=9214, strict=True)] = 9214
    """IP MTU of every fabric and host port; the most that all supported platforms take."""
    underlay: Underlay
    forwarding: Forwarding = Forwarding()
    classes: dict[Name, TrafficClass] = Field(default_factory=default_classes)
    """The one class table of the fabric."""
    lossless: Lossless = Lossless()
    hosts: Hosts = Hosts()
    vrfs: dict[VrfName, Vrf] = Field(default_factory=dict)
    tiers: dict[Name, Tier] = Field(default_factory=dict)
    services: dict[Name, Service] = Field(default_factory=dict)
    """What VRFs may share, by name."""
    multihomed: dict[Name, Multihomed] = Field(default_factory=dict)
    """Hosts that are plugged into several leaves and see one link, by name; with overlay kind evpn."""
    gateways: dict[Name, Gateway] = Field(default_factory=dict)
    """WAN routers, by name."""
    appliances: dict[Name, Appliance] = Field(default_factory=dict)
    """Firewalls, load balancers and the like, by name."""
    chains: Chains = ()
    """Whose packets pass through which appliances; without chains nothing is redirected."""
    communities: Communities = Communities()
    """What marks the routes of tiers and gateways; without gateways nothing is marked."""
    segments: Segments = "vrfs"
    """With policies, what is open inside and closed to its like: each VRF, or each tier."""
    policies: Policies | None = None
    """Who may talk to whom, from the top; the first that fits decides. Left out, no port filters. Where no policy
    fits, traffic inside a segment passes, traffic to other segments and to services doesn't, and what is outside the
    fabric is left to its gateway."""
    control_plane: ControlPlane = "open"
    """closed: of what is addressed to the switches themselves, they take ping and traceroute from everyone, routing
    from their neighbours and logins as management.allow says, and nothing else."""
    control_rates: ControlRates = ControlRates()
    overlay: Overlay | None = None
    management: Management
    clock: Clock | None = None
    """Left out, the switches take no part in PTP."""
    telemetry: Telemetry = Telemetry()
    availability: Availability = Availability()
    exceptions: tuple[SwitchException, ...] = ()
