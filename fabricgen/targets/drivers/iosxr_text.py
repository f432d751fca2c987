"""IOS-XR's text over NETCONF: into XML and out of it."""

import re
from typing import Any
from xml.sax.saxutils import escape

from ncclient.xml_ import to_ele

from fabricgen.targets.live import Adjacencies

CLI = "http://cisco.com/ns/yang/Cisco-IOS-XR-cli-cfg"
OSPF = "http://cisco.com/ns/yang/Cisco-IOS-XR-ipv4-ospf-oper"
_ADJACENT = "<adjacency-information><neighbors/></adjacency-information>"
OSPF_NEIGHBORS = (
    f'<ospf xmlns="{OSPF}"><processes><process><process-name/><default-vrf>{_ADJACENT}</default-vrf>'
    f"<vrfs><vrf><vrf-name/>{_ADJACENT}</vrf></vrfs></process></processes></ospf>"
)
"""What is asked for."""
LEAVES, FULL = ("neighbor-interface-name", "neighbor-id", "neighbor-state"), "mgmt-nbr-full"
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


def ospf_neighbors(reply: str) -> Adjacencies:
    """Of a reply to OSPF_NEIGHBORS, by the name that the configuration has for an interface."""
    found: Adjacencies = {}
    for instance in to_ele(reply).iter(f"{{{OSPF}}}default-vrf", f"{{{OSPF}}}vrf"):
        ports = found.setdefault(instance.findtext(f"{{{OSPF}}}vrf-name", "global"), {})
        for each in instance.iter(f"{{{OSPF}}}neighbor"):
            port, router_id, state = (each.findtext(f"{{{OSPF}}}{leaf}", "") for leaf in LEAVES)
            ports.setdefault(port, []).append({"router_id": router_id, "is_up": state == FULL})
    return found


def words(error: Any) -> str:
    """Of an <rpc-error>: its message, or its tag; and the session that is in the way."""
    message = " ".join((error.message or error.tag or str(error)).split())
    session = re.search(r"session-id>\s*(\d+)", error.info or "")
    return f"{message} (session {session.group(1)})" if session and session.group(1) not in message else message
