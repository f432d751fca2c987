"""References become secrets on the way to a device, and nobody sees one on the way back."""

import json
import pickle
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabricgen.findings import RefusedError
from fabricgen.targets.masking import VEILED, Mask, forms, veiled
from fabricgen.targets.secrets import Hidden, Need, NoSecretError, fetch, gather, needs

HASH = "$6$rounds=5000$saltsalt$EKt2Np1WWXN0PyDZl4gM5KXXHkD/JQ1kNQe7dr0kUV8s9uHq1"
TEXT = "username admin secret sha512 <env:ADMIN>\nneighbor LEAVES password <file:bgp.txt>\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("ADMIN", HASH)
    (tmp_path / "bgp.txt").write_text("s3cr3t-md5\nsecond line\n")
    return tmp_path


def test_every_kind_of_reference_is_followed(folder):
    assert fetch("env:ADMIN", folder).reveal() == HASH
    assert fetch("file:bgp.txt", folder).reveal() == "s3cr3t-md5"
    assert fetch("command:cat bgp.txt", folder).reveal() == "s3cr3t-md5"
    assert fetch("command:printf '%s' 'two words; $HOME'", folder).reveal() == "two words; $HOME"


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("env:NOBODY_SET_THIS", "the environment has no NOBODY_SET_THIS"),
        ("file:none.txt", "{folder}/none.txt can't be read: No such file or directory"),
        ("file:empty.txt", "file:empty.txt is empty"),
        ("command:no-such-program x", "`no-such-program x` can't start: No such file or directory"),
        ("command:ls 'open", "`ls 'open` can't start: it is no command line"),
        ("command:true", "command:true is empty"),
        (
            "command:sh -c 'echo hunter2; echo vault is sealed >&2; exit 3'",
            "`sh -c 'echo hunter2; echo vault is sealed >&2; exit 3'` ended with status 3: vault is sealed",
        ),
    ],
)
def test_a_reference_that_leads_nowhere_says_why(folder, reference, message):
    (folder / "empty.txt").write_text("\n")
    with pytest.raises(NoSecretError) as caught:
        fetch(reference, folder)
    assert str(caught.value) == message.format(folder=folder)


def test_a_command_that_hangs_is_given_up(folder, monkeypatch):
    monkeypatch.setattr("fabricgen.targets.secrets.SECONDS", 0.1)
    with pytest.raises(NoSecretError, match=r"^`sleep 5` gave no answer within 0.1 s$"):
        fetch("command:sleep 5", folder)


def test_a_rendered_text_is_resolved_and_masked_again(folder):
    found = needs(TEXT, "leaf-p00-00: frr.conf")
    assert found == (Need("env:ADMIN", "leaf-p00-00: frr.conf"), Need("file:bgp.txt", "leaf-p00-00: frr.conf"))
    resolved = gather(found, folder).resolve(TEXT)
    assert resolved.text.reveal() == TEXT.replace("<env:ADMIN>", HASH).replace("<file:bgp.txt>", "s3cr3t-md5")
    assert resolved.mask(resolved.text.reveal()) == TEXT


def test_all_that_is_missing_is_told_at_once(folder, monkeypatch):
    monkeypatch.setenv("SHORT", "abc")
    monkeypatch.setenv("SPACED", "two words")
    wanted = [
        Need("env:NOT_THERE", "leaf-p00-00: frr.conf"),
        Need("env:NOT_THERE", "leaf-p00-01: frr.conf"),
        Need("env:ADMIN", "leaf-p00-00: frr.conf"),
        Need("env:SHORT", "leaf-p00-00: frr.conf"),
        Need("env:SPACED", "leaf-p00-00: frr.conf"),
    ]
    with pytest.raises(RefusedError) as caught:
        gather(wanted, folder)
    assert str(caught.value).splitlines() == [
        "error[FG013] no secret for leaf-p00-00: frr.conf and 1 more: the environment has no NOT_THERE",
        (
            "error[FG013] no secret for leaf-p00-00: frr.conf: env:SHORT has fewer than 4 characters; nobody could "
            "keep it out of what is shown"
        ),
        (
            "error[FG013] no secret for leaf-p00-00: frr.conf: env:SPACED has a blank, a quote, a backslash, an angle "
            "bracket or a character beyond ASCII in it; switches disagree on what those mean"
        ),
    ]


def test_a_command_runs_once_for_all_devices(folder):
    wanted = [Need("command:sh -c 'echo x >> ran; echo value'", f"leaf-{number}: f") for number in range(20)]
    gather(wanted, folder)
    assert (folder / "ran").read_text() == "x\n"


def test_a_hidden_value_shows_itself_nowhere():
    hidden = Hidden("hunter2")
    assert [f"{hidden}", repr(hidden), str([hidden]), f"{hidden!s:>3}"] == [
        "<hidden>",
        "<hidden>",
        "[<hidden>]",
        "<hidden>",
    ]
    assert hidden == Hidden("hunter2")
    assert hidden != "hunter2"
    with pytest.raises(TypeError, match="a secret isn't written anywhere"):
        pickle.dumps(hidden)
    with pytest.raises(TypeError, match="not JSON serializable"):
        json.dumps(hidden)


def test_secrets_in_an_exception_or_a_log_stay_hidden(folder):
    found = gather([Need("env:ADMIN", "x: y")], folder)
    assert HASH not in f"{found!r} {found.mask!r} {found.resolve('<env:ADMIN>')!r} {vars(type(found))}"


SECRET = st.text(
    st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="\"'\\<>`"), min_size=4, max_size=30
)
REFERENCE = st.from_regex(r"env:[A-Z_]{1,12}|file:[a-z./]{1,12}", fullmatch=True)
FORMS = st.integers(0, 9)


@given(st.dictionaries(SECRET, REFERENCE, min_size=1, max_size=4), st.data())
def test_after_masking_no_secret_is_left_in_any_form(secrets, data):
    mask = Mask.of(secrets)
    words = [form for secret in secrets for form in forms(secret)]
    around = st.one_of(st.sampled_from(words), st.text(st.characters(codec="ascii"), max_size=12))
    seen = mask("".join(data.draw(st.lists(around, max_size=12))))
    assert [secret for secret in secrets if secret in seen] == []


@given(st.dictionaries(SECRET, REFERENCE, max_size=3), st.text(max_size=80))
def test_masking_twice_is_masking_once(secrets, text):
    mask = Mask.of(secrets)
    assert mask(mask(text)) == mask(text)


def test_a_placeholder_that_would_tell_the_secret_is_veiled():
    assert Mask.of({"ADMIN": "env:FABRIC_ADMIN"})("user ADMIN") == f"user {VEILED}"


@pytest.mark.parametrize(
    ("shown", "masked"),
    [
        ("username admin secret sha512 $6$abc$defghijkl", f"username admin secret sha512 {VEILED}"),
        ("username bob secret 5 $1$mERr$hx5rVt7rPNoS4wqbXKX7m0", f"username bob secret 5 {VEILED}"),
        ("username bob password 5 $5$KL$abcd role x", f"username bob password 5 {VEILED} role x"),
        ("   neighbor LEAVES password 7 0822455D0A16", f"   neighbor LEAVES password 7 {VEILED}"),
        ("+ neighbor 10.0.0.1 password hunter2", f"+ neighbor 10.0.0.1 password {VEILED}"),
        ("tacacs-server host 192.0.2.1 key 7 070c285f", f"tacacs-server host 192.0.2.1 key 7 {VEILED}"),
        ('tacacs-server key 7 "fewhg"', f'tacacs-server key 7 "{VEILED}"'),
        ("snmp-server community public ro", f"snmp-server community {VEILED} ro"),
        ("snmp-server user u v3 auth md5 0xab12 priv 0xcd34", f"snmp-server user u v3 auth md5 {VEILED} priv {VEILED}"),
        ("user u auth sha aaaa priv aes-128 bbbb", f"user u auth sha {VEILED} priv aes-128 {VEILED}"),
        ('authentication-key "$9$s4ZGifTz69pjH/t"; ## SECRET-DATA', f'authentication-key "{VEILED}"; ## SECRET-DATA'),
        ('encrypted-password "$6$abc$defg";', f'encrypted-password "{VEILED}";'),
        ("+   community public {", f"+   community {VEILED} {{"),
        ("set snmp community public view v", f"set snmp community {VEILED} view v"),
        (" key-string password 104D000A0618", f" key-string password {VEILED}"),
        ('{"hashed-password": "abcdef", "mtu": 9216}', f'{{"hashed-password": "{VEILED}", "mtu": 9216}}'),
        ("hashed-password: '$6$aa$bbbbbb'", f"hashed-password: '{VEILED}'"),
        ("admin:$y$j9T$salt$hash:19000:0", f"admin:{VEILED}:19000:0"),
    ],
)  # fmt: skip
def test_what_looks_like_a_secret_is_veiled(shown, masked):
    assert veiled(shown) == masked
    assert veiled(masked) == masked


@pytest.mark.parametrize(
    "harmless",
    [
        "username admin secret sha512 <env:ADMIN>",
        "neighbor LEAVES password <env:BGP>",
        "   ip address 10.0.0.1/31",
        "set community 65000:1 additive",
        "bgp community-list standard BLEACH permit 65000:666",
        " description key account of the day",
        "route-map OUT permit 10\n match community VALLEY\n",
        "policy-options { community VALLEY members 65000:1; }",
        "key chain K\n key 1\n",
        "ip ssh rekey 7\n!",
    ],
)
def test_what_is_no_secret_stays(harmless):
    assert veiled(harmless) == harmless


@pytest.mark.parametrize(
    "piece", ["+\n", " ", "-", "key ", "md5 ", "password ", "$6", "neighbor ", "community ", '"key": ']
)
def test_no_text_is_slow_to_mask(piece):
    begun = process_time()
    Mask.of({"s3cr3t": "env:X"})(piece * 20_000)
    assert process_time() - begun < 2


def test_what_we_render_holds_nothing_that_looks_like_a_secret():
    golden = Path(__file__).parent.parent / "platforms" / "golden"
    texts = [file.read_text() for file in golden.rglob("*") if file.is_file()]
    assert len(texts) > 20
    assert [text for text in texts if veiled(text) != text] == []
