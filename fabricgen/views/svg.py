"""Shapes of a picture as SVG text, and where boxes stand. Colours are variables that follow light and dark."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

WIDTH = 1200
MARGIN = 16
GAP = 6
WIDEST = 140

PALETTE = {
    "ink": ("#172033", "#e8edf5"),
    "soft": ("#526074", "#a9b5c6"),
    "paper": ("#ffffff", "#10151d"),
    "frame": ("#f3f5f8", "#18202b"),
    "line": ("#8794a6", "#66758a"),
    "leaf": ("#dbeafe", "#17304f"),
    "leaf-edge": ("#2563a8", "#6aaef7"),
    "spine": ("#d5f2e3", "#12382a"),
    "spine-edge": ("#1d7a4d", "#4fc78c"),
    "super": ("#ece0fb", "#2f2247"),
    "super-edge": ("#7440b5", "#b38df0"),
}
"""In light and in dark surroundings."""


def _colours(shade: int) -> str:
    return " ".join(f"--{name}: {pair[shade]};" for name, pair in PALETTE.items())


STYLE = f"""
.fabric {{ {_colours(0)} }}
@media (prefers-color-scheme: dark) {{ .fabric {{ {_colours(1)} }} }}
.fabric {{ font: 12px system-ui, "Segoe UI", "DejaVu Sans", sans-serif; max-width: 100%; height: auto; }}
.fabric text {{ fill: var(--ink); text-anchor: middle; dominant-baseline: central; }}
.fabric text.soft {{ fill: var(--soft); font-size: 10.5px; }}
.fabric text.left {{ text-anchor: start; font-weight: 600; }}
.fabric .paper {{ fill: var(--paper); }}
.fabric .frame {{ fill: var(--frame); stroke: var(--line); stroke-width: 0.5; }}
.fabric .band {{ fill: var(--frame); stroke: var(--line); stroke-dasharray: 3 3; }}
.fabric .link {{ stroke: var(--line); stroke-width: 1; }}
.fabric .leaf rect, .fabric .pod rect {{ fill: var(--leaf); stroke: var(--leaf-edge); }}
.fabric .spine rect {{ fill: var(--spine); stroke: var(--spine-edge); }}
.fabric .super-spine rect {{ fill: var(--super); stroke: var(--super-edge); }}
"""


def themed(selector: str) -> str:
    """The colours by the colour scheme of what stands around, for pages that can switch it."""
    colours = " ".join(f"--{name}: light-dark({light}, {dark});" for name, (light, dark) in PALETTE.items())
    return f"{selector} {{ {colours} }}\n"


class Node(NamedTuple):
    """A switch, a pod or a group. `go` is where a click leads in a report: block/TIER/PLANE/BLOCK, and /NUMBER for a
    switch, counted from 0 in its block.
    """

    kind: str
    lines: tuple[str, ...]
    title: str
    go: str


class Area(NamedTuple):
    """Where nodes may stand; `columns` at most side by side, `height` each."""

    left: float
    top: float
    width: float
    columns: int
    height: float


class Box(NamedTuple):
    node: Node
    x: float
    y: float
    width: float
    height: float


class Drawing(NamedTuple):
    shapes: tuple[str, ...]
    bottom: float


def page(drawing: Drawing, title: str, description: str) -> str:
    """A document of its own, which may also stand inside HTML."""
    height = round(drawing.bottom + MARGIN)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="fabric" role="img" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}">'
    )
    words = f"<title>{escape(title)}</title>\n<desc>{escape(description)}</desc>"
    paper = f'<rect class="paper" width="{WIDTH}" height="{height}"/>'
    return "\n".join((head, words, f"<style>{STYLE}</style>", paper, *drawing.shapes, "</svg>")) + "\n"


def grid(nodes: Sequence[Node], area: Area) -> tuple[Box, ...]:
    """Row by row, the last one centred like the others."""
    columns = max(min(area.columns, len(nodes)), 1)
    step = min(area.width / columns, WIDEST + GAP)
    left = area.left + (area.width - step * columns) / 2 + GAP / 2
    return tuple(
        Box(node, left + step * (place % columns), area.top + (area.height + GAP) * (place // columns), step - GAP,
            area.height)
        for place, node in enumerate(nodes)
    )  # fmt: skip


def bottom(boxes: Iterable[Box]) -> float:
    return max((box.y + box.height for box in boxes), default=0.0)


def box(item: Box) -> str:
    """A named box; several lines of words stand under each other."""
    node, middle = item.node, item.x + item.width / 2
    first = item.y + item.height / 2 - 7 * (len(node.lines) - 1)
    words = "".join(
        text(middle, first + 14 * number, line, "soft" if number else "") for number, line in enumerate(node.lines)
    )
    shape = f'<rect x="{item.x:.1f}" y="{item.y:.1f}" width="{item.width:.1f}" height="{item.height:.1f}" rx="3"/>'
    return f'<g class="{node.kind}" data-go="{node.go}"><title>{escape(node.title)}</title>{shape}{words}</g>'


def text(x: float, y: float, words: str, kind: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<text x="{x:.1f}" y="{y:.1f}"{named}>{escape(words)}</text>'


def line(lower: Box, upper: Box) -> str:
    start, end = lower.x + lower.width / 2, upper.x + upper.width / 2
    return f'<line class="link" x1="{start:.1f}" y1="{lower.y:.1f}" x2="{end:.1f}" y2="{upper.y + upper.height:.1f}"/>'


def frame(left: float, top: float, width: float, height: float) -> str:
    return f'<rect class="frame" x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height:.1f}" rx="6"/>'


def band(top: float, height: float, words: str) -> tuple[str, str]:
    """Cables too many to draw, in words."""
    left, width = 4 * MARGIN, WIDTH - 8 * MARGIN
    shape = (
        f'<rect class="band" x="{left}" y="{top + GAP:.1f}" width="{width}" height="{height - 2 * GAP:.1f}" rx="6"/>'
    )
    return shape, text(WIDTH / 2, top + height / 2, words)
