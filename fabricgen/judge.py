"""From a folder to a judged plan: all findings in one run. The seam between the floors below and the commands."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from fabricgen.checks import Page, Plan, check_page, check_plan, unreached
from fabricgen.checks.fg307_vlan_reserved import surplus
from fabricgen.device import facts
from fabricgen.device.capabilities import Capabilities
from fabricgen.device.facts import recabled
from fabricgen.fabric.existing import Sheet, lay
from fabricgen.findings import Finding, RefusedError, Severity
from fabricgen.kinds import Blueprint, Inventory, blueprint, load
from fabricgen.platforms import PLATFORMS, PORT_NAMES
from fabricgen.source import Document


class Verdict(NamedTuple):
    """`plan` is None when the fabric can't even be laid out."""

    inventory: Inventory
    plan: Plan | None
    findings: tuple[Finding, ...]

    @property
    def blueprint(self) -> Blueprint | None:
        return self.plan.blueprint if self.plan else None

    @property
    def errors(self) -> bool:
        return any(finding.severity is Severity.ERROR for finding in self.findings)


UNPLANNABLE = ("FG102", "FG414", "FG701", "FG702")
"""After these, no port has a name, no headroom a size, or no gateway a community."""


def judge(path: Path) -> Verdict:
    """Raises `RefusedError` only when the page can't be read as an intent."""
    inventory = load(path)
    found = list(check_page(Page(inventory.intent, _capabilities(), inventory.stored)))
    try:
        decided = blueprint(inventory.kind, inventory.intent, inventory.lock)
    except RefusedError as refusal:
        found.extend(_news(refusal.findings, found))
        return Verdict(inventory, None, _located(inventory.document, found))
    beyond = (*unreached(decided), *surplus(decided))
    if beyond or any(finding.code in UNPLANNABLE for finding in found):
        found.extend(beyond)
        return Verdict(inventory, None, _located(inventory.document, found))
    plan = _planned(inventory, decided)
    found.extend(check_plan(plan))
    return Verdict(inventory, plan, _located(inventory.document, found))


def planned(inventory: Inventory) -> Plan:
    """Of an inventory without errors."""
    return _planned(inventory, blueprint(inventory.kind, inventory.intent, inventory.lock))


def _planned(inventory: Inventory, decided: Blueprint) -> Plan:
    tiers = facts(decided.intent, decided.fabric, decided.allocation, decided.lock, PORT_NAMES)
    objections = {name: platform.objections for name, platform in PLATFORMS.items()}
    plan = _vacated(Plan(decided, tiers, _capabilities(), objections))
    return plan if inventory.cables is None else _cabled(plan, inventory.cables)


def _vacated(plan: Plan) -> Plan:
    """The plan without the hosts in whose place gateways and appliances are."""
    about, leaf = plan.tiers[0], plan.tiers[0].tier
    seated = [known.seats for known in (about.outlook, about.chains) if known is not None]
    taken = [leaf.port(number, seat.number) for seats in seated for number, row in seats.items() for seat in row]
    if not taken:
        return plan
    fabric = plan.blueprint.fabric.vacated(taken)
    return plan._replace(blueprint=plan.blueprint._replace(fabric=fabric), tiers=recabled(plan.tiers, fabric))


def _cabled(plan: Plan, sheet: Sheet) -> Plan:
    """The plan with the cables as they lie."""
    about = plan.tiers[0]
    existing = lay(plan.blueprint.fabric, sheet, about.names, about.port_names)
    tiers = recabled(plan.tiers, existing.fabric)
    blueprint = plan.blueprint._replace(fabric=existing.fabric)
    return plan._replace(blueprint=blueprint, tiers=tiers, existing=existing)


def _capabilities() -> dict[str, Capabilities]:
    return {name: platform.capabilities for name, platform in PLATFORMS.items()}


def _news(refused: Iterable[Finding], found: list[Finding]) -> list[Finding]:
    """Where a model lacks a speed, it's no news that its ports don't suffice."""
    speedless = any(finding.code == "FG102" for finding in found)
    return [finding for finding in refused if not (speedless and finding.code == "FG104")]


def _located(document: Document, findings: list[Finding]) -> tuple[Finding, ...]:
    return tuple(
        finding if finding.place else replace(finding, place=document.place(finding.path)) for finding in findings
    )
