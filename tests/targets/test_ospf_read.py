"""What EOS, Junos and IOS-XR say of their neighbours in OSPF, as the drivers have it; shapes are those of public
captures, and of Cisco-IOS-XR-ipv4-ospf-oper.
"""

from importlib import import_module

import pytest
from lxml import etree

from fabricgen.targets.drivers import DRIVERS, eos_text, iosxr_text, junos_text
from fabricgen.targets.live import Live
from tests.targets.srlinux_extra import with_extra

NEEDS = {"srlinux": with_extra}
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
        },
        "acme": {
            "instList": {
                "2001": {
                    "ospfNeighborEntries": [
                        {"routerId": "10.0.0.8", "interfaceName": "Ethernet3/1.2001", "adjacencyState": "full"},
                    ]
                }
            }
        },
        "blue": {"instList": {"2002": {"ospfNeighborEntries": []}}},
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
HEARD = """<neighbor>
<neighbor-id>{router_id}</neighbor-id><neighbor-ip-address>10.64.0.0</neighbor-ip-address>
<neighbor-interface-name>{port}</neighbor-interface-name><neighbor-state>mgmt-nbr-{state}</neighbor-state>
</neighbor>"""
IOSXR = """<rpc-reply xmlns="urn:ietf:params:xml:ns:netconf:base:1.0" message-id="1"><data>
<ospf xmlns="http://cisco.com/ns/yang/Cisco-IOS-XR-ipv4-ospf-oper"><processes><process>
<process-name>1</process-name>
<vrfs>
<vrf><vrf-name>acme</vrf-name><adjacency-information><neighbors>{acme}</neighbors></adjacency-information></vrf>
<vrf><vrf-name>blue</vrf-name></vrf>
</vrfs>
<default-vrf><adjacency-information><neighbors>{one}{other}</neighbors></adjacency-information></default-vrf>
</process></processes></ospf></data></rpc-reply>""".format(
    acme=HEARD.format(router_id="10.0.0.8", port="FourHundredGigE0/0/0/8.2001", state="full"),
    one=HEARD.format(router_id="10.0.0.8", port="FourHundredGigE0/0/0/8", state="full"),
    other=HEARD.format(router_id="10.0.0.9", port="FourHundredGigE0/0/0/9", state="ex-start"),
)


def test_eos():
    assert eos_text.ospf_neighbors(EOS) == {
        "global": {
            "Ethernet3/1": [{"router_id": "10.0.0.8", "is_up": True}],
            "Ethernet3/5": [{"router_id": "10.0.0.9", "is_up": False}],
        },
        "acme": {"Ethernet3/1.2001": [{"router_id": "10.0.0.8", "is_up": True}]},
        "blue": {},
    }
    assert eos_text.ospf_neighbors({"vrfs": {}}) == {}


def test_junos():
    assert junos_text.ospf_neighbors(etree.fromstring(JUNOS)) == {
        "et-0/0/2:0": [{"router_id": "10.0.0.8", "is_up": True}],
        "et-0/0/2:1": [{"router_id": "10.0.0.9", "is_up": False}],
    }
    assert junos_text.ospf_neighbors(True) == {}  # noqa: FBT003 - what PyEZ makes of an empty reply


def test_iosxr():
    assert iosxr_text.ospf_neighbors(IOSXR) == {
        "global": {
            "FourHundredGigE0/0/0/8": [{"router_id": "10.0.0.8", "is_up": True}],
            "FourHundredGigE0/0/0/9": [{"router_id": "10.0.0.9", "is_up": False}],
        },
        "acme": {"FourHundredGigE0/0/0/8.2001": [{"router_id": "10.0.0.8", "is_up": True}]},
        "blue": {},
    }
    assert (
        iosxr_text.ospf_neighbors('<rpc-reply xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"><data/></rpc-reply>')
        == {}
    )


@pytest.mark.parametrize(
    "driver", [pytest.param(one, id=name, marks=NEEDS.get(name, ())) for name, one in DRIVERS.items()]
)
def test_every_driver_can_be_asked_all_that_fabricgen_asks(driver):
    """One that doesn't know a question at all would fail, where one that can't answer it says so."""
    module, _, name = driver.source.partition(":")
    kind = getattr(import_module(module), name)
    asked = [name for name in vars(Live) if not name.startswith("_")]
    assert "get_ospf_neighbors" in asked
    assert [name for name in asked if not hasattr(kind, name)] == []
