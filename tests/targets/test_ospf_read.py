"""What EOS and Junos say of their neighbours in OSPF, as the drivers have it; shapes are those of public captures."""

from lxml import etree

from fabricgen.targets.drivers import eos_text, junos_text

EOS = {
    "vrfs": {
        "default": {
            "instList": {
                "1": {
                    "ospfNeighborEntries": [
                        {"routerId": "10.0.0.8", "interfaceName": "Ethernet3/1", "adjacencyState": "full"},
                        {"routerId": "10.0.0.9", "interfaceName": "Ethernet3/5", "adjacencyState": "exchStart"},
                    ]
                }
            }
        }
    }
}
JUNOS = """<ospf-neighbor-information>
<ospf-neighbor>
<neighbor-address>10.64.0.0</neighbor-address><interface-name>et-0/0/2:0.0</interface-name>
<ospf-neighbor-state>Full</ospf-neighbor-state><neighbor-id>10.0.0.8</neighbor-id>
</ospf-neighbor>
<ospf-neighbor>
<neighbor-address>10.64.0.2</neighbor-address><interface-name>et-0/0/2:1.0</interface-name>
<ospf-neighbor-state>Init</ospf-neighbor-state><neighbor-id>10.0.0.9</neighbor-id>
</ospf-neighbor>
</ospf-neighbor-information>"""


def test_eos():
    assert eos_text.ospf_neighbors(EOS) == {
        "Ethernet3/1": [{"router_id": "10.0.0.8", "is_up": True}],
        "Ethernet3/5": [{"router_id": "10.0.0.9", "is_up": False}],
    }
    assert eos_text.ospf_neighbors({"vrfs": {}}) == {}


def test_junos():
    assert junos_text.ospf_neighbors(etree.fromstring(JUNOS)) == {
        "et-0/0/2:0": [{"router_id": "10.0.0.8", "is_up": True}],
        "et-0/0/2:1": [{"router_id": "10.0.0.9", "is_up": False}],
    }
    assert junos_text.ospf_neighbors(True) == {}  # noqa: FBT003 - what PyEZ makes of an empty reply
