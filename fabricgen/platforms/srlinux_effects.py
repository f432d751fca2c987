"""What a changed leaf does to traffic on SR Linux. Where Nokia doesn't say that it does nothing, it's taken for the
worse.
"""

from fabricgen.platforms.effect import Effect, Impact

MODEL = "nokia/srlinux-yang-models, v25.3.1"
RFC5880 = "RFC 5880, section 6.8.3"
RFC4271 = "RFC 4271, section 4.2"
RFC8212 = "RFC 8212"
RFC2328 = "RFC 2328, section 16"
PORT = r"srl_nokia-interfaces:interface > name [^>]+ > "
INSTANCE = r"srl_nokia-network-instance:network-instance > name [^>]+ > "
BGP = rf"{INSTANCE}protocols > srl_nokia-bgp:bgp > "
OSPF = rf"{INSTANCE}protocols > srl_nokia-ospf:ospf > "
QOS = r"srl_nokia-qos:qos > "
SYSTEM = r"srl_nokia-system:system > "

EFFECTS = (
    Effect(
        rf"{SYSTEM}srl_nokia-(?:system-name|aaa|configuration|dns|ntp|logging|lldp):|"
        r"srl_nokia-(?:interfaces:interface > name mgmt0|network-instance:network-instance > name mgmt)\b",
        Impact.HITLESS,
        "it is about management; no packet of the fabric depends on it",
        f"{MODEL}, system",
    ),
    Effect(
        rf"{SYSTEM}srl_nokia-(?:sflow|grpc):|{PORT}sflow",
        Impact.HITLESS,
        "copies and counters are taken beside the traffic",
        f"{MODEL}, sflow and grpc",
    ),
    Effect(
        rf"(?:{PORT}(?:subinterface > index [^>]+ > )?|{BGP}neighbor > [^>]+ > )description",
        Impact.HITLESS,
        "a description is only text",
        f"{MODEL}, interfaces, description",
    ),
    Effect(
        rf"{SYSTEM}srl_nokia-load-balancing:load-balancing",
        Impact.TRAFFIC,
        "flows are hashed otherwise and move to other paths",
        f"{MODEL}, load-balancing, hash-options",
    ),
    Effect(
        rf"{PORT}breakout-mode",
        Impact.TRAFFIC,
        "the cage is divided anew: its ports go and come",
        f"{MODEL}, interfaces, breakout-mode",
    ),
    Effect(
        rf"{PORT}(?:ethernet|admin-state)",
        Impact.TRAFFIC,
        "the link goes down and comes up again",
        f"{MODEL}, interfaces, port-speed",
    ),
    Effect(
        rf"{PORT}(?:mtu|subinterface > index [^>]+ > (?:ip-mtu|l2-mtu))",
        Impact.TRAFFIC,
        "larger packets are dropped until both ends agree",
        f"{MODEL}, interfaces, mtu",
    ),
    Effect(
        rf"{PORT}(?:subinterface > index [^>]+ > )?srl_nokia-interfaces-vlans:",
        Impact.TRAFFIC,
        "packets with another tag than before, or without it, are dropped until both ends agree",
        f"{MODEL}, interfaces-vlans",
    ),
    Effect(
        rf"{PORT}subinterface > index [^>]+ > ipv[46] > address",
        Impact.TRAFFIC,
        "the routes and sessions of an address that goes end with it",
        f"{MODEL}, if-ip, address",
    ),
    Effect(
        rf"{QOS}(?:linecard|buffer-management)",
        Impact.TRAFFIC,
        "the buffer is shared out anew, under the packets that wait in it",
        f"{MODEL}, qos, pfc-buffer-reservation and maximum-burst-size",
    ),
    Effect(
        rf"{QOS}(?:pfc-mapping-profile|queues > pfc-queue|interfaces > interface > [^>]+ > (?:pfc|input > pfc))\b",
        Impact.TRAFFIC,
        "what is paused, and what pauses this port, changes at once",
        f"{MODEL}, qos, pfc-mapping-profile",
    ),
    Effect(
        rf"{QOS}(?:forwarding-classes|queues|classifiers|scheduler-policies|interfaces)",
        Impact.TRAFFIC,
        "packets change their class or queue",
        f"{MODEL}, qos, classifiers",
    ),
    Effect(
        r"srl_nokia-bfd:bfd > subinterface > id [^>]+ > "
        r"(?:desired-minimum-transmit-interval|required-minimum-receive|detection-multiplier)",
        Impact.HITLESS,
        "BFD negotiates new times without losing the session",
        RFC5880,
    ),
    Effect(
        rf"{BGP}group > [^>]+ > timers > (?:hold-time|keepalive-interval)",
        Impact.TRAFFIC,
        "new timers hold from the next session on, which is set up again for them",
        RFC4271,
    ),
    Effect(
        r"srl_nokia-routing-policy:routing-policy",
        Impact.TRAFFIC,
        "routes are judged anew, and some may go",
        RFC8212,
    ),
    Effect(
        r"srl_nokia-acl:acl > ",
        Impact.TRAFFIC,
        "other packets are dropped from now on, or no longer",
        f"{MODEL}, acl",
    ),
    Effect(
        rf"{OSPF}.*(?:> metric\b|max-ecmp-paths)",
        Impact.TRAFFIC,
        "adjacencies stay, but ways are computed anew: flows may move to other paths",
        RFC2328,
    ),
    Effect(
        OSPF,
        Impact.TRAFFIC,
        "adjacencies may end until both ends agree",
        "RFC 2328, section 10.5",
    ),
    Effect(
        BGP,
        Impact.TRAFFIC,
        "sessions may be set up again, and their routes go and come",
        RFC4271,
    ),
)
