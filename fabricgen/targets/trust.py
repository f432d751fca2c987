"""Who the other side must prove to be before a password is sent: SSH host keys and TLS certificates."""

import base64
import hashlib
import socket
import ssl
from contextlib import closing, suppress
from pathlib import Path

import paramiko

SECONDS = 10.0
SSH_PORT = 22
CUT = (paramiko.SSHException, OSError, EOFError)
"""What paramiko raises when the other side isn't there, or no longer; which of them depends on who notices first."""


class UntrustedError(Exception):
    """Nobody vouches for what the other side presented; the message names it, its SHA-256 fingerprint, and what to do.

    Nothing has been sent to it.
    """


def fingerprint(key: paramiko.PKey) -> str:
    """As `ssh-keygen -l` writes it: ssh-ed25519 SHA256:…"""
    digest = base64.b64encode(hashlib.sha256(key.asbytes()).digest()).decode().rstrip("=")
    return f"{key.get_name()} SHA256:{digest}"


def known_as(host: str, port: int) -> str:
    """The name under which known_hosts keeps a host: [host]:port unless the port is 22 (sshd(8))."""
    return host if port == SSH_PORT else f"[{host}]:{port}"


def known_hosts_file(known_hosts: str | Path | None) -> Path:
    """The file that counts: the one given, or the user's own."""
    return Path(known_hosts or "~/.ssh/known_hosts").expanduser()


def known_keys(host: str, port: int, known_hosts: str | Path | None) -> tuple[paramiko.PKey, ...]:
    """The keys on file for a host, none when there is no file. Raises UntrustedError when the file can't be read."""
    file = known_hosts_file(known_hosts)
    keys = paramiko.HostKeys()
    try:
        keys.load(str(file))
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise UntrustedError(f"{file} can't be read, so no host key can be checked: {error.strerror}") from error
    found = keys.lookup(known_as(host, port))
    return tuple(found.values()) if found else ()


def check_host_key(host: str, port: int, key: paramiko.PKey, known_hosts: str | Path | None) -> None:
    """Raises UntrustedError unless known_hosts has this very key for the host."""
    known = known_keys(host, port, known_hosts)
    file, name = known_hosts_file(known_hosts), known_as(host, port)
    if key in known:
        return
    if known:
        expected = ", ".join(map(fingerprint, known))
        raise UntrustedError(
            f"{name} shows another host key than {file} has for it: {fingerprint(key)} instead of {expected}; "
            "find out why before you trust it, then replace its line"
        )
    raise UntrustedError(
        f"the host key of {name} isn't in {file}: {fingerprint(key)}; compare that with what the box itself says "
        f"(`ssh-keygen -lf` on its public host key), then add this line: {name} {key.get_name()} {key.get_base64()}"
    )


def verify_host(host: str, port: int, known_hosts: str | Path | None, seconds: float = SECONDS) -> None:
    """Look at the host key over a connection of its own, for libraries that don't check the one they get.

    Raises UntrustedError, and one of CUT when there is no SSH to be had. It guards against a
    wrong or replaced box; only a check on the very connection guards against somebody in the middle.
    """
    preferred = [key.get_name() for key in known_keys(host, port, known_hosts)]
    check_host_key(host, port, shown_key(host, port, preferred, seconds), known_hosts)


def shown_key(host: str, port: int, preferred: list[str], seconds: float = SECONDS) -> paramiko.PKey:
    """The host key that a server presents; a box with several shows one of a `preferred` type if it has one."""
    with closing(paramiko.Transport(socket.create_connection((host, port), seconds))) as transport:
        options = transport.get_security_options()
        options.key_types = sorted(options.key_types, key=lambda kind: kind not in _signatures(preferred))
        transport.banner_timeout = transport.handshake_timeout = seconds
        transport.start_client(timeout=seconds)
        return transport.get_remote_server_key()


def _signatures(names: list[str]) -> set[str]:
    """An RSA key signs with SHA-2 under names of their own: RFC 8332."""
    return {*names, *(("rsa-sha2-512", "rsa-sha2-256") if "ssh-rsa" in names else ())}


def verifying(ca: str | Path | None) -> ssl.SSLContext:
    """Certificates must lead to `ca`, a file of PEM certificates, or, without one, to an authority of this machine; and
    they must name the host. Raises UntrustedError when the file is of no use.
    """
    try:
        return ssl.create_default_context(cafile=str(Path(ca).expanduser()) if ca else None)
    except (OSError, ssl.SSLError) as error:
        reason = error.strerror if isinstance(error, FileNotFoundError | PermissionError) else "no certificate in it"
        raise UntrustedError(f"the CA file {ca} can't be used: {reason}") from error


def blind() -> ssl.SSLContext:
    """The opt-out: takes any certificate."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def certificate_fingerprint(host: str, port: int, seconds: float = SECONDS) -> str:
    """SHA-256 of the certificate that a server presents, as `openssl x509 -fingerprint -sha256` writes it.

    Raises OSError when there is no TLS to be had.
    """
    pem = ssl.get_server_certificate((host, port), timeout=seconds)
    digest = hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem)).hexdigest().upper()
    return "SHA256 " + ":".join(digest[at : at + 2] for at in range(0, len(digest), 2))


def untrusted_certificate(host: str, port: int, ca: str | Path | None, reason: str) -> UntrustedError:
    """To raise when a TLS library has refused a certificate for `reason`."""
    shown = "its fingerprint can't be had"
    with suppress(OSError):
        shown = certificate_fingerprint(host, port)
    vouching = f"the CA file {ca}" if ca else "the authorities that this machine knows"
    return UntrustedError(
        f"{host} port {port} shows a certificate that isn't vouched for by {vouching}: {reason}; {shown}; compare that "
        "with the box's own certificate, then name the one that signed it as `ca` in the credentials file"
    )
