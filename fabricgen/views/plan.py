"""A plan as JSON and as a table, drawn from the same values."""

from collections.abc import Iterator

from fabricgen.planning.plan import FabricPlan


def as_dict(plan: FabricPlan) -> dict[str, object]:
    """Units are in the key names."""
    return {
        "name": plan.name,
        "kind": plan.kind,
        "accelerators": plan.accelerators,
        "accelerators_attached": plan.accelerators_attached,
        "accelerators_max": plan.accelerators_max,
        "hosts": plan.hosts,
        "tiers": plan.tiers,
        "planes": plan.planes,
        "pods": plan.pods,
        "rails": plan.rails,
        "switches": plan.switches,
        "switches_total": plan.switches_total,
        "layers": {
            layer.name: {"logical_links": layer.logical_links, "cables": layer.cables, "speed_gbps": layer.gbps}
            for layer in plan.layers
        },
        "ports": {row.role: {"used": row.used, "spare": row.spare, "per_switch": row.per_switch} for row in plan.ports},
        "oversubscription": plan.oversubscription,
        "ecmp_paths": plan.ecmp_paths,
        "capacity_after_percent": {row.failure: row.percent for row in plan.capacity},
        "headroom": {
            row.role: {
                "asic": row.asic,
                "headroom_bytes": row.headroom_bytes,
                "buffer_bytes": row.buffer_bytes,
                "share_percent": row.share_percent,
            }
            for row in plan.chips
        },
        "power_per_rack": {
            row.role: {"needed_watts": row.needed_watts, "limit_watts": row.limit_watts} for row in plan.power
        },
        **_access(plan),
        **_redirects(plan),
    }


def _redirects(plan: FabricPlan) -> dict[str, object]:
    """Nothing without service chains."""
    rows = {row.role: {"entries_per_switch": row.per_switch, "entries_fabric": row.fabric} for row in plan.redirects}
    return {"redirects": rows} if rows else {}


def _access(plan: FabricPlan) -> dict[str, object]:
    """Nothing where nothing is filtered."""
    if not plan.access:
        return {}
    rows = {
        row.role: {
            "asic": row.asic,
            "entries_per_switch": row.per_switch,
            "entries_fabric": row.fabric,
            "tcam_entries": row.capacity,
            "share_percent": row.share_percent,
        }
        for row in plan.access
    }
    ways = {
        row.name: {"lists": row.lists, "entries_per_switch": row.per_switch, "entries_fabric": row.fabric}
        for row in plan.styles
    }
    return {"access_lists": rows, "access_lists_by_style": ways}


def as_text(plan: FabricPlan) -> str:
    return "\n".join(_lines(plan)) + "\n"


def _lines(plan: FabricPlan) -> Iterator[str]:
    if plan.name:
        yield f"{plan.name} ({plan.kind})"
    attached = f"{plan.accelerators_attached:,} attached, room for {plan.accelerators_max:,}"
    yield f"accelerators      {plan.accelerators:,} ({attached})"
    shape = (f"{plan.tiers} tiers", _many(plan.pods, "pod"), _many(plan.planes, "plane"), _many(plan.rails, "rail"))
    yield f"shape             {', '.join(shape)}"
    yield ""
    yield f"{'role':<14}{'switches':>10}{'ports used':>13}{'spare':>11}{'oversubscription':>18}"
    for row in plan.ports:
        ratio = plan.oversubscription.get(row.role)
        shown = f"{ratio:g}:1" if ratio is not None else "-"
        yield f"{row.role:<14}{plan.switches[row.role]:>10,}{row.used:>13,}{row.spare:>11,}{shown:>18}"
    yield f"{'total':<14}{plan.switches_total:>10,}"
    yield ""
    yield f"{'layer':<22}{'speed':>7}{'logical links':>15}{'cables':>12}"
    for layer in plan.layers:
        yield f"{layer.name:<22}{layer.gbps:>6}G{layer.logical_links:>15,}{layer.cables:>12,}"
    yield ""
    for name, paths in plan.ecmp_paths.items():
        yield f"ECMP paths, {name.replace('_', ' '):<12}{paths:>10,}"
    for row_ in plan.capacity:
        yield f"{row_.failure:<26}{row_.percent:>8g} % left"
    yield from _hardware(plan)


def _hardware(plan: FabricPlan) -> Iterator[str]:
    for chip in plan.chips:
        share = (
            "buffer not known" if chip.share_percent is None else f"{chip.share_percent:g} % of {chip.buffer_bytes:,} B"
        )
        yield f"PFC headroom, {chip.role:<12}{chip.headroom_bytes:>12,} B   {share} ({chip.asic})"
    for rack in plan.power:
        needed = "not known" if rack.needed_watts is None else f"{rack.needed_watts:,} W"
        yield f"rack power, {rack.role:<12} {needed} of {rack.limit_watts:,} W"
    yield from _listed(plan)


def _listed(plan: FabricPlan) -> Iterator[str]:
    for row in plan.access:
        share = "TCAM not known" if row.share_percent is None else f"{row.share_percent:g} % of {row.capacity:,}"
        entries = f"{row.per_switch:>10,} entries on a switch, {row.fabric:,} in all"
        yield f"access lists, {row.role:<12}{entries}   {share} ({row.asic})"
    for each in plan.redirects:
        yield f"redirects, {each.role:<15}{each.per_switch:>10,} entries on a switch, {each.fabric:,} in all"
    if plan.styles:
        yield ""
        yield f"{'the same policies with':<34}{'lists':>7}{'entries, all on a leaf':>24}{'entries, fabric':>17}"
    for way in plan.styles:
        yield f"{way.name:<34}{way.lists:>7,}{way.per_switch:>24,}{way.fabric:>17,}"


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
