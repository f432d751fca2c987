"""How every fake switch of this process proves itself: one certificate, signed by an authority of its own."""

import atexit
import ipaddress
import shutil
import ssl
import tempfile
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

NAMES = ("localhost", "::1", *(f"127.0.0.{number}" for number in range(1, 255)))


class Identity(NamedTuple):
    """What a server shows, and the file of the authority that vouches for it."""

    context: ssl.SSLContext
    ca: str


class _Pair(NamedTuple):
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _usage(*, signs: bool) -> x509.KeyUsage:
    no = dict.fromkeys(
        ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "crl_sign"), False
    )
    return x509.KeyUsage(
        digital_signature=not signs, key_cert_sign=signs, encipher_only=False, decipher_only=False, **no
    )


def _issue(name: str, issuer: _Pair | None = None) -> _Pair:
    """A certificate valid for a day; without an issuer it is an authority that signs itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    signer, now, signs = issuer.key if issuer else key, datetime.now(UTC), issuer is None
    extensions: list[x509.ExtensionType] = [
        x509.SubjectKeyIdentifier.from_public_key(key.public_key()),
        x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()),
        x509.SubjectAlternativeName([_alternative(name) for name in NAMES]),
    ]
    builder = (
        x509.CertificateBuilder(issuer.certificate.subject if issuer else _name(name), _name(name))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=signs, path_length=None), critical=True)
        .add_extension(_usage(signs=signs), critical=True)
    )
    for extension in extensions:
        builder = builder.add_extension(extension, critical=False)
    return _Pair(key, builder.sign(signer, hashes.SHA256()))


def _alternative(name: str) -> x509.GeneralName:
    return x509.DNSName(name) if name == "localhost" else x509.IPAddress(ipaddress.ip_address(name))


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


@cache
def identity() -> Identity:
    """Made once; the files go when the process ends."""
    authority = _issue("fakes")
    pair = _issue("fake switch", authority)
    folder = Path(tempfile.mkdtemp(prefix="fakes-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    key = pair.key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "ca.pem").write_bytes(_pem(authority.certificate))
    (folder / "own.pem").write_bytes(key + _pem(pair.certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "own.pem")
    return Identity(context, str(folder / "ca.pem"))
