"""A VRF reaches for something that is no service, or a service is nowhere.

Routes are handed from VRF to VRF for declared services only, and only their prefixes. Another VRF, a tier or a prefix
can't be reached for: give what is to be shared a name under `services` first.

Bad::

    vrfs: {acme: {id: 1, reach: [blue]}, blue: {id: 2}}

Good::

    vrfs: {acme: {id: 1, reach: [storage]}, shared: {id: 9, pool: 10.200.0.0/16}}
    services: {storage: {vrf: shared, prefixes: [10.200.0.0/24]}}

Source: RFC 4364, section 4.3.5: which VPNs can meet follows from route targets, so these are made from the page alone.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.findings import Finding, nearest

CODE = "FG320"


def check(page: Page) -> Iterator[Finding]:
    intent = page.intent
    for name, vrf in intent.vrfs.items():
        for row, service in enumerate(vrf.shares):
            path = ("vrfs", name, "reach", service if isinstance(vrf.reach, dict) else row)
            if service not in intent.services:
                yield _no_service(page, name, service, path)
            elif intent.services[service].vrf == name:
                message = f"the service {service} is in the VRF {name} itself"
                yield Finding(CODE, message, path=path, help="drop it here: a VRF reaches its own addresses anyway")
    for key, service_ in intent.services.items():
        if service_.vrf not in intent.vrfs:
            yield Finding(
                CODE,
                f"the service {key} is in a VRF {service_.vrf}, which the page doesn't have",
                path=("services", key, "vrf"),
                label=nearest(service_.vrf, intent.vrfs),
                help="write it under vrfs",
            )


def _no_service(page: Page, name: str, service: str, path: tuple[str | int, ...]) -> Finding:
    intent = page.intent
    kinds = (("VRF", intent.vrfs), ("tier", intent.tiers))
    kind = next((noun for noun, known in kinds if service in known), None)
    return Finding(
        CODE,
        f"the VRF {name} reaches for {service}, which is a {kind}, not a service"
        if kind
        else f"the VRF {name} reaches for a service {service}, which the page doesn't have",
        path=path,
        label=nearest(service, intent.services),
        help="write under services what it may reach, NAME: {vrf: VRF, prefixes: [PREFIX, ...]}, and reach for NAME",
    )
