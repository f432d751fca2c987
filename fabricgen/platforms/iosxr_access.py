"""IOS-XR's access lists: those of policies, and those that its SSH server asks."""

from collections.abc import Iterator

from fabricgen.device import Device
from fabricgen.platforms.cisco_access import Dialect, Listing, host_list, sources

NAMES = {
    "tcp": {
        7: "echo", 9: "discard", 13: "daytime", 19: "chargen", 20: "ftp-data", 21: "ftp", 22: "ssh", 23: "telnet",
        25: "smtp", 37: "time", 43: "whois", 49: "tacacs", 53: "domain", 70: "gopher", 79: "finger", 80: "www",
        101: "hostname", 109: "pop2", 110: "pop3", 111: "sunrpc", 113: "ident", 119: "nntp", 179: "bgp", 194: "irc",
        496: "pim-auto-rp", 512: "exec", 513: "login", 514: "cmd", 515: "lpd", 517: "talk", 540: "uucp",
        543: "klogin", 544: "kshell", 646: "ldp",
    },
    "udp": {
        7: "echo", 9: "discard", 37: "time", 42: "nameserver", 49: "tacacs", 53: "domain", 67: "bootps", 68: "bootpc",
        69: "tftp", 111: "sunrpc", 123: "ntp", 137: "netbios-ns", 138: "netbios-dgm", 139: "netbios-ss", 161: "snmp",
        162: "snmptrap", 177: "xdmcp", 195: "dnsix", 434: "mobile-ip", 496: "pim-auto-rp", 500: "isakmp", 512: "biff",
        513: "who", 514: "syslog", 517: "talk", 520: "rip", 646: "ldp",
    },
}  # fmt: skip
DIALECT = Dialect(
    heading={32: "ipv4", 128: "ipv6"},
    everything={32: "ipv4", 128: "ipv6"},
    icmp={32: "icmp", 128: "icmpv6"},
    names={(protocol, port): name for protocol, names in NAMES.items() for port, name in names.items()},
    host=True,
)
LOGINS = "LOGINS"


def listings(device: Device) -> Iterator[Listing]:
    yield from DIALECT.policies(device)
    if device.system.logins:
        yield DIALECT.listing(LOGINS, sources(device.system.logins, 32))
        yield DIALECT.listing(f"{LOGINS}-V6", sources(device.system.logins, 128), 128)


FILTERS = (("access_listings", listings), ("host_list", host_list))
