"""Nobody gets a password who can't prove who he is."""

import ssl
from urllib.request import urlopen

import paramiko
import pytest

from fabricgen.targets import trust
from tests.fakes import https, ssh
from tests.fakes.box import Box
from tests.fakes.certificate import identity


@pytest.fixture
def port():
    with ssh.serve(Box("leaf"), ssh.Talks()) as number:
        yield number


def test_a_known_host_passes(tmp_path, port):
    ssh.known_hosts(tmp_path / "known", "127.0.0.1", port)
    trust.verify_host("127.0.0.1", port, tmp_path / "known")


def test_an_unknown_host_is_named_with_its_fingerprint_and_the_line_to_add(tmp_path, port):
    with pytest.raises(trust.UntrustedError) as caught:
        trust.verify_host("127.0.0.1", port, tmp_path / "known")
    key = ssh.host_key()
    assert str(caught.value) == (
        f"the host key of [127.0.0.1]:{port} isn't in {tmp_path}/known: {trust.fingerprint(key)}; compare that with "
        "what the box itself says (`ssh-keygen -lf` on its public host key), then add this line: "
        f"[127.0.0.1]:{port} {key.get_name()} {key.get_base64()}"
    )


def test_the_line_it_names_is_the_one_that_helps(tmp_path, port):
    with pytest.raises(trust.UntrustedError) as caught:
        trust.verify_host("127.0.0.1", port, tmp_path / "known")
    (tmp_path / "known").write_text(str(caught.value).partition("this line: ")[2] + "\n")
    trust.verify_host("127.0.0.1", port, tmp_path / "known")


def test_a_changed_key_is_another_story(tmp_path, port):
    other = paramiko.ECDSAKey.generate()
    ssh.known_hosts(tmp_path / "known", "127.0.0.1", port, other)
    with pytest.raises(trust.UntrustedError) as caught:
        trust.verify_host("127.0.0.1", port, tmp_path / "known")
    assert str(caught.value) == (
        f"[127.0.0.1]:{port} shows another host key than {tmp_path}/known has for it: "
        f"{trust.fingerprint(ssh.host_key())} instead of {trust.fingerprint(other)}; "
        "find out why before you trust it, then replace its line"
    )


def test_hashed_names_are_found(tmp_path, port):
    key = ssh.host_key()
    name = paramiko.HostKeys.hash_host(f"[127.0.0.1]:{port}")
    (tmp_path / "known").write_text(f"{name} {key.get_name()} {key.get_base64()}\n")
    trust.verify_host("127.0.0.1", port, tmp_path / "known")


def test_known_hosts_that_can_not_be_read_trust_nobody(tmp_path, port):
    with pytest.raises(trust.UntrustedError, match=r"can't be read, so no host key can be checked: Is a directory$"):
        trust.verify_host("127.0.0.1", port, tmp_path)


def test_the_fingerprint_is_that_of_ssh_keygen():
    """Key and print as `ssh-keygen -l` shows them for a published example: GitHub's Ed25519 host key."""
    line = "AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl"
    entry = paramiko.hostkeys.HostKeyEntry.from_line(f"github.com ssh-ed25519 {line}")
    assert entry is not None
    assert trust.fingerprint(entry.key) == "ssh-ed25519 SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU"


@pytest.fixture
def served():
    with https.serve(lambda _request: https.Response(b"{}")) as found:
        yield found


def test_a_certificate_of_the_given_authority_passes(served):
    context = trust.verifying(served.ca)
    with urlopen(f"https://{served.host}:{served.port}/", context=context) as answer:
        assert answer.status == 200


def test_a_certificate_of_a_stranger_does_not(served):
    with pytest.raises(OSError, match="certificate verify failed") as caught:
        urlopen(f"https://{served.host}:{served.port}/", context=trust.verifying(None))
    assert isinstance(caught.value.reason, ssl.SSLCertVerificationError)
    told = trust.untrusted_certificate(served.host, served.port, None, caught.value.reason.verify_message)
    print_ = trust.certificate_fingerprint(served.host, served.port)
    assert str(told) == (
        f"127.0.0.1 port {served.port} shows a certificate that isn't vouched for by the authorities that this machine "
        f"knows: unable to get local issuer certificate; {print_}; compare that with the box's own certificate, then "
        "name the one that signed it as `ca` in the credentials file"
    )
    assert len(print_) == len("SHA256 ") + 32 * 3 - 1


def test_a_certificate_that_can_not_be_seen_is_told_all_the_same():
    told = trust.untrusted_certificate("127.0.0.1", 1, identity().ca, "it expired")
    assert str(told) == (
        f"127.0.0.1 port 1 shows a certificate that isn't vouched for by the CA file {identity().ca}: it expired; "
        "its fingerprint can't be had; compare that with the box's own certificate, then name the one that signed it "
        "as `ca` in the credentials file"
    )


def test_the_opt_out_takes_anything(served):
    with urlopen(f"https://{served.host}:{served.port}/", context=trust.blind()) as answer:
        assert answer.status == 200


@pytest.mark.parametrize(
    ("content", "reason"), [(None, "No such file or directory"), ("not a certificate\n", "no certificate in it")]
)
def test_a_ca_file_of_no_use_is_told(tmp_path, content, reason):
    if content:
        (tmp_path / "ca.pem").write_text(content)
    with pytest.raises(trust.UntrustedError) as caught:
        trust.verifying(tmp_path / "ca.pem")
    assert str(caught.value) == f"the CA file {tmp_path}/ca.pem can't be used: {reason}"
