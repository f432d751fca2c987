"""What a switch of a lab says of one of its BGP neighbours."""

import json

from fabricgen.lab.observe import vtysh


def standing(lab, switch, neighbor):
    """Its state, and how often it was lost. A fabric that starts on a busy machine may lose one on the way up, so what
    a change does to a session is seen by asking before and after it.
    """
    told = json.loads(vtysh(lab.name, switch, "show bgp summary json"))["ipv4Unicast"]["peers"][neighbor]
    return told["state"], told["connectionsDropped"]
