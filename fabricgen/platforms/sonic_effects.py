"""What a changed row does to traffic on SONiC."""

from fabricgen.platforms.effect import Effect, Impact
from fabricgen.platforms.routing_effects import routing

UTILITIES = "sonic-net/sonic-utilities, doc/Command-Reference.md"
ROW = r"config_db\.json > "

EFFECTS = (
    *routing(r"frr\.conf"),
    Effect(r"users >", Impact.HITLESS, "it is about management; no packet of the fabric depends on it", UTILITIES),
    Effect(rf"{ROW}PORT > [^>]+ > description", Impact.HITLESS, "a description is only text", UTILITIES),
    Effect(
        rf"{ROW}(?:(?:NTP|NTP_SERVER|SYSLOG_SERVER|DNS_NAMESERVER|LLDP|SFLOW\w*|GNMI)\b|FEATURE(?:$| > sflow\b))",
        Impact.HITLESS,
        "it is about management; no packet of the fabric depends on it",
        UTILITIES,
    ),
    Effect(
        rf"{ROW}COPP_(?:GROUP|TRAP)\b",
        Impact.HITLESS,
        "it says what reaches the CPU, and how much; what is forwarded stays as it is",
        "sonic-net/sonic-swss, cfgmgr/coppmgr.cpp",
    ),
    Effect(rf"{ROW}DEVICE_METADATA > localhost > hostname", Impact.HITLESS, "no packet depends on the name", UTILITIES),
    Effect(
        rf"{ROW}BREAKOUT_CFG",
        Impact.RELOAD,
        "ports are cut anew: their rows go and come, which takes config reload",
        f"{UTILITIES}, config interface breakout",
    ),
    Effect(
        rf"{ROW}PORT > [^>]+(?:$| > (?:lanes|index|subport|alias)\b)",
        Impact.RELOAD,
        "ports are cut anew: their rows go and come, which takes config reload",
        f"{UTILITIES}, config interface breakout",
    ),
    Effect(
        rf"{ROW}DEVICE_METADATA > localhost > (?:type|hwsku|buffer_model|docker_routing\w+|frr_mgmt\w+)\b",
        Impact.RELOAD,
        "services read it when they start, so it takes config reload",
        "sonic-net/sonic-buildimage, dockers/docker-fpm-frr",
    ),
    Effect(
        rf"{ROW}(?:BUFFER_\w+|DEFAULT_LOSSLESS_BUFFER_PARAMETER|LOSSLESS_TRAFFIC_PATTERN)\b",
        Impact.RELOAD,
        "not every chip carves its buffer anew while it forwards, so it takes config qos reload or config reload",
        f"{UTILITIES}, config qos reload",
    ),
    Effect(
        rf"{ROW}CABLE_LENGTH",
        Impact.TRAFFIC,
        "headroom of the port is set anew",
        "sonic-net/sonic-swss, cfgmgr/buffermgr.cpp",
    ),
    Effect(
        rf"{ROW}PORT > [^>]+ > (?:speed|fec|autoneg|admin_status)\b",
        Impact.TRAFFIC,
        "the link goes down and comes up again",
        "sonic-net/sonic-swss, orchagent/portsorch.cpp",
    ),
    Effect(
        rf"{ROW}PORT > [^>]+ > mtu\b",
        Impact.TRAFFIC,
        "larger packets are dropped until both ends agree",
        "sonic-net/sonic-swss, orchagent/portsorch.cpp",
    ),
    Effect(
        rf"{ROW}ACL_\w+",
        Impact.TRAFFIC,
        "what passes and what is dropped changes at once",
        "sonic-net/sonic-swss, orchagent/aclorch.cpp",
    ),
    Effect(
        rf"{ROW}MGMT_VRF_CONFIG",
        Impact.TRAFFIC,
        "networking restarts, and whoever is logged in is thrown out",
        "sonic-net/sonic-host-services, scripts/hostcfgd",
    ),
    Effect(
        rf"{ROW}(?:INTERFACE|LOOPBACK_INTERFACE|VLAN_INTERFACE|VLAN_SUB_INTERFACE)\b",
        Impact.TRAFFIC,
        "the routes and sessions of an address that goes end with it",
        "sonic-net/sonic-swss, cfgmgr/intfmgr.cpp",
    ),
    Effect(
        rf"{ROW}(?:PFC_WD|PORT_QOS_MAP)\b",
        Impact.TRAFFIC,
        "what is paused, and for how long, changes at once",
        "sonic-net/sonic-swss, orchagent/qosorch.cpp",
    ),
)
