"""A lab as text, to be handed to a guest."""

import json

from fabricgen.lab.topology import Cable, Host, Lab, Management, Switch


def to_text(lab: Lab) -> str:
    return json.dumps(
        {
            "name": lab.name,
            "switches": [(switch.name, dict(switch.files)) for switch in lab.switches],
            "cables": lab.cables,
            "hosts": [(host.name, host.addresses, host.gateways, host.bond) for host in lab.hosts],
            "management": lab.management,
        }
    )


def from_text(text: str) -> Lab:
    told = json.loads(text)
    return Lab(
        name=told["name"],
        switches=tuple(Switch(*switch) for switch in told["switches"]),
        cables=tuple(Cable(*cable) for cable in told["cables"]),
        hosts=tuple(_host(*host) for host in told["hosts"]),
        management=Management(*told["management"]) if told["management"] else None,
    )


def _host(name: str, addresses: list[list[str]], gateways: list[str], bond: list[str]) -> Host:
    return Host(name, tuple((port, address) for port, address in addresses), tuple(gateways), tuple(bond))
