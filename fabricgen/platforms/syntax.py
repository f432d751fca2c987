"""How the files of a network OS are read: what gives a line its place, and where the order of lines matters."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    INDENTED = "indented"
    """Deeper lines belong to the line above them."""
    BRACES = "braces"
    """`name { … }`, and leaves that end with a semicolon."""
    JSON = "json"
    YAML = "yaml"
    LINES = "lines"
    """Nothing is known but that the lines have an order."""


@dataclass(frozen=True, slots=True)
class Syntax:
    """`comment` are the characters that begin a line without meaning; `closers` are words that only end a block.

    `ordered` matches the path of a line, heads joined by " > ", where the order among its neighbours means something;
    what it matched is the name of their list; in plain lines its first group is. Everywhere else order is ignored,
    except in arrays and in plain lines.
    """

    form: Form
    comment: str = ""
    closers: frozenset[str] = frozenset()
    ordered: re.Pattern[str] | None = None


LINES = Syntax(Form.LINES, comment="#")
QUEUES = Syntax(Form.LINES, comment="#", ordered=re.compile(r"(?:qdisc|class|filter) \w+ dev (\S+)"))
"""tc(8), with -batch: a command each line. What is built at one port stands apart from all others."""
STANZAS = Syntax(Form.INDENTED, comment="#")
"""ifupdown2: interfaces(5). The order in a stanza decides nothing that we render."""
JSON = Syntax(Form.JSON)
FRR = Syntax(
    Form.INDENTED,
    comment="!#",
    closers=frozenset({"exit", "exit-address-family", "exit-vrf", "exit-vni", "end"}),
    ordered=re.compile(
        r"(?:ip |ipv6 |bgp )?(?:as-path )?access-list \S+ (?=permit|deny)"
        r"|bgp (?:large-|ext)?community-list (?:(?:standard|expanded) )?\S+ (?=permit|deny)"
        r"|(?:ip|ipv6) prefix-list \S+ (?=permit|deny)"
    ),
)
"""Entries without a number are served in their order."""
EOS = Syntax(
    Form.INDENTED,
    comment="!",
    closers=frozenset({"end", "exit"}),
    ordered=re.compile(
        r"(?:ip|ipv6|mac) access-list [^>]+ > (?=permit|deny|remark)"
        r"|(?:ip|ipv6) prefix-list [^>]+ > (?=permit|deny)"
        r"|ip (?:as-path access-list|(?:large-|ext)?community-list)(?: regexp| standard| expanded)? \S+ (?=permit|deny)"
        r"|policy-map (?!type copp)[^>]+ > (?=class )"
    ),
)
"""Entries without a number, and the classes of a policy-map, are served in their order; those of CoPP in EOS's."""
NXOS = Syntax(
    Form.INDENTED,
    comment="!",
    closers=frozenset({"exit", "end"}),
    ordered=re.compile(r"(?:ip|ipv6|mac) access-list [^>]+ > (?=permit|deny|remark)|policy-map [^>]+ > (?=class )"),
)
IOSXR = Syntax(
    Form.INDENTED,
    comment="!",
    closers=frozenset({"exit", "end", "root", "end-policy", "end-set", "end-policy-map", "end-class-map"}),
    ordered=re.compile(
        r"(?:ipv4|ipv6) access-list [^>]+ > (?=permit|deny|remark)|policy-map [^>]+ > (?=class )"
        r"|route-policy [^>]+ > "
    ),
)
"""A route-policy is a program: its lines are served from the top."""
JUNOS = Syntax(
    Form.BRACES, ordered=re.compile(r"(?:.* > )?(?:policy-statement|filter|rule-set|policy) [^>]+ > (?=term |rule )")
)
"""The terms of a policy or filter are served in their order."""
SRLINUX = Syntax(Form.JSON, ordered=re.compile(r"(?:.* > )?(?:statement|import-policy|export-policy) > "))
"""What YANG calls ordered-by user."""
NVUE = Syntax(Form.YAML)
"""Objects by name; rules of lists bear numbers."""
