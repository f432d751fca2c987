"""What the NETCONF drivers have in common: the host key is checked on the very session that carries the password."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from ncclient.transport.errors import SSHUnknownHostError

from fabricgen.targets.trust import CUT, UntrustedError, check_host_key, known_hosts_file, shown_key

NOBODY = Path(os.devnull)


@contextmanager
def ssh_settings(port: int, known_hosts: str | None) -> Iterator[str]:
    """The path of settings for ncclient, which takes a known_hosts file from nowhere else.

    The user's own follow, so that proxies keep working; what stands first counts (ssh_config(5)), also against a port
    of theirs, which PyEZ would prefer to the one it is given.
    """
    known = known_hosts_file(known_hosts)
    lines = f"UserKnownHostsFile {known if known.exists() else NOBODY}\nPort {port}\n"
    own = Path("~/.ssh/config").expanduser()
    with tempfile.NamedTemporaryFile("w", prefix="fabricgen-", suffix=".ssh") as file:
        file.write(lines + (own.read_text() if own.is_file() else ""))
        file.flush()
        yield file.name


def unknown_host(error: BaseException | None) -> bool:
    """Whether an unknown host key is behind an error: PyEZ says `refused` for it, and keeps the cause as context."""
    while error is not None:
        if isinstance(error, SSHUnknownHostError):
            return True
        error = error.__cause__ or error.__context__
    return False


def untrusted(host: str, port: int, known_hosts: str | None) -> UntrustedError:
    """Look once more at the key that was refused, to name it with its fingerprint."""
    try:
        check_host_key(host, port, shown_key(host, port, []), known_hosts)
    except UntrustedError as named:
        return named
    except CUT:
        pass
    return UntrustedError(f"{host} port {port} showed a host key that isn't in {known_hosts_file(known_hosts)}")


def stands(session: Any) -> bool:
    """Whether somebody is there to talk to; ncclient notices a moment later, and waits for an answer till then."""
    return bool(session.connected and session.transport.is_active())


def cut(session: Any) -> None:
    """End a session whose other side may have gone; ncclient closes nothing then."""
    with suppress(Exception):  # whatever is broken already needs no closing
        session.close()
