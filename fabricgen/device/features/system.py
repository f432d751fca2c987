"""Management side: users, name service, time, logs."""

from fabricgen.allocation import Allocation
from fabricgen.allocation.text import address
from fabricgen.device.features.access import block
from fabricgen.device.model import System, User
from fabricgen.intent.operations import Management
from fabricgen.intent.telemetry import Telemetry


def placeholder(reference: str) -> str:
    """What stands for a secret until a push resolves the reference: <env:NAME>."""
    return f"<{reference}>"


def system(management: Management, telemetry: Telemetry, allocation: Allocation) -> System:
    pool = allocation.management
    return System(
        vrf=management.vrf,
        gateway=management.gateway or address(pool.first + 1, pool.bits),
        prefix_length=management.prefix.length,
        domain=management.domain,
        users=tuple(User(name, placeholder(user.secret), user.role) for name, user in sorted(management.users.items())),
        dns=tuple(management.dns),
        ntp=tuple(management.ntp),
        syslog=tuple(management.syslog),
        certificate=management.syslog_certificate,
        severity=telemetry.syslog,
        facility=telemetry.syslog_facility,
        logins=tuple(block(prefix) for prefix in management.allow),
    )
