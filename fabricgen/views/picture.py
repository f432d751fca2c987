"""The fabric as SVG: every switch of a small one, pods and groups of a large one. Colours follow light and dark."""

from collections.abc import Iterator, Sequence
from itertools import count, product

from fabricgen.fabric import Fabric, Tier, names
from fabricgen.planning.plan import Layer
from fabricgen.views import svg
from fabricgen.views.svg import GAP, MARGIN, WIDTH, Area, Box, Drawing, Node

EACH = 48
"""Up to so many switches are drawn one by one, with every pair that has a cable."""
COLUMNS = 16
BAND = 56
ROW = 30
LINE = 16
ROOMY = 100
"""Width that a name needs."""


def picture(fabric: Fabric, title: str, layers: Sequence[Layer]) -> str:
    """The whole fabric; `layers` count its cables, hosts first."""
    return svg.page(_fitting(fabric, layers), title, _summary(fabric))


def pod_picture(fabric: Fabric, layers: Sequence[Layer]) -> str:
    """One pod of one plane; all pods look alike but for their names."""
    one = [layer._replace(logical_links=layer.logical_links // _pods_in_all(fabric)) for layer in layers]
    return svg.page(_pod(fabric, one, 0, MARGIN), "A pod", _summary(fabric))


def group_picture(fabric: Fabric) -> str:
    """The super-spines that one spine of every pod meets; only of three tiers."""
    top = fabric.tiers[2]
    nodes = _switches(fabric, top, 0)
    return svg.page(_headed(f"{len(nodes):,} super-spines", nodes, MARGIN), "A group", _summary(fabric))


def _pods_in_all(fabric: Fabric) -> int:
    """Planes have pods of their own."""
    return fabric.tiers[0].planes * fabric.tiers[0].blocks


def _fitting(fabric: Fabric, layers: Sequence[Layer]) -> Drawing:
    if fabric.switches <= EACH:
        return _each(fabric, layers)
    return _cells(fabric, layers) if _pods_in_all(fabric) > 1 else _pod(fabric, layers, 0, MARGIN)


def _summary(fabric: Fabric) -> str:
    parts = [f"{tier.count:,} {_many(tier)}" for tier in reversed(fabric.tiers)]
    return f"{fabric.switches:,} switches: {', '.join(parts)}"


def _many(tier: Tier) -> str:
    return "leaves" if tier.role == "leaf" else f"{tier.role}s"


def _pod(fabric: Fabric, layers: Sequence[Layer], block: int, top: float) -> Drawing:
    """Spines above, leaves below, each by its number."""
    leaf, spine = fabric.tiers[:2]
    above = _headed(f"{spine.per_block:,} spines", _switches(fabric, spine, block), top)
    middle = above.bottom
    between = _told(layers[1], "each leaf meets each spine" if _each_meets_each(fabric) else "")
    below = _headed(f"{leaf.per_block:,} leaves", _switches(fabric, leaf, block), middle + BAND)
    foot = _foot(below.bottom, layers[0])
    return Drawing((*above.shapes, *svg.band(middle, BAND, between), *below.shapes, *foot.shapes), foot.bottom)


def _cells(fabric: Fabric, layers: Sequence[Layer]) -> Drawing:
    """Groups of super-spines above, pods below."""
    leaf, top, shapes = fabric.tiers[0], float(MARGIN), []
    for tier, layer in zip(fabric.tiers[2:], layers[2:], strict=True):
        above = _headed(f"{tier.count:,} super-spines", _groups(tier), top)
        words = _told(layer, "spine n of every pod meets group n" if _each_meets_its_group(fabric) else "")
        shapes += [*above.shapes, *svg.band(above.bottom, BAND, words)]
        top = above.bottom + BAND
    below = _headed(_pods_told(leaf), _pods(fabric), top)
    inside = f"{_told(layers[1])} inside the pods of {leaf.per_block:,} leaves"
    foot = _foot(below.bottom, layers[0], inside)
    return Drawing((*shapes, *below.shapes, *foot.shapes), foot.bottom)


def _each_meets_each(fabric: Fabric) -> bool:
    """Leaves and spines of every pod; cables that already lie may run otherwise."""
    leaf, spine = fabric.tiers[:2]
    return all(len(_above(fabric, leaf, spine, switch)) == spine.per_block for switch in range(leaf.count))


def _each_meets_its_group(fabric: Fabric) -> bool:
    spine, top = fabric.tiers[1:3]
    return all(
        {(far - top.first) // top.per_block % top.blocks for far in _above(fabric, spine, top, switch)}
        == {spine.position(switch).number}
        for switch in range(spine.first, spine.first + spine.count)
    )


def _above(fabric: Fabric, lower: Tier, upper: Tier, switch: int) -> set[int]:
    """Switches of the tier above that this one has a cable to."""
    row = fabric.peer[lower.port(switch, lower.down) : lower.port(switch + 1)]
    return {upper.first + (peer - upper.first_port) // upper.ports for peer in row if peer >= upper.first_port}


def _pods_told(leaf: Tier) -> str:
    return f"{leaf.blocks:,} pods" if leaf.planes == 1 else f"{leaf.blocks:,} pods in each of {leaf.planes} planes"


def _headed(words: str, nodes: Sequence[Node], top: float) -> Drawing:
    """Boxes under a line of words, as high as the words in them."""
    height = max(ROW, 10 + 14 * len(nodes[0].lines))
    boxes = svg.grid(nodes, Area(MARGIN, top + LINE + GAP, WIDTH - 2 * MARGIN, COLUMNS, height))
    return Drawing((svg.text(MARGIN + GAP / 2, top + LINE / 2, words, "left"), *map(svg.box, boxes)), svg.bottom(boxes))


def _each(fabric: Fabric, layers: Sequence[Layer]) -> Drawing:
    """Every switch, and a line for every pair with a cable; pods have a frame."""
    top = MARGIN + (ROW + BAND if len(fabric.tiers) > 2 else 0.0)
    height = 2 * ROW + BAND + 2 * GAP
    boxes: dict[int, Box] = {}
    for tier in fabric.tiers[2:]:
        row = Area(MARGIN, MARGIN, WIDTH - 2 * MARGIN, tier.count, ROW)
        boxes |= zip(count(tier.first), svg.grid(_shown(_named(fabric, tier), row.width), row), strict=False)
    for tier, y in ((fabric.tiers[1], top + GAP), (fabric.tiers[0], top + height - ROW - GAP)):
        boxes |= zip(count(tier.first), _framed(fabric, tier, y), strict=False)
    blocks = _pods_in_all(fabric)
    frames = (svg.frame(left, top, width, height) for left, width in (_slice(place, blocks) for place in range(blocks)))
    lines = (svg.line(boxes[low], boxes[high]) for low, high in _pairs(fabric))
    foot = _foot(top + height, layers[0], *(_told(layer) for layer in layers[1:]))
    return Drawing((*frames, *lines, *map(svg.box, boxes.values()), *foot.shapes), foot.bottom)


def _framed(fabric: Fabric, tier: Tier, y: float) -> Iterator[Box]:
    """A tier's switches, each pod's in its own frame; full names where there is room."""
    blocks = tier.planes * tier.blocks
    for place in range(blocks):
        left, width = _slice(place, blocks)
        nodes = _shown(_switches(fabric, tier, place), width)
        yield from svg.grid(nodes, Area(left + GAP, y, width - 2 * GAP, len(nodes), ROW))


def _shown(nodes: Sequence[Node], width: float) -> tuple[Node, ...]:
    """Side by side under their full names, where there is room."""
    roomy = width / len(nodes) > ROOMY
    return tuple(node._replace(lines=(node.title,)) for node in nodes) if roomy else tuple(nodes)


def _told(layer: Layer, words: str = "") -> str:
    lower, upper = layer.name.split("-", 1)
    told = f"{layer.logical_links:,} links {lower} to {upper}, {layer.gbps}G"
    return f"{told}: {words}" if words else told


def _foot(top: float, hosts: Layer, *more: str) -> Drawing:
    words = "   ·   ".join((*more, f"{hosts.logical_links:,} host ports, {hosts.gbps}G"))
    return Drawing((svg.text(WIDTH / 2, top + 20, words, "soft"),), top + 32)


def _slice(place: int, of: int) -> tuple[float, float]:
    """Left and width of one of several frames side by side."""
    width = (WIDTH - 2 * MARGIN) / of
    return MARGIN + place * width + GAP / 2, width - GAP


def _switches(fabric: Fabric, tier: Tier, place: int) -> tuple[Node, ...]:
    """Of one block by its place among those of all planes; called by the end of their names."""
    first, (plane, block) = tier.first + place * tier.per_block, divmod(place, tier.blocks)
    found = names(fabric)[first : first + tier.per_block]
    return tuple(
        Node(tier.role, (_number(name),), name, f"block/{tier.level}/{plane}/{block}/{number}")
        for number, name in enumerate(found)
    )


def _named(fabric: Fabric, tier: Tier) -> list[Node]:
    """All switches of a tier."""
    return [node for place in range(tier.planes * tier.blocks) for node in _switches(fabric, tier, place)]


def _number(name: str) -> str:
    """03 of leaf-p00-03, s00-r3 of leaf-p00-s00-r3: what follows the pod."""
    parts = name.removeprefix("plane").split("-")
    return "-".join(parts[3:] if name.startswith("plane") else parts[2:])


def _pods(fabric: Fabric) -> tuple[Node, ...]:
    leaf, spine = fabric.tiers[:2]
    words = (f"{spine.per_block} spines", f"{leaf.per_block} leaves")
    return _blocks(leaf, "pod", words)


def _groups(tier: Tier) -> tuple[Node, ...]:
    return _blocks(tier, "group", (f"{tier.per_block} switches",))


def _blocks(tier: Tier, noun: str, words: tuple[str, ...]) -> tuple[Node, ...]:
    found = []
    for plane, block in product(range(tier.planes), range(tier.blocks)):
        lines = (f"{noun} {block}", *([f"plane {plane}"] if tier.planes > 1 else []), *words)
        kind = "pod" if noun == "pod" else tier.role
        found.append(Node(kind, lines, ", ".join(lines), f"block/{tier.level}/{plane}/{block}"))
    return tuple(found)


def _pairs(fabric: Fabric) -> list[tuple[int, int]]:
    """Switches with a cable between them, lower first."""
    return sorted({(fabric.end(low).switch, fabric.end(high).switch) for low, high in fabric.cables()})
