"""Who may be called what on NX-OS, and what its tables are called."""

from collections.abc import Iterator

from fabricgen.device import Facts
from fabricgen.device.objection import Objection
from fabricgen.findings import Severity

VRFS = ("mgmt", "management")
"""Words of the page for the one VRF of the management port, whose name is management and can't be changed."""
NAME_MAX = 28
RESERVED = frozenset({
    "adm", "bin", "daemon", "ftp", "ftpuser", "games", "gdm", "gopher", "halt", "lp", "mail", "mailnull", "man",
    "mtsuser", "news", "nobody", "nscd", "operator", "root", "rpc", "rpcuser", "shutdown", "sync", "sys", "uucp", "xfs",
})  # fmt: skip
"""Cisco Nexus 9000 Security guide, Configuring User Accounts and RBAC; so is the length."""


def management(about: Facts) -> Iterator[Objection]:
    words = about.intent.management
    if words.vrf not in VRFS:
        yield Objection(
            f"its management VRF is called management, not {words.vrf}",
            ("management", "vrf"),
            "the name stays on other platforms",
            "write vrf: mgmt, or leave it out",
            Severity.WARNING,
        )
    if "management" in about.intent.vrfs:
        yield Objection(
            "a VRF can't be called management: that is the one of the management port",
            ("vrfs", "management"),
            "taken",
            "choose another name",
        )
    yield from _people(about)


def _people(about: Facts) -> Iterator[Objection]:
    users = about.intent.management.users
    for name in users:
        if name in RESERVED or len(name) > NAME_MAX:
            reason = "means something else by it" if name in RESERVED else f"takes {NAME_MAX} characters"
            yield Objection(
                f"no user can be called {name}: NX-OS {reason}",
                ("management", "users", name),
                "refused at commit",
                "choose another name",
            )
    if users and "admin" not in users:
        yield Objection(
            "every Nexus has a user admin who can't be deleted; a page without one asks for that at each push",
            ("management", "users"),
            "no admin",
            "add one, such as admin: {secret: env:FABRIC_ADMIN_HASH}",
            Severity.WARNING,
        )
