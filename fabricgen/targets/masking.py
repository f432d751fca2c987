"""What must not be seen in diffs, logs and answers: secrets that we know, and what looks like one."""

import base64
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote
from xml.sax.saxutils import escape

SHORTEST = 4
"""Characters. What is shorter would be found, and hidden, in half the words of a configuration."""
VEILED = "<***>"

_WORD = r"""(?P<open>["']?)(?!<)[^\s"'<>;{}\[\],]+"""
"""A value that isn't a placeholder already; its quote stays."""
_SORTS = (
    r"(?:0|5|6|7|8a?|9|10|sha512|sha256|sha1?|md5|des|3des|aes(?:-?(?:128|192|256))?|encrypted|clear|hashed|password"
    r"|hmac-sha-?\d+|hmac-md5|ascii-text|hexadecimal)"
)
_SORTED = r"(?:password|secret|key|key-string|passphrase|auth|priv|authentication-key|md5|ipsec)"
_BARE = (
    r"(?:snmp-server\s+community|(?:neighbor|peer|peer-group)\s+\S+\s+password|encrypted-password|simple-password"
    r"|authentication-key|authentication-password|privacy-password|pre-shared-key|hashed-password|key-string"
    r"|(?:tacacs|radius)-server\s+key|(?:password|secret|passphrase|community)\s*[:=])"
)
_JUNOS_COMMUNITY = r"(?<=snmp )community|^[-+ ]{0,40}community(?=\s+[^\s;{\[]+\s*\{)"
LOOKS_SECRET = tuple(
    re.compile(pattern.replace(r"\s+", r"[ \t]+").replace(r"\s*", r"[ \t]*"), re.MULTILINE | re.IGNORECASE)
    for pattern in (
        r"""(?P<before>)(?P<open>)\$(?:\d\d?[abxy]?|y|gy|sha1|aes\d?|argon2\w*|ar\w*)\$[^ \t\n"':;,<>]{4,}""",
        rf"(?P<before>\b{_SORTED}(?:\s+{_SORTS})+\s+){_WORD}",
        rf"(?P<before>\b{_BARE}\s+)(?!{_SORTS}\s+\S){_WORD}",
        rf"(?P<before>\bpriv\s+){_WORD.replace('(?!<)', '(?=0x)')}",
        rf"(?P<before>(?:{_JUNOS_COMMUNITY})\s+){_WORD}",
        r"""(?P<before>["'](?:\w*passw(?:or)?d|secret|hashed[-_]password|community|passkey)["']\s*:\s*)(?P<open>["'])(?!<)[^"'\n]+""",
    )
)
"""Crypt hashes and `$9$` of Junos; words of a sort (`password 7 …`, `secret sha512 …`); passwords and communities as
FRR, EOS, NX-OS, IOS-XR, Junos, SR Linux and NVUE write them.
"""


@dataclass(frozen=True, slots=True)
class Mask:
    """Call it with a text. `standins` is by every form in which a known secret may be written."""

    standins: Mapping[str, str] = field(repr=False)
    pattern: re.Pattern[str] | None = field(repr=False)

    @classmethod
    def of(cls, secrets: Mapping[str, str]) -> "Mask":
        """`secrets` is value → reference, "" for one that has none. Values under four characters aren't hidden."""
        values = [value for value in secrets if len(value) >= SHORTEST]
        standins = {form: _standin(secrets[value], values) for value in values for form in forms(value)}
        longest_first = sorted(standins, key=len, reverse=True)
        return cls(standins, re.compile("|".join(map(re.escape, longest_first))) if longest_first else None)

    def __call__(self, text: str) -> str:
        """Placeholders instead of known secrets, and a veil over what looks like one."""
        known = self.pattern.sub(lambda found: self.standins[found[0]], text) if self.pattern else text
        return veiled(known)


def veiled(text: str) -> str:
    """A veil over whatever looks like a secret, though nobody told us which."""
    for pattern in LOOKS_SECRET:
        text = pattern.sub(rf"\g<before>\g<open>{VEILED}", text)
    return text


def forms(value: str) -> Iterator[str]:
    """As a box, a protocol or a library may write it: plain, and escaped for JSON, XML, a URL, a shell; in base64."""
    in_json = json.dumps(value)[1:-1]
    yield from dict.fromkeys(
        (
            value,
            in_json,
            in_json.replace("/", "\\/"),
            json.dumps(in_json)[1:-1],
            escape(value),
            escape(value, {'"': "&quot;", "'": "&apos;"}),
            quote(value),
            quote(value, safe=""),
            re.sub(r"([$\"`\\])", r"\\\1", value),
            base64.b64encode(value.encode()).decode(),
        )
    )


def _standin(reference: str, values: list[str]) -> str:
    """The placeholder, unless it would itself tell a secret."""
    placeholder = f"<{reference}>"
    return placeholder if reference and not any(value in placeholder for value in values) else VEILED
