"""The hardware catalogue: all models on a line each, or one with every figure, its source and how far to trust it."""

from collections.abc import Iterable, Iterator

from fabricgen.hardware import Asic, Figure, SwitchModel, logical_ports, speeds
from fabricgen.views.layout import columns, page

CONFIDENCE = {
    "A": "vendor's own, or two sources",
    "B": "one public source",
    "C": "hearsay, decides nothing",
}


def radix(model: SwitchModel) -> dict[int, int]:
    """Ports by speed in Gb/s, the fastest first; empty where any speed will do."""
    found = {gbps: logical_ports(model, gbps) for gbps in speeds(model)}
    return {gbps: ports for gbps, ports in found.items() if ports}


def listing(models: Iterable[SwitchModel]) -> str:
    head = ("model", "chip", "buffers", "platforms", "ports")
    rows = [(m.name, m.asic.name, m.asic.depth, ", ".join(m.platforms), _ports(m)) for m in models]
    return page(columns([head, *rows]))


def _ports(model: SwitchModel) -> str:
    counts = [f"{ports}x{gbps}G" for gbps, ports in radix(model).items()]
    return " ".join(counts) or f"{model.fabric.count}, any speed"


def as_dict(model: SwitchModel) -> dict[str, object]:
    return {
        "name": model.name,
        "vendor": model.vendor,
        "title": model.title,
        "platforms": list(model.platforms),
        "virtual": model.virtual,
        "cages": {
            "count": model.fabric.count,
            "source": model.fabric.source,
            "confidence": model.fabric.confidence,
        },
        "ports_by_gbps": {str(gbps): ports for gbps, ports in radix(model).items()},
        "typical_watts": _figure(model.watts_typical),
        "max_watts": _figure(model.watts_max),
        "asic": _asic(model.asic),
        "sources": list(model.sources),
    }


def _asic(asic: Asic) -> dict[str, object]:
    return {
        "name": asic.name,
        "title": asic.title,
        "family": asic.family,
        "buffers": asic.depth,
        "queueing": asic.queueing,
        "headroom_model": asic.headroom_model,
        **{name: _figure(figure) for name, figure in _figures(asic).items()},
        "load_balancing": [
            {"per": way.per, "gbps": list(way.gbps), "source": way.source, "confidence": way.confidence}
            for way in asic.dynamic_load_balancing
        ],
    }


def _figures(asic: Asic) -> dict[str, Figure | None]:
    """Units are in the names; the rest are counts."""
    return {
        "cell_bytes": asic.cell_bytes,
        "buffer_bytes": asic.buffer_bytes,
        "lossless_priorities": asic.lossless_priorities,
        "ecmp_width": asic.ecmp_width,
        "max_ports": asic.max_ports,
    }


def _figure(figure: Figure | None) -> dict[str, object] | None:
    return None if figure is None else figure._asdict()


def as_text(model: SwitchModel) -> str:
    return page(_lines(model))


def _lines(model: SwitchModel) -> Iterator[str]:
    asic, cages = model.asic, model.fabric
    yield f"{model.name}  {model.vendor} {model.title}"
    yield ""
    yield from columns(
        [
            ("platforms", ", ".join(model.platforms)),
            ("chip", f"{asic.title}, buffers: {asic.depth}, queues: {asic.queueing}"),
            ("PFC headroom by", asic.headroom_model),
        ]
    )
    yield ""
    rows = [("figure", "value", "confidence", "source")]
    rows += [
        (f"ports of {gbps}G", f"{ports:,}", cages.confidence, cages.source) for gbps, ports in radix(model).items()
    ]
    rows += [_row("cages", Figure(cages.count, cages.source, cages.confidence))]
    rows += [_row(name.replace("_", " "), figure) for name, figure in _figures(asic).items()]
    rows += [_row("typical watts", model.watts_typical), _row("max watts", model.watts_max)]
    rows += [
        (f"balancing per {way.per}", _speeds(way.gbps), way.confidence, way.source)
        for way in asic.dynamic_load_balancing
    ]
    yield from columns(rows)
    yield ""
    yield from columns(CONFIDENCE.items())


def _speeds(gbps: tuple[int, ...]) -> str:
    return " ".join(f"{speed}G" for speed in gbps) or "yes"


def _row(name: str, figure: Figure | None) -> tuple[str, str, str, str]:
    return (
        (name, "unknown", "", "") if figure is None else (name, f"{figure.value:,}", figure.confidence, figure.source)
    )
