"""The rules: one per file, one code each, its docstring the documentation. Written down here, in order of code."""

from collections.abc import Iterator
from types import ModuleType

from fabricgen.checks import (
    fg101_port_twice,
    fg102_speed,
    fg103_uneven_links,
    fg104_radix,
    fg105_adaptive_oversubscribed,
    fg106_wrong_rail,
    fg107_plane_crossing,
    fg108_parallel_links,
    fg109_blocking,
    fg110_no_growth,
    fg111_odd_cable,
    fg112_cabling_unreadable,
    fg201_pfc_differs,
    fg202_class_table,
    fg203_ecn_after_pfc,
    fg204_kmin_above_kmax,
    fg205_headroom_too_small,
    fg206_headroom_does_not_fit,
    fg207_few_congested_queues,
    fg208_no_watchdog,
    fg209_too_many_lossless,
    fg210_ecn_without_ect,
    fg211_mtu_differs,
    fg212_cnp_not_strict,
    fg213_cnp_lossless,
    fg214_cable_length_missing,
    fg215_inference_lossless,
    fg216_shares,
    fg217_default_class,
    fg218_pfc_without_ecn,
    fg301_pools_overlap,
    fg302_pool_too_small,
    fg303_duplicate_number,
    fg304_asn_not_private,
    fg305_identifier_overflow,
    fg307_vlan_reserved,
    fg308_standard_community,
    fg309_number_moved,
    fg310_unknown_vrf,
    fg311_selects_nothing,
    fg312_wrong_ip_version,
    fg313_pool_missing,
    fg314_trunk_and_tiers,
    fg315_leaf_claimed_twice,
    fg401_valleys,
    fg402_allowas_in_on_spines,
    fg405_too_few_paths,
    fg501_same_seed,
    fg502_collisions,
    fg503_out_of_order,
    fg601_deadlock,
    fg701_unknown_platform,
    fg702_platform_on_model,
    fg703_no_adaptive_routing,
    fg704_no_per_packet,
    fg705_no_unnumbered,
    fg706_no_vrfs,
    fg707_no_vlans,
    fg708_watchdog_action,
    fg709_buffer_depth,
    fg710_no_queue_pair_hash,
    fg711_no_password,
    fg712_vrf_name_too_long,
    fg714_no_hash_seed,
    fg715_no_shared_headroom,
    fg716_platform_paths,
)
from fabricgen.checks.fg302_pool_too_small import unreached
from fabricgen.checks.plan import Page, Plan
from fabricgen.findings import Finding

INTENT_RULES: tuple[ModuleType, ...] = (
    fg102_speed,
    fg202_class_table,
    fg204_kmin_above_kmax,
    fg208_no_watchdog,
    fg210_ecn_without_ect,
    fg212_cnp_not_strict,
    fg213_cnp_lossless,
    fg215_inference_lossless,
    fg216_shares,
    fg217_default_class,
    fg301_pools_overlap,
    fg304_asn_not_private,
    fg309_number_moved,
    fg310_unknown_vrf,
    fg312_wrong_ip_version,
    fg313_pool_missing,
    fg314_trunk_and_tiers,
    fg402_allowas_in_on_spines,
    fg503_out_of_order,
    fg701_unknown_platform,
    fg702_platform_on_model,
)
"""`check(page)`: rules that need nothing but the page, and what platforms can do."""
PLAN_RULES: tuple[ModuleType, ...] = (
    fg101_port_twice,
    fg103_uneven_links,
    fg105_adaptive_oversubscribed,
    fg106_wrong_rail,
    fg107_plane_crossing,
    fg108_parallel_links,
    fg109_blocking,
    fg110_no_growth,
    fg111_odd_cable,
    fg112_cabling_unreadable,
    fg201_pfc_differs,
    fg203_ecn_after_pfc,
    fg205_headroom_too_small,
    fg206_headroom_does_not_fit,
    fg207_few_congested_queues,
    fg209_too_many_lossless,
    fg211_mtu_differs,
    fg214_cable_length_missing,
    fg218_pfc_without_ecn,
    fg302_pool_too_small,
    fg303_duplicate_number,
    fg305_identifier_overflow,
    fg307_vlan_reserved,
    fg308_standard_community,
    fg311_selects_nothing,
    fg315_leaf_claimed_twice,
    fg401_valleys,
    fg405_too_few_paths,
    fg501_same_seed,
    fg502_collisions,
    fg601_deadlock,
    fg703_no_adaptive_routing,
    fg704_no_per_packet,
    fg705_no_unnumbered,
    fg706_no_vrfs,
    fg707_no_vlans,
    fg708_watchdog_action,
    fg709_buffer_depth,
    fg710_no_queue_pair_hash,
    fg711_no_password,
    fg712_vrf_name_too_long,
    fg714_no_hash_seed,
    fg715_no_shared_headroom,
    fg716_platform_paths,
)
"""`check(plan)`: rules about the fabric that the page asks for."""
TOLD_BELOW: tuple[ModuleType, ...] = (fg104_radix,)
"""No `check`: whoever sizes the fabric finds these; the module is their documentation."""
RULES = tuple(sorted((*INTENT_RULES, *PLAN_RULES, *TOLD_BELOW), key=lambda rule: str(rule.CODE)))


def check_page(page: Page) -> Iterator[Finding]:
    for rule in INTENT_RULES:
        yield from rule.check(page)


def check_plan(plan: Plan) -> Iterator[Finding]:
    for rule in PLAN_RULES:
        yield from rule.check(plan)


__all__ = ["INTENT_RULES", "PLAN_RULES", "RULES", "TOLD_BELOW", "Page", "Plan", "check_page", "check_plan", "unreached"]
