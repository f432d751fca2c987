"""Who is at the other end of a cable: an LLDP daemon (IEEE 802.1AB) in each switch's namespace.

lldpd 1.0.16 as Debian 12 ships it. Its command socket is /run/lldpd.NAMESPACE.socket.
"""

from collections.abc import Iterable
from pathlib import Path

from fabricgen.lab.command import run
from fabricgen.lab.ledger import LABS
from fabricgen.lab.topology import lab_of, namespace

PROGRAM = "lldpd"
RUN = Path("/run")
PREFIX, SUFFIX = "lldpd.", ".socket"
START = 'hostname "$1"; shift; exec "$@" </dev/null >/dev/null 2>&1 &'
SETTINGS = """\
configure system hostname {switch}
configure system description "FRRouting in a network namespace"
configure lldp portidsubtype ifname
configure lldp tx-interval 1
"""


def socket(space: str) -> Path:
    return RUN / f"{PREFIX}{space}{SUFFIX}"


def start(lab: str, switch: str, ports: Iterable[str]) -> None:
    """In the foreground of a background shell: a daemon would write /run/lldpd.pid, which is this machine's own."""
    space, settings = namespace(lab, switch), _settings(lab, switch)
    limits = ("-I", ",".join(ports) or "none", "-S", "FRRouting", "-u", str(socket(space)), "-O", str(settings))
    shell = ("sh", "-c", START, "sh", switch)
    run(("ip", "netns", "exec", space, "unshare", "--uts", *shell, PROGRAM, "-d", *limits))


def sockets(lab: str) -> tuple[Path, ...]:
    """Also of daemons that were killed, and the locks beside them."""
    return tuple(path for path in RUN.glob(f"{PREFIX}*{SUFFIX}*") if lab_of(path.name.removeprefix(PREFIX)) == lab)


def _settings(lab: str, switch: str) -> Path:
    """Read by lldpd's own user, who may not be kept out."""
    place = LABS / lab / "lldp"
    place.mkdir(mode=0o755, exist_ok=True)
    path = place / f"{switch}.conf"
    path.write_text(SETTINGS.format(switch=switch))
    path.chmod(0o644)
    return path
