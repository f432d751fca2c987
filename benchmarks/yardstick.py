"""The yardstick: a bare Jinja loop over the switches of a fabric. It makes the ports of a switch, renders and
writes them.

No design, no checks, no memory of what was the same, and nothing that would make it slower than it has to be.
"""

import os
import sys
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment

TEMPLATE = """\
hostname {{ name }}
{% for p in ports %}
interface {{ p.name }}
   description {{ p.description }}
   mtu 9214
   speed 400g-4
   no switchport
   ip address {{ p.address }}
   service-profile {{ p.profile }}
!
{% endfor %}
router bgp {{ asn }}
{% for p in ports %}
   neighbor {{ p.peer }} peer group SPINES
   neighbor {{ p.peer }} remote-as {{ p.asn }}
   neighbor {{ p.peer }} description {{ p.description }}
{% endfor %}
"""


class Port(NamedTuple):
    name: str
    description: str
    address: str
    peer: str
    asn: int
    profile: str


def address(value: int) -> str:
    return f"{value >> 24}.{value >> 16 & 255}.{value >> 8 & 255}.{value & 255}"


def ports(switch: int, count: int) -> list[Port]:
    first = 0x0A400000 + 2 * count * switch
    return [
        Port(
            f"Ethernet{i // 2 + 1}/{i % 2 * 4 + 1}",
            f"spine-p00-{i:02}:Ethernet{switch}/1",
            f"{address(first + 2 * i + 1)}/31",
            address(first + 2 * i),
            4200000000 + i,
            "FABRIC",
        )
        for i in range(count)
    ]


def write(folder: Path, switches: int) -> int:
    """Bytes written."""
    environment = Environment(trim_blocks=True, lstrip_blocks=True, autoescape=False)  # noqa: S701
    template, total = environment.from_string(TEMPLATE), 0
    for switch in range(switches):
        place = folder / f"{switch // 256:03}"
        place.mkdir(parents=True, exist_ok=True)
        data = template.render(name=f"leaf-{switch}", ports=ports(switch, 128), asn=4200000000 + switch).encode()
        descriptor = os.open(place / f"{switch}.cfg", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        total += os.write(descriptor, data)
        os.close(descriptor)
    return total


if __name__ == "__main__":
    print(write(Path(sys.argv[1]), int(sys.argv[2])))
