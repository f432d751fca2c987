"""Templates are judged before they render: broken ones with the exact message, our own without any."""

import re
from pathlib import Path

import pytest
import yaml

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


def told(finding: Finding) -> str:
    label = f" ({finding.label})" if finding.label else ""
    return f"{finding}{label}: {finding.help}"


def judged(text: str, name: str = "demo/main") -> list[str]:
    return [told(finding) for finding in lint(text, f"templates/{name}.j2", DEMO)]


CASES = yaml.safe_load(Path(__file__).with_name("lint_cases.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_a_template_and_its_findings(case):
    assert judged(case["template"]) == case["findings"]


def test_a_template_is_no_longer_than_a_feature():
    expected = "templates/demo/main.j2:121:1: error[FG806] 121 lines are too many for a template"
    assert judged("x\n" * 121) == [f"{expected}: one feature fits on 120: split it"]
    assert judged("x\n" * 120) == []


def test_a_profile_part_sees_its_profile_only():
    expected = "templates/demo/port_body.j2:1:21: error[FG803] device is nothing that this template sees"
    assert judged("{{ profile.mtu }}{{ device.name }}", "demo/port_body") == [
        f"{expected}: it sees profile, nothing else"
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
    """By its platform, or as a part of another template."""
    ours = frozenset(map(named, OURS))
    asked = r'{% (?:include|from|import) "([a-z0-9_/]+)\.j2"'
    parts = frozenset(name for file in OURS for name in re.findall(asked, file.read_text(encoding="utf-8")))
    assert frozenset(name for platform in PLATFORMS.values() for name in needed(platform)) | parts == ours


def test_sections_read_attributes_that_devices_have():
    sections = [section for platform in PLATFORMS.values() for file in platform.files for section in file.sections]
    assert {name for section in sections for name in section.reads} <= set(Device.__dataclass_fields__)
