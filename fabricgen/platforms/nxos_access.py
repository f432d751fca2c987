"""NX-OS's access lists: those of policies, and those that guard its own doors."""

from collections.abc import Iterator

from fabricgen.device import Device
from fabricgen.platforms.access_text import at_borders
from fabricgen.platforms.cisco_access import Dialect, Listing, doors, gateway_list, host_list, sources

NAMES = {
    "tcp": {
        7: "echo", 9: "discard", 13: "daytime", 19: "chargen", 20: "ftp-data", 21: "ftp", 23: "telnet", 25: "smtp",
        37: "time", 43: "whois", 49: "tacacs", 53: "domain", 70: "gopher", 79: "finger", 80: "www", 101: "hostname",
        109: "pop2", 110: "pop3", 111: "sunrpc", 113: "ident", 119: "nntp", 179: "bgp", 194: "irc", 496: "pim-auto-rp",
        512: "exec", 513: "login", 514: "cmd", 515: "lpd", 517: "talk", 540: "uucp", 543: "klogin", 544: "kshell",
        3949: "drip",
    },
    "udp": {
        7: "echo", 9: "discard", 37: "time", 42: "nameserver", 49: "tacacs", 53: "domain", 67: "bootps", 68: "bootpc",
        69: "tftp", 111: "sunrpc", 123: "ntp", 137: "netbios-ns", 138: "netbios-dgm", 139: "netbios-ss", 161: "snmp",
        162: "snmptrap", 177: "xdmcp", 195: "dnsix", 434: "mobile-ip", 496: "pim-auto-rp", 500: "isakmp", 512: "biff",
        513: "who", 514: "syslog", 517: "talk", 520: "rip", 4500: "non500-isakmp",
    },
}  # fmt: skip
"""Shown in place of the number: the names of Batfish's grammar for NX-OS, which has them from switches."""
DIALECT = Dialect(
    heading={32: "ip", 128: "ipv6"},
    everything={32: "ip", 128: "ipv6"},
    icmp={32: "icmp", 128: "icmp"},
    names={(protocol, port): name for protocol, names in NAMES.items() for port, name in names.items()},
    host=False,
)
LOGINS, MANAGEMENT = "LOGINS", "MANAGEMENT"
SSH, NXAPI, GRPC = 22, 443, 50_051
"""Ports of SSH, of NX-API as it is rendered, and of gNMI unless the page says another."""


def listings(device: Device) -> Iterator[Listing]:
    """`LOGINS` is asked by SSH in every VRF; `MANAGEMENT` stands at the management port, in front of the interfaces for
    tools too.
    """
    yield from DIALECT.policies(device)
    yield from DIALECT.redirects(device)
    logins = device.system.logins
    if logins:
        bits = 128 if ":" in device.management else 32
        yield DIALECT.listing(LOGINS, sources(logins, 32))
        yield DIALECT.listing(MANAGEMENT, doors(logins, _open(device), bits), bits)
        yield DIALECT.listing(f"{LOGINS}-V6", sources(logins, 128), 128)


def _open(device: Device) -> Iterator[int]:
    yield from (SSH, NXAPI)
    gnmi = device.telemetry.gnmi if device.telemetry is not None else None
    if gnmi is not None:
        yield gnmi.port or GRPC


FILTERS = (
    ("access_listings", listings),
    ("at_borders", at_borders),
    ("gateway_list", gateway_list),
    ("host_list", host_list),
)
