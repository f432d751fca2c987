"""IOS-XR's text over NETCONF: into XML and out of it."""

import re
from typing import Any
from xml.sax.saxutils import escape

from ncclient.xml_ import to_ele

CLI = "http://cisco.com/ns/yang/Cisco-IOS-XR-cli-cfg"
HEAD = re.compile(r"\A(?:(?:Building configuration|!).*\n|\n)+")
"""How old it is, and who changed it."""
TAIL = re.compile(r"(?:\A|(?<=\n))end\s*\Z")
UNSPEAKABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 can't carry, escaped or not (§2.2)."""


def plain(text: str) -> str:
    """What is configured, without the frame that a router prints around it; "" when that is nothing."""
    inside = TAIL.sub("", HEAD.sub("", text.replace("\r\n", "\n") + "\n")).rstrip()
    return f"{inside}\n" if inside else ""


def config(text: str) -> str:
    """A configuration as the `cli` model holds it: `&`, `<` and `>` (so the end-of-message mark, too) escaped."""
    return f'<config><cli xmlns="{CLI}">{escape(plain(text))}</cli></config>'


def unspeakable(text: str) -> str:
    """The first character that no XML message can carry, "" when there is none."""
    found = UNSPEAKABLE.search(text)
    return found.group() if found else ""


def inside(reply: str) -> str:
    """The text of the first element that has any, deep in a reply."""
    return next((each.text for each in to_ele(reply).iter() if each.text and each.text.strip()), "")


def words(error: Any) -> str:
    """Of an <rpc-error>: its message, or its tag; and the session that is in the way."""
    message = " ".join((error.message or error.tag or str(error)).split())
    session = re.search(r"session-id>\s*(\d+)", error.info or "")
    return f"{message} (session {session.group(1)})" if session and session.group(1) not in message else message
