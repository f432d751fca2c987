"""What this machine must have before a lab can run on it."""

import os
import shutil

from fabricgen.lab.command import attempt

PACKAGES = (  # program, Debian package
    ("/usr/lib/frr/zebra", "frr"),
    ("/usr/bin/vtysh", "frr"),
    ("/usr/lib/frr/frr-reload.py", "frr-pythontools"),
    ("/usr/sbin/sshd", "openssh-server"),
    ("lldpd", "lldpd"),
    ("ip", "iproute2"),
    ("ping", "iputils-ping"),
    ("sysctl", "procps"),
    ("unshare", "util-linux"),
)
PROBE = ("unshare", "--net", "--mount", "--uts", "ip", "link", "add", "eth1", "type", "veth", "peer", "name", "eth2")
ROOT = "network namespaces need root; run it with sudo or as root in a container"


class CannotRunHereError(Exception):
    """This machine can't run a lab; `reasons` are all that is missing."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        super().__init__("a lab can't run here:\n" + "\n".join(f"  - {reason}" for reason in reasons))
        self.reasons = reasons


def requirements() -> tuple[str, ...]:
    """All reasons why a lab can't run here; empty when it can."""
    return missing_programs(PACKAGES) or _missing_rights()


def missing_programs(packages: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    return tuple(
        f"{program} is missing; install it with `apt-get install {package}`"
        for program, package in packages
        if shutil.which(program) is None
    )


def check_root() -> None:
    """Raises CannotRunHereError: who isn't root can't change a lab, and would see half of it."""
    if os.geteuid() != 0:
        raise CannotRunHereError((ROOT,))


def _missing_rights() -> tuple[str, ...]:
    if os.geteuid() != 0:
        return (ROOT,)
    if (probe := attempt(PROBE)).code:
        return (f"no right to make namespaces and veth pairs (CAP_SYS_ADMIN, CAP_NET_ADMIN): {probe.errors.strip()}",)
    return ()
