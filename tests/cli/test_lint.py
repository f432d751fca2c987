"""Templates are judged before they render: broken ones with the exact message, our own without any."""

from pathlib import Path

import pytest

from fabricgen.device import Device
from fabricgen.device.capabilities import Capabilities
from fabricgen.findings import Finding
from fabricgen.platforms import PLATFORMS
from fabricgen.platforms.platform import File, Platform, Section
from fabricgen.render.lint import lint, missing, named, needed
from fabricgen.render.templates import home


def cells(count: int) -> str:
    return f"{count} cells"


DEMO = Platform(
    name="demo",
    title="Demo",
    releases="1",
    files=(File("{device}.cfg", (Section("main"), Section("system", ("system", "name")), Section("routing/bgp"))),),
    profile_parts=("port_body",),
    port_name=lambda _model, slot: str(slot.cage),
    capabilities=Capabilities("demo"),
    filters=(("cells", cells),),
)
PORT = "it has address, address6, cage, description, lane, name, profile, vrf"
SPLICE = "give what ports share to a part of their profile and splice it: shared[port.profile].<part>"
DEVICE_AND_SHARED = "it sees device and shared, nothing else"
CLASS = "it has default, dscps, lossless, name, number, share, strict"


def told(finding: Finding) -> str:
    label = f" ({finding.label})" if finding.label else ""
    return f"{finding}{label}: {finding.help}"


def judged(text: str, name: str = "demo/main") -> list[str]:
    return [told(finding) for finding in lint(text, f"templates/{name}.j2", DEMO)]


SOUND = {
    "a loop with spliced profiles": """\
{% for port in device.ports %}
interface {{ port.name }}
{{ shared[port.profile].port_body }}
{% if port.address is not none %}
 ip address {{ port.address }}{{ "" if loop.last else "," }}
{% endif %}
{% endfor %}
""",
    "properties, methods of text, numbers": "{{ device.lossless.priorities | join(',') }}{{ device.role.upper() }}",
    "optional values are taken for what they hold": "{% if device.adaptive is not none %}{{ device.adaptive.granularity }}{% endif %}",
    "filters keep the type of their elements": (
        "{% for n in device.bgp.neighbors | selectattr('address') | sort(attribute='asn,interface') %}{{ n.asn }}{% endfor %}"
    ),
    "pairs are taken apart": "{% for strict, rows in device.lossless.classes | groupby('strict') %}{{ rows[0].name }}{% endfor %}",
    "an index is one element": "{{ device.bgp.neighbors[0].address6 }}{{ (device.ports | first).name }}",
    "a slice is still a list": "{% for port in device.ports[1:] %}{{ port.name }}{% endfor %}",
    "macros get the types of each call": (
        "{% macro line(item) %}{{ item.name }}{% endmacro %}{{ line(device.vrfs[0]) }}{{ line(device.vlans[0]) }}{{ line(none) }}"
    ),
    "filters of the platform": "{{ device.ecmp.width | cells }}{{ (device.ecmp.width | cells).upper() }}",
    "named arguments": "{{ device.ports | map(attribute='name') | join(', ') }}",
}


@pytest.mark.parametrize("text", SOUND.values(), ids=SOUND)
def test_a_sound_template_has_no_finding(text):
    assert judged(text) == []


BROKEN = {
    "an attribute that does not exist": (
        "interface {{ device.ports[0].adress }}",
        [f"templates/demo/main.j2:1:30: error[FG802] device.ports[…] has no adress (nearest: address): {PORT}"],
    ),
    "in a loop": (
        "{% for port in device.ports %}\n{{ port.name }} {{ port.speed }}\n{% endfor %}",
        [f"templates/demo/main.j2:2:25: error[FG802] port has no speed: {PORT}"],
    ),
    "the second of two on a line": (
        "{{ device.name ~ device.nam }}",
        [
            "templates/demo/main.j2:1:25: error[FG802] device has no nam (nearest: name): it has adaptive, asic, bgp, deep, ecmp, "
            "fabric, loopback, loopback6, lossless, management, model, name, platform, ports, profiles, role, system, vlans, vrfs"
        ],
    ),
    "in a condition": (
        "x\n   {% if device.bgp.valley.number %}y{% endif %}",
        ["templates/demo/main.j2:2:28: error[FG802] device.bgp.valley has no number: it has asn, value"],
    ),
    "a part of the profile that is not rendered": (
        "{% for port in device.ports %}{{ shared[port.profile].port_boy }}{% endfor %}",
        ["templates/demo/main.j2:1:55: error[FG802] shared[…] has no port_boy (nearest: port_body): it has port_body"],
    ),
    "Jinja's loop": (
        "{% for vrf in device.vrfs %}{{ loop.fist }}{% endfor %}",
        [
            "templates/demo/main.j2:1:37: error[FG802] loop has no fist (nearest: first): it has changed, cycle, depth, depth0, first, "
            "index, index0, last, length, nextitem, previtem, revindex, revindex0"
        ],
    ),
    "an attribute in a string": (
        "{{ device.lossless.classes | selectattr('losless') | map(attribute='nmae') | join }}",
        [
            f"templates/demo/main.j2:1:42: error[FG802] each of device.lossless.classes has no losless (nearest: lossless): {CLASS}",
            f"templates/demo/main.j2:1:69: error[FG802] each of device.lossless.classes has no nmae (nearest: name): {CLASS}",
        ],
    ),
    "in a group": (
        "{% for strict, rows in device.lossless.classes | groupby('strict') %}{{ rows[0].nam }}{% endfor %}",
        [f"templates/demo/main.j2:1:81: error[FG802] rows[…] has no nam (nearest: name): {CLASS}"],
    ),
    "in a macro, by the type of the call": (
        "{% macro id(vrf) %}{{ vrf.idd }}{% endmacro %}{{ id(device.vrfs[0]) }}",
        ["templates/demo/main.j2:1:27: error[FG802] vrf has no idd (nearest: id): it has id, name"],
    ),
    "of a text": (
        "{{ device.role.uper() }}",
        ["templates/demo/main.j2:1:16: error[FG802] device.role has no uper: device.role is a plain value"],
    ),
    "a loop over something that is no list": (
        "{% for x in device.bgp %}{% endfor %}",
        [
            "templates/demo/main.j2:1:20: error[FG802] device.bgp is not a list: there is nothing to loop over: "
            "loop over a list, such as device.ports"
        ],
    ),
    "a name that does not exist": (
        "{{ devise.name }}",
        [
            f"templates/demo/main.j2:1:4: error[FG803] devise is nothing that this template sees (nearest: device): {DEVICE_AND_SHARED}"
        ],
    ),
    "a loop variable after its loop": (
        "{% for vrf in device.vrfs %}{% endfor %}{{ vrf.name }}",
        [f"templates/demo/main.j2:1:44: error[FG803] vrf is nothing that this template sees: {DEVICE_AND_SHARED}"],
    ),
    "a macro does not see the loop that calls it": (
        "{% macro m() %}{{ vrf.name }}{% endmacro %}{% for vrf in device.vrfs %}{{ m() }}{% endfor %}",
        [f"templates/demo/main.j2:1:19: error[FG803] vrf is nothing that this template sees: {DEVICE_AND_SHARED}"],
    ),
    "a filter and a test that do not exist": (
        "{{ device.name | uper }}{% if device.vrfs is emty %}{% endif %}",
        [
            "templates/demo/main.j2:1:18: error[FG804] there is no filter uper (nearest: upper): "
            "templates have the filters of Jinja and of their platform's file",
            "templates/demo/main.j2:1:46: error[FG804] there is no test emty: "
            "templates have the tests of Jinja and of their platform's file",
        ],
    ),
    "work inside the port loop": (
        "{% macro m() %}{% endmacro %}\n{% for port in device.ports %}\n{{ m() }}\n{% include 'demo/x.j2' %}\n"
        "{% for vrf in device.vrfs %}{% endfor %}\n{% endfor %}",
        [
            f"templates/demo/main.j2:3:4: error[FG805] a macro call inside the port loop: m: {SPLICE}",
            f"templates/demo/main.j2:4:4: error[FG805] an include inside the port loop: {SPLICE}",
            f"templates/demo/main.j2:5:4: error[FG805] a loop inside the port loop: {SPLICE}",
        ],
    ),
    "an imported macro inside a filtered port loop": (
        "{% import 'demo/lib.j2' as lib %}{% for port in device.ports | selectattr('address') %}{{ lib.m(port) }}{% endfor %}",
        [f"templates/demo/main.j2:1:91: error[FG805] a macro call inside the port loop: lib: {SPLICE}"],
    ),
    "too long": (
        "x\n" * 121,
        [
            "templates/demo/main.j2:121:1: error[FG806] 121 lines are too many for a template: one feature fits on 120: split it"
        ],
    ),
    "white space by hand": (
        "a\n  {%- if device.deep -%}\nx\n{% endif %}{{ device.name -}}\n",
        [
            "templates/demo/main.j2:2:3: error[FG807] {%- handles white space by hand: "
            "a block alone on its line leaves none: write {% … %}",
            "templates/demo/main.j2:2:22: error[FG807] -%} handles white space by hand: "
            "a block alone on its line leaves none: write {% … %}",
            "templates/demo/main.j2:4:27: error[FG807] -}} handles white space by hand: "
            "a block alone on its line leaves none: write {% … %}",
        ],
    ),
    "a decision": (
        "{% set groups = device.bgp.groups %}{{ groups[0].nam }}",
        [
            "templates/demo/main.j2:1:4: warning[FG808] set makes a new value in a template: "
            "templates write values down; what is to be decided belongs to the device's values",
            "templates/demo/main.j2:1:50: error[FG802] groups[…] has no nam (nearest: name): "
            "it has allowas_in, asn, direction, name, route_map_in, route_map_out",
        ],
    ),
    "not a template": (
        "hostname\n{% if device.deep }}x",
        [
            "templates/demo/main.j2:2:1: error[FG801] this is not a template: unexpected '}': Jinja's documentation has the words"
        ],
    ),
    "not closed": (
        "hostname\n{% for port in device.ports %}\n{{ port.name }}",
        [
            "templates/demo/main.j2:3:14: error[FG801] this is not a template: unexpected end of template: "
            "Jinja's documentation has the words"
        ],
    ),
    "an unknown word": (
        "{% fro port in device.ports %}",
        [
            "templates/demo/main.j2:1:4: error[FG801] this is not a template: encountered unknown tag 'fro': "
            "Jinja's documentation has the words"
        ],
    ),
}


@pytest.mark.parametrize(("text", "expected"), BROKEN.values(), ids=BROKEN)
def test_a_broken_template_says_where(text, expected):
    assert judged(text) == expected


def test_a_profile_part_sees_its_profile_only():
    assert judged("{{ profile.mtu }}{{ device.name }}", "demo/port_body") == [
        "templates/demo/port_body.j2:1:21: error[FG803] device is nothing that this template sees: it sees profile, nothing else"
    ]


def test_a_remembered_section_uses_only_what_it_reads():
    text = "{{ device.name }}{{ device.system.vrf }}{{ device.loopback }}{{ shared[0].port_body }}"
    told_ = "is not among what this section reads: another device would get this text"
    advice = "add it to the section's reads in the platform's file; now: system, name"
    assert judged(text, "demo/system") == [
        f"templates/demo/system.j2:1:51: error[FG810] device.loopback {told_}: {advice}",
        f"templates/demo/system.j2:1:65: error[FG810] device.profiles {told_}: {advice}",
    ]


def test_a_template_that_nothing_renders():
    message = "demo renders no template of this name: did you mean demo/port_body.j2?"
    assert judged("{{ profile.mtu }}", "demo/port_bdoy") == [
        f"templates/demo/port_bdoy.j2:1:1: warning[FG809] {message}"
    ]


def test_a_template_of_another_folder():
    assert judged("{{ device.bgp.asn }}", "routing/bgp") == []


def test_what_a_platform_needs():
    assert needed(DEMO) == ("demo/main", "demo/port_body", "demo/system", "routing/bgp")
    assert [str(finding) for finding in missing(DEMO, frozenset({"demo/main", "demo/system", "routing/bgp"}))] == [
        "error[FG809] demo renders demo/port_body.j2, which is missing"
    ]


OURS = sorted(home().rglob("*.j2"))
RENDERED = [(file, platform) for file in OURS for platform in PLATFORMS.values() if named(file) in needed(platform)]


@pytest.mark.parametrize(
    ("file", "platform"), RENDERED, ids=[f"{platform.name}-{named(file)}" for file, platform in RENDERED]
)
def test_our_own_templates(file: Path, platform: Platform):
    assert [told(finding) for finding in lint(file.read_text(encoding="utf-8"), str(file), platform)] == []


def test_every_template_of_ours_is_rendered_and_none_is_missing():
    ours = frozenset(map(named, OURS))
    assert frozenset(name for platform in PLATFORMS.values() for name in needed(platform)) == ours


def test_sections_read_attributes_that_devices_have():
    sections = [section for platform in PLATFORMS.values() for file in platform.files for section in file.sections]
    assert {name for section in sections for name in section.reads} <= set(Device.__dataclass_fields__)
