"""What CumulusDriver reads of NVUE's state."""

import pytest
from napalm.base.exceptions import CommandErrorException

from tests.fakes import nvue
from tests.targets.cumulus_bench import made_box, reached


@pytest.fixture
def box():
    return made_box()


STATE = {
    "/system": {"hostname": "leaf-1", "uptime": 763, "version": {"product-release": "5.14.0"}},
    "/platform": {"product-name": "SN5600", "serial-number": "MT2", "manufacturer": "NVIDIA"},
    "/interface": {
        "swp1": {
            "description": "spine-1 swp1",
            "link": {
                "oper-status": "up",
                "admin-status": "up",
                "mtu": 9216,
                "mac": "44:38:39:00:00:01",
                "speed": "400G",
            },
            "lldp": {"neighbor": {"spine-1": {"port": {"name": "swp9"}, "age": "5"}}},
            "counters": {
                "qos": {
                    "pfc-stats": {"3": {"rx-pause-frames": 7, "tx-pause-frames": 0, "rx-pause-duration": 1}},
                    "egress-queue-stats": {"3": {"ecn-marked-frames": 5, "tx-frames": 9}},
                }
            },
        },
        "swp2": {"link": {"state": {"down": {}}, "mtu": 1500}},
    },
    "/router/bgp": {"autonomous-system": 65001, "router-id": "10.0.0.1", "enable": "on"},
    "/vrf": {
        "default": {
            "router": {
                "bgp": {
                    "neighbor": {
                        "swp1": {
                            "state": "established",
                            "remote-as": 65100,
                            "uptime": 27073000,
                            "address-family": {"ipv4-unicast": {"rx-prefix": 8, "tx-prefix": 11}},
                        },
                        "swp2": {"state": "idle", "remote-as": "external"},
                    }
                }
            }
        },
        "mgmt": {},
    },
    "/vrf/default/router/rib/ipv4/route": {
        "10.0.1.0/24": {
            "route-entry": {
                "1": {
                    "flags": {"fib-selected": {}, "installed": {}, "selected": {}},
                    "nexthop-group-id": 108,
                    "protocol": "bgp",
                },
                "2": {"flags": {}, "nexthop-group-id": 7, "protocol": "ospf"},
            }
        },
        "10.0.2.0/31": {
            "route-entry": {"1": {"flags": {"installed": {}, "selected": {}}, "nexthop-group-id": 29}},
        },
        "10.0.3.0/24": {"route-entry": {"1": {"flags": {"selected": {}}, "nexthop-group-id": 108}}},
    },
    "/router/nexthop/rib": {
        "29": {"resolved-via": {"swp1": {"type": "interface", "flags": {"active": {}, "installed": {}}}}},
        "108": {
            "resolved-via": {
                "fe80::1": {"type": "ip-address", "interface": {"swp2": {}}, "flags": {"active": {}}},
                "fe80::2": {"type": "ip-address", "interface": "swp1", "flags": {"active": {}}},
                "fe80::3": {"type": "ip-address", "interface": "swp3", "flags": {}},
            }
        },
    },
}
READ = {
    "get_facts": {
        "hostname": "leaf-1",
        "fqdn": "leaf-1",
        "vendor": "NVIDIA",
        "model": "SN5600",
        "serial_number": "MT2",
        "os_version": "5.14.0",
        "uptime": 763.0,
        "interface_list": ["swp1", "swp2"],
    },
    "get_interfaces": {
        "swp1": {
            "is_up": True,
            "is_enabled": True,
            "description": "spine-1 swp1",
            "last_flapped": -1.0,
            "speed": 400_000.0,
            "mtu": 9216,
            "mac_address": "44:38:39:00:00:01",
        },
        "swp2": {
            "is_up": False,
            "is_enabled": True,
            "description": "",
            "last_flapped": -1.0,
            "speed": 0.0,
            "mtu": 1500,
            "mac_address": "",
        },
    },
    "get_lldp_neighbors": {"swp1": [{"hostname": "spine-1", "port": "swp9"}]},
    "get_bgp_neighbors": {
        "global": {
            "router_id": "10.0.0.1",
            "peers": {
                "swp1": {
                    "local_as": 65001,
                    "remote_as": 65100,
                    "remote_id": "",
                    "is_up": True,
                    "is_enabled": True,
                    "description": "",
                    "uptime": 27073,
                    "address_family": {
                        "ipv4": {"received_prefixes": 8, "accepted_prefixes": 8, "sent_prefixes": 11},
                    },
                },
                "swp2": {
                    "local_as": 65001,
                    "remote_as": 0,
                    "remote_id": "",
                    "is_up": False,
                    "is_enabled": True,
                    "description": "",
                    "uptime": -1,
                    "address_family": {},
                },
            },
        }
    },
    "get_forwarding": {"10.0.1.0/24": ["swp1", "swp2"], "10.0.2.0/31": ["swp1"]},
    "get_lossless_counters": {"swp1": {"ecn_marked_3": 5, "pfc_rx_3": 7, "pfc_tx_3": 0}},
}


@pytest.mark.parametrize("getter", READ)
def test_what_it_tells(box, getter):
    with reached(box, switch=nvue.Switch(box, STATE)) as live:
        assert getattr(live, getter)() == READ[getter]


def test_what_it_runs_without_it_tells_nothing(box):
    with reached(box) as live:
        assert live.get_bgp_neighbors() == {}
        assert live.get_forwarding() == {}
        assert live.get_lossless_counters() == {}


@pytest.mark.parametrize(
    ("getter", "path", "told", "words"),
    [
        (
            "get_bgp_neighbors",
            "/vrf",
            {"default": {"router": {"bgp": {"neighbor": {"swp1": {}}}}}},
            "the state of the BGP session swp1 isn't told; fabricgen knows NVUE 5.12 to 5.14",
        ),
        (
            "get_forwarding",
            "/router/nexthop/rib",
            {},
            "next-hop group 108 of 10.0.1.0/24 isn't known to NVUE; ask again",
        ),
    ],
)
def test_an_answer_that_cant_be_right_is_no_answer(box, getter, path, told, words):
    with (
        reached(box, switch=nvue.Switch(box, {**STATE, path: told})) as live,
        pytest.raises(CommandErrorException) as no,
    ):
        getattr(live, getter)()
    assert str(no.value) == words
