"""The rules: one per file, one code each, its docstring the documentation. Written down here, in order of code."""

from collections.abc import Iterator
from types import ModuleType

from fabricgen.checks import fg204_kmin_above_kmax
from fabricgen.checks.plan import Plan
from fabricgen.findings import Finding
from fabricgen.intent import Intent

INTENT_RULES: tuple[ModuleType, ...] = (fg204_kmin_above_kmax,)
"""`check(intent)`: rules that need nothing but the page."""
PLAN_RULES: tuple[ModuleType, ...] = ()
"""`check(plan)`: rules about the fabric that the page asks for."""
RULES = tuple(sorted((*INTENT_RULES, *PLAN_RULES), key=lambda rule: str(rule.CODE)))


def check_intent(intent: Intent) -> Iterator[Finding]:
    for rule in INTENT_RULES:
        yield from rule.check(intent)


def check_plan(plan: Plan) -> Iterator[Finding]:
    for rule in PLAN_RULES:
        yield from rule.check(plan)


__all__ = ["INTENT_RULES", "PLAN_RULES", "RULES", "Plan", "check_intent", "check_plan"]
