"""From a folder to a judged plan: every finding there is, in one run. The seam between the floors below and the commands."""

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from fabricgen.checks import Plan, check_intent, check_plan
from fabricgen.device import facts
from fabricgen.findings import Finding, RefusedError, Severity
from fabricgen.kinds import Blueprint, Inventory, blueprint, load
from fabricgen.platforms import PLATFORMS
from fabricgen.source import Document


class Verdict(NamedTuple):
    """`blueprint` is None when the fabric can't even be laid out."""

    inventory: Inventory
    blueprint: Blueprint | None
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> bool:
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def judge(path: Path) -> Verdict:
    """Raises `RefusedError` only when the page can't be read as an intent."""
    inventory = load(path)
    found = list(check_intent(inventory.intent))
    try:
        plan = planned(inventory)
    except RefusedError as refusal:
        return Verdict(inventory, None, _located(inventory.document, [*found, *refusal.findings]))
    found.extend(check_plan(plan))
    return Verdict(inventory, plan.blueprint, _located(inventory.document, found))


def planned(inventory: Inventory) -> Plan:
    decided = blueprint(inventory.kind, inventory.intent, inventory.lock)
    port_name = {name: platform.port_name for name, platform in PLATFORMS.items()}
    tiers = facts(decided.intent, decided.fabric, decided.allocation, decided.lock, port_name)
    return Plan(decided, tiers, {name: platform.capabilities for name, platform in PLATFORMS.items()})


def _located(document: Document, findings: list[Finding]) -> tuple[Finding, ...]:
    return tuple(
        finding if finding.place else replace(finding, place=document.place(finding.path)) for finding in findings
    )
