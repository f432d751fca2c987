"""fabricgen calc headroom|ecn|ecmp|asn|latency: the formulas alone, for a person with a question"""

import click

from fabricgen.cli.calc_asn import asn
from fabricgen.cli.calc_ecmp import ecmp
from fabricgen.cli.calc_ecn import ecn
from fabricgen.cli.calc_headroom import headroom
from fabricgen.cli.calc_latency import latency


@click.group("calc", commands=[headroom, ecn, ecmp, asn, latency])
def command() -> None:
    """The formulas alone: PFC headroom, ECN thresholds, ECMP, AS numbers, OSPF costs."""
