"""The way into a switch: an SSH server in its namespace, at its management address, for whoever holds the lab's key.

The server sees its own list of users: root has no password there, so none opens anything, and an empty home, so that
a switch runs nothing of what this machine's root has set up for a shell.
"""

import os
from collections.abc import Iterable
from ipaddress import ip_interface
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from fabricgen.lab.command import run
from fabricgen.lab.ledger import LABS
from fabricgen.lab.topology import Management, namespace

PROGRAM = "sshd"
SERVER = f"/usr/sbin/{PROGRAM}"
SEPARATION = Path("/run/sshd")  # compiled into sshd; Debian's own service makes it too, so it stays
USERS = Path("/etc/passwd")
START = (
    'hostname "$1"; mount --bind "$2/passwd" /etc/passwd && mount --bind "$2/shadow" /etc/shadow || exit; '
    'shift 2; exec "$@"'
)
SHADOW = "root:*:::::::\n"
OPTIONS = (
    "UsePAM=no",
    "PasswordAuthentication=no",
    "KbdInteractiveAuthentication=no",
    "StrictModes=no",
    "PrintMotd=no",
    "PidFile=none",
)


def folder(lab: str) -> Path:
    return LABS / lab / "ssh"


def credentials(lab: str) -> Path:
    """Who logs in to the lab's switches, and how: the file that --credentials takes."""
    return LABS / lab / "credentials.yml"


def prepare(lab: str, management: Management) -> None:
    """Keys for the client and for every switch, new for each lab, and the files that name them."""
    place = folder(lab)
    place.mkdir(mode=0o700)
    SEPARATION.mkdir(mode=0o755, exist_ok=True)
    _private(place / "authorized_keys", f"{_key(place / 'key')}\n")
    (place / "home").mkdir(mode=0o700)
    _private(place / "passwd", with_home(USERS.read_text(), place / "home"))
    (place / "passwd").chmod(0o644)
    _private(place / "shadow", SHADOW)
    known = ((address, _key(place / f"{name}.key")) for name, address in management.addresses.items())
    _private(place / "known_hosts", "".join(f"{ip_interface(address).ip} {key}\n" for address, key in known))
    words = (("lab", lab), ("username", "root"), ("key", place / "key"), ("known_hosts", place / "known_hosts"))
    _private(credentials(lab), "".join(f"{word}: {value}\n" for word, value in words))


def start(lab: str, switch: str, address: str) -> None:
    """`address` may carry its prefix length."""
    place, space = folder(lab), namespace(lab, switch)
    own = (f"ListenAddress={ip_interface(address).ip}", f"AuthorizedKeysFile={place / 'authorized_keys'}")
    server = (SERVER, "-f", "/dev/null", "-h", str(place / f"{switch}.key"), *_options((*OPTIONS, *own)))
    shell = ("sh", "-c", START, "sh", switch, str(place))
    run(("ip", "netns", "exec", space, "unshare", "--uts", *shell, *server))


def with_home(users: str, home: Path) -> str:
    """The same users, with another home and a plain shell for root: passwd(5)."""
    lines = users.splitlines(keepends=True)
    return "".join(f"root:x:0:0:root:{home}:/bin/sh\n" if line.startswith("root:") else line for line in lines)


def _options(options: Iterable[str]) -> tuple[str, ...]:
    return tuple(word for option in options for word in ("-o", option))


def _key(path: Path) -> str:
    """A new private key at `path`; returns its public half as OpenSSH writes it."""
    key = Ed25519PrivateKey.generate()
    _private(path, key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()).decode())
    return key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()


def _private(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
