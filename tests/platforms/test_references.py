"""What a file refers to by name stands in it, too: of every golden file, and of what golden files show as a difference.

What a network OS makes of a list that isn't there differs: some match nothing, some everything, some refuse the file.
"""

import re
from collections.abc import Iterator

import pytest

from tests.platforms import chains_devices as chains
from tests.platforms import goldens

FRR = {
    "prefix list": (r"^ip prefix-list (\S+)", r"^ match ip address prefix-list (\S+)"),
    "IPv6 prefix list": (r"^ipv6 prefix-list (\S+)", r"^ match ipv6 address prefix-list (\S+)"),
    "community list": (r"^bgp community-list standard (\S+)", r"^ match community (\S+)"),
    "large community list": (r"^bgp large-community-list standard (\S+)", r"^ match large-community (\S+)"),
    "extended community list": (r"^bgp extcommunity-list standard (\S+)", r"^ match extcommunity (\S+)"),
    "route map": (r"^route-map (\S+) (?:permit|deny)", r"^ .*\broute-map (\S+)"),
    "redirection": (r"^pbr-map (\S+)", r"^ pbr-policy (\S+)"),
    "BFD profile": (r"^ profile (\S+)", r"bfd profile (\S+)"),
    "peer group": (r"^ neighbor ([A-Z]\S+) peer-group$", r"^ neighbor .*peer-group (\S+)"),
}
KINDS = {
    "frr": FRR,
    "sonic": {kind: pair for kind, pair in FRR.items() if kind != "redirection"},
    "eos": {
        "prefix list": (r"^ip prefix-list (\S+)", r"match ip address prefix-list (\S+)"),
        "IPv6 prefix list": (r"^ipv6 prefix-list (\S+)", r"match ipv6 address prefix-list (\S+)"),
        "community list": (r"^ip community-list (\S+)", r"match community (\S+)"),
        "large community list": (r"^ip large-community-list (\S+)", r"match large-community (\S+)"),
        "extended community list": (r"^ip extcommunity-list (\S+)", r"match extcommunity (\S+)"),
        "route map": (r"^route-map (\S+) (?:permit|deny)", r"^ .*\b(?:route-map|subscribe-policy) (\S+)"),
        "access list": (r"^ip access-list (?:standard )?(\S+)", r"^ .*ip access-group (\S+)"),
        "IPv6 access list": (r"^ipv6 access-list (?:standard )?(\S+)", r"^ .*ipv6 access-group (\S+)"),
        "class map": (r"^class-map type pbr match-any (\S+)", r"^ +\d+ class (\S+)"),
        "policy map": (r"^policy-map type pbr (\S+)", r"service-policy type pbr input (\S+)"),
        "QoS profile": (r"^qos profile (\S+)", r"service-profile (\S+)"),
        "peer group": (r"neighbor (\S+) peer group$", r"neighbor .*peer group (\S+)"),
    },
    "nxos": {
        "prefix list": (r"^ip prefix-list (\S+)", r"match ip address prefix-list (\S+)"),
        "IPv6 prefix list": (r"^ipv6 prefix-list (\S+)", r"match ipv6 address prefix-list (\S+)"),
        "community list": (r"^ip community-list standard (\S+)", r"match community (\S+)"),
        "route map": (r"^route-map (\S+) (?:permit|deny)", r"^ .*\broute-map (\S+)"),
        "access list": (
            r"^ip access-list (\S+)", r"(?:ip access-group|^ +access-class|match ip address(?! prefix-list)) (\S+)"
        ),
        "IPv6 access list": (r"^ipv6 access-list (\S+)", r"ipv6 (?:access-class|traffic-filter) (\S+)"),
        "class map": (r"^class-map type qos match-any (\S+)", r"^  class (?!type|class-default)(\S+)"),
        "policy map": (r"^policy-map type \S+ (\S+)", r"service-policy type \S+ (?:input |output )?(\S+)"),
        "peer template": (r"template peer (\S+)", r"inherit peer (\S+)"),
    },
    "iosxr": {
        "prefix set": (r"^prefix-set (\S+)", r"destination in ([A-Z]\S*[^\s)])"),
        "community set": (r"^community-set (\S+)", r"community matches-any (\S*[^\s)])"),
        "policy": (r"^route-policy (\S+)", r"^ .*route-policy (\S+)"),
        "access list": (r"^ipv4 access-list (\S+)", r".ipv4 access-(?:group|list) (\S+)"),
        "IPv6 access list": (r"^ipv6 access-list (\S+)", r".ipv6 access-(?:group|list) (\S+)"),
        "class map": (r"^class-map match-any (\S+)", r"^ class (?!class-default)(\S+)"),
        "policy map": (r"^policy-map (\S+)", r"service-policy (?:input|output) (\S+)"),
    },
    "junos": {
        "policy": (r"^ +policy-statement (\S+)", r"^ +(?:vrf-)?(?:import|export) (\S[^;]*);"),
        "community": (
            r"^ +community (\S+) members", r"^ +(?:from )?community (?:add |set |delete )?(\[[^]]+\]|[^\s;]+);"
        ),
        "filter": (r"^ {8}filter (\S+) \{", r"^ +(?:input|filter) ([A-Z]\S*);"),
        "scheduler map": (r"^ {8}(\S+) \{\n +forwarding-class \S+ scheduler", r"^ +scheduler-map (\S+);"),
    },
}  # fmt: skip
"""By platform: how something is defined, and how it is referred to."""
GOLDEN = {
    str(place.relative_to(goldens.FOLDER)): (platform, place.read_text())
    for platform in KINDS
    for place in sorted(goldens.FOLDER.rglob("*"))
    if place.suffix in (".cfg", ".conf") and platform in place.parts
}
CHAINS = {
    f"chains/{platform}/{name}": (platform, goldens.first(platform, device))
    for platform, table in chains.TABLES.items()
    if platform in KINDS
    for name, device in table.items()
}
TEXTS = {**GOLDEN, **CHAINS}


def found(pattern: str, text: str) -> set[str]:
    """One name or several in brackets."""
    rows = re.findall(pattern, text, re.MULTILINE)
    return {name for row in rows for name in row.strip("[] ").split()}


def missing(platform: str, text: str) -> Iterator[str]:
    for kind, (defined, used) in KINDS[platform].items():
        for name in sorted(found(used, text) - found(defined, text)):
            yield f"{kind} {name}"


@pytest.mark.parametrize("name", TEXTS)
def test_what_is_referred_to_is_there(name):
    platform, text = TEXTS[name]
    assert list(missing(platform, text)) == []


@pytest.mark.parametrize("platform", KINDS)
def test_of_each_kind_something_is_used(platform):
    """Else a pattern that fits nothing would find nothing missing."""
    texts = "\n".join(text for of, text in TEXTS.values() if of == platform)
    assert [kind for kind, (_, used) in KINDS[platform].items() if not found(used, texts)] == []
