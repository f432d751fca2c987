"""Labs for tests: names and management addresses that no other test run on this machine has."""

import os
from pathlib import Path

import handwritten

from fabricgen.lab import Management

ROOT = Path(__file__).resolve().parents[2]


def prefix(number=0):
    """A /24 of 198.18.0.0/15, kept for tests by RFC 2544: by process, and `number` from 0 to 3 for those up at once."""
    at = (os.getpid() * 4 + number) % 512
    return f"198.{18 + at // 256}.{at % 256}.0/24"


def page(folder, name, inventory="lab", number=0):
    """A copy of an inventory of ours as a lab of its own; its folder."""
    text = (ROOT / "inventories" / inventory / "intent.yml").read_text()
    base = "198.18.4" if inventory == "lab-k4" else "198.18.0"
    text = text.replace(f"name: {inventory}\n", f"name: {name}\n").replace(f"{base}.", f"{base_of(number)}.")
    (folder / "intent.yml").write_text(text)
    return folder


def base_of(number):
    return prefix(number).removesuffix(".0/24")


def management(switches, number=0):
    addresses = {name: f"{base_of(number)}.{at}/24" for at, name in enumerate(switches, start=10)}
    return Management(f"{base_of(number)}.1/24", addresses)


def reachable(name, spines=1, leaves=1, number=0):
    lab = handwritten.numbered(name, spines, leaves)
    return type(lab)(name, lab.switches, lab.cables, lab.hosts, management(lab.nodes, number))
