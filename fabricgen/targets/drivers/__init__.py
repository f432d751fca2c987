"""The driver of each platform. Nothing of NAPALM is imported before a device is reached."""

from collections.abc import Mapping

import orjson

from fabricgen.targets.driver import Confirm, Driver, Stage, Timer

OWN = "fabricgen.targets.drivers"


def only_file(files: Mapping[str, str]) -> str:
    (text,) = files.values()
    return text


def frr_files(files: Mapping[str, str]) -> str:
    """frr.conf, and behind it each file of packet filters below a line of its own."""
    return files["frr.conf"] + "".join(
        f"!! {name}\n{files[name]}" for name in ("rules.v4", "rules.v6") if name in files
    )


def bundle(files: Mapping[str, str]) -> str:
    """Several files as one candidate: a JSON object, name → text."""
    return orjson.dumps(dict(files), option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS).decode()


FRR = Driver(
    platform="frr",
    source=f"{OWN}.frr:FrrDriver",
    candidate=frr_files,
    port=22,
    protocol="ssh",
    timer=Timer(),
    refuses_at=Stage.LOAD,
    drain=lambda asn: f"router bgp {asn}\n bgp graceful-shutdown\nexit\n",
    drain_ospf=lambda _asn: "router ospf\n max-metric router-lsa administrative\nexit\n",
    forwarding=True,
    lossless=False,
    pushed=("frr.conf", "rules.v4", "rules.v6"),
    notes=(
        "interfaces, qdiscs, sysctl.conf, users and the like belong to the base system; a push leaves them alone",
        "what only a daemon refuses shows at commit, half applied; what ran before is then loaded again",
        "the login must be root, or sudo must ask it no password",
    ),
)

SONIC = Driver(
    platform="sonic",
    source=f"{OWN}.sonic:SonicDriver",
    candidate=bundle,
    port=22,
    protocol="ssh",
    timer=Timer(),
    refuses_at=Stage.LOAD,
    drain=lambda asn: f"router bgp {asn}\n bgp graceful-shutdown\nexit\n",
    drain_ospf=lambda _asn: "router ospf\n max-metric router-lsa administrative\nexit\n",
    forwarding=True,
    lossless=True,
    pushed=("config_db.json", "frr.conf"),
    notes=(
        "breakouts, lanes, the device type and the management VRF need `config reload`; a push refuses to change them",
        "the updater of CONFIG_DB takes seconds to minutes for a change; the timer starts when it is through",
        "accounts and their passwords aren't pushed",
    ),
)

CUMULUS = Driver(
    platform="cumulus",
    source=f"{OWN}.cumulus:CumulusDriver",
    candidate=only_file,
    port=8765,
    protocol="https",
    timer=Timer(),
    refuses_at=Stage.COMMIT,
    drain=lambda _asn: '{"router": {"bgp": {"graceful-shutdown": "on"}}}',
    drain_ospf=lambda _asn: '{"vrf": {"default": {"router": {"ospf": {"max-metric": {"administrative": "on"}}}}}}',
    forwarding=True,
    lossless=True,
    notes=(
        "the words of the confirmation aren't NVIDIA's; a box that doesn't take them gets back what ran before",
        "a word that the schema doesn't know shows when it is loaded, what is wrong as a whole only at commit",
        "forwarding is what FRR has installed: NVUE can't read the kernel's own table before 5.16",
    ),
)

EOS = Driver(
    platform="eos",
    source=f"{OWN}.eos:EosDriver",
    candidate=only_file,
    port=443,
    protocol="https",
    timer=Timer(longest=86_399, confirm=Confirm.SAME_SESSION),
    refuses_at=Stage.LOAD,
    drain="no source seen for the EOS word",
    drain_ospf=lambda _asn: "router ospf 1\n   max-metric router-lsa\n",
    forwarding=True,
    lossless=True,
    notes=(
        "a closed connection takes an unconfirmed commit back at once",
        "what ran before is kept on its flash: as fabricgen-before, the startup configuration as fabricgen-startup",
    ),
)

NXOS = Driver(
    platform="nxos",
    source=f"{OWN}.nxos:NxosDriver",
    candidate=only_file,
    port=443,
    protocol="https",
    timer="NX-OS has no commit that goes back by itself",
    refuses_at=Stage.COMMIT,
    drain="no source seen for the NX-OS word",
    drain_ospf=lambda _asn: "router ospf 1\n  max-metric router-lsa\n",
    forwarding=True,
    lossless=False,
    notes=(
        "the candidate goes by SCP, so port 22 and `feature scp-server` are needed beside NX-API",
        "a refused line shows at commit; the box then keeps what ran before",
        "what ran before is kept on the box as bootflash:rollback_config.txt",
    ),
)

IOSXR = Driver(
    platform="iosxr",
    source=f"{OWN}.iosxr:IosxrDriver",
    candidate=only_file,
    port=830,
    protocol="netconf",
    timer=Timer(longest=65_535, confirm=Confirm.SAME_SESSION),
    refuses_at=Stage.LOAD,
    drain="IOS-XR tells eBGP neighbours of it only where send-community-gshut-ebgp stands, and that isn't rendered",
    drain_ospf=lambda _asn: "router ospf 1\n max-metric router-lsa\n!\n",
    forwarding=False,
    lossless=False,
    notes=("the timer is at least 30 s; a router that offers no confirmed commits over NETCONF is left as it was",),
)

JUNOS = Driver(
    platform="junos",
    source=f"{OWN}.junos:JunosDriver",
    candidate=only_file,
    port=830,
    protocol="netconf",
    timer=Timer(unit=60, longest=65_535 * 60),
    refuses_at=Stage.LOAD,
    drain=lambda _asn: "protocols { bgp { graceful-shutdown { sender; } } }\n",
    drain_ospf=lambda _asn: "protocols { ospf { overload; } }\n",
    forwarding=True,
    lossless=False,
    notes=("a policy or filter that is named and not defined shows at commit; nothing is applied then",),
)

SRLINUX = Driver(
    platform="srlinux",
    source=f"{OWN}.srlinux:SrlinuxDriver",
    candidate=only_file,
    port=443,
    protocol="https",
    timer=Timer(),
    refuses_at=Stage.LOAD,
    drain="no source seen for the SR Linux word",
    drain_ospf=lambda _asn: "set / network-instance default protocols ospf instance FABRIC overload active true\n",
    forwarding=False,
    lossless=False,
    notes=(
        "needs the extra: pip install 'fabricgen[srl]'",
        "a word that isn't in the model shows when JSON is loaded; of CLI lines it shows when they are compared",
        "each commit leaves a checkpoint named NAPALM-… on the box",
    ),
)

DRIVERS: Mapping[str, Driver] = {
    driver.platform: driver for driver in (EOS, NXOS, IOSXR, JUNOS, SONIC, CUMULUS, SRLINUX, FRR)
}
