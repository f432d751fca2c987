"""docs/features/: what each feature is asked with, and what every platform makes of it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import yaml

from docs.generate import example, styles
from docs.generate.markdown import anchor, fenced, page, row
from fabricgen.compare.difference import Line, Mark
from fabricgen.findings import Finding
from fabricgen.platforms import PLATFORMS, File

Feature = Mapping[str, Any]
REST = "files"
"""The page of what no other page shows as a whole."""
INDENT = "  "
MOST = 60
"""Lines of one file; the rest is counted."""
NOTHING = "Nothing on this switch becomes different by that."


def pages() -> dict[str, str]:
    """By name of the file in docs/features."""
    found = {f"{feature['name']}.md": _page(feature) for feature in example.source()["features"]}
    return {**found, f"{REST}.md": _rest(), "README.md": _index()}


def _index() -> str:
    rows = [
        row(f"[{each['title']}]({each['name']}.md)", ", ".join(_cases(each))) for each in example.source()["features"]
    ]
    return page(
        "Features",
        [
            "Each page shows what a feature is asked with on the page of intent, and what every platform makes of it:",
            "rendered, not written, so it can't be out of date. What a platform can't do is shown as its refusal.",
            "The switch on all pages is the first leaf of a fabric of four.",
            "",
            row("feature", "cases"),
            row("---", "---"),
            *rows,
            row(f"[Everything else in the files]({REST}.md)", "heads, ends, what the chip is told"),
        ],
    )


def _cases(feature: Feature) -> Iterator[str]:
    for case in feature["cases"]:
        yield f"[{case['title']}]({feature['name']}.md#{anchor(case['title'])})"


def _page(feature: Feature) -> str:
    return page(feature["title"], _feature(feature))


def _feature(feature: Feature) -> Iterator[str]:
    yield feature["text"]
    yield from _counted(feature)
    for number, case in enumerate(feature["cases"]):
        yield f"## {case['title']}"
        yield ""
        if "text" in case:
            yield case["text"]
            yield ""
        yield from fenced("yaml", _written(case["asks"]))
        whole = feature.get("whole") if number == 0 else None
        for platform in PLATFORMS:
            yield from _whole(platform, case, whole) if whole else _changed(platform, case)


def _counted(feature: Feature) -> Iterator[str]:
    if "counts" in feature:
        yield from (feature["counts"], "", *styles.lines())


def _written(asks: Any) -> str:
    """As a person would write it: short mappings on one line."""
    return yaml.safe_dump(asks, sort_keys=False, default_flow_style=None, width=110)


def _whole(platform: str, case: Mapping[str, Any], feature: str) -> Iterator[str]:
    """The sections that are the feature's own."""
    names = example.source()["sections"][feature]
    yield from _titled(platform)
    asked = example.laid_over(example.source()["example"], case["asks"])
    yield from _sections(platform, asked, lambda name: name in names)


def _rest() -> str:
    named = {name for names in example.source()["sections"].values() for name in names}
    lines = ["The sections of each file that no other page shows as a whole, on the first leaf of the example.", ""]
    for platform in PLATFORMS:
        lines += [
            *_titled(platform, 2),
            *_sections(platform, example.source()["example"], lambda name: name not in named),
        ]
    return page("Everything else in the files", lines)


def _sections(platform: str, asked: Mapping[str, Any], chosen: Any) -> Iterator[str]:
    by_file: dict[File, list[str]] = {}
    for file, section, text in example.sections(platform, asked):
        if chosen(section.template.rpartition("/")[2]) and text.strip():
            by_file.setdefault(file, []).append(text)
    for file, texts in by_file.items():
        yield from _named(example.name(file.path))
        yield from fenced("", _short(file.assemble(texts).splitlines()))


def _changed(platform: str, case: Mapping[str, Any]) -> Iterator[str]:
    """What comes and goes with it."""
    base = example.source()["example"]
    asked, other = example.laid_over(base, case["asks"]), example.laid_over(base, case.get("without", {}))
    yield from _titled(platform)
    found = example.shown(platform, asked, other)
    if isinstance(found, example.Refused):
        yield from _refused(found.findings)
        return
    for path, lines in found.files.items():
        yield from _named(path)
        yield from fenced("diff", _short([_line(line) for line in lines]))
    if not found.files:
        yield from _silent(platform)
    yield from _noted(found.notes)


def _titled(platform: str, depth: int = 3) -> Iterator[str]:
    yield f"{'#' * depth} {PLATFORMS[platform].title}"
    yield ""


def _named(path: str) -> Iterator[str]:
    yield f"`{path.removeprefix('device/').replace('device', '<device>')}`"
    yield ""


def _line(line: Line) -> str:
    mark = " " if line.mark is Mark.KEPT else str(line.mark.value)
    return f"{mark} {INDENT * line.depth}{line.text}"


def _short(lines: list[str]) -> str:
    if len(lines) <= MOST:
        return "\n".join(lines)
    return "\n".join([*lines[:MOST], f"… {len(lines) - MOST} more lines"])


def _refused(findings: Iterable[Finding]) -> Iterator[str]:
    for finding in findings:
        yield f"**Refused**, [{finding.code}](../rules.md#{finding.code.lower()}): {_told(finding)}"
        yield ""


def _noted(findings: Iterable[Finding]) -> Iterator[str]:
    for finding in findings:
        yield f"Warned about, [{finding.code}](../rules.md#{finding.code.lower()}): {_told(finding)}"
        yield ""


def _told(finding: Finding) -> str:
    label = f" ({finding.label})" if finding.label else ""
    advice = f" To do: {finding.help}." if finding.help else ""
    return f"{finding.message}{label}.{advice}"


def _silent(platform: str) -> Iterator[str]:
    yield NOTHING
    yield ""
    out = PLATFORMS[platform].left_out
    if out:
        yield "Not in the files of this platform at all:"
        yield ""
        yield from (f"- {line}" for line in out)
        yield ""
