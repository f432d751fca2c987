"""Two leaves and two spines of EOS, each a fake on a port of its own, with their inventory and credentials."""

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.fakes import eapi
from tests.fakes.box import Box

DEVICES = ("leaf-p00-00", "leaf-p00-01", "spine-p00-00", "spine-p00-01")
HASH = "$6$saltsalt$thehashofapassword"
PAGE = """\
kind: fat-tree
name: small
size: {leaves: 2, spines: 2, downlinks: 8, nics_per_host: 2, max_leaves: 4, max_spines: 4}
hardware:
  leaf:  {model: arista-7060x5-32qs, platform: eos}
  spine: {model: arista-7060x5-32qs, platform: eos}
  nic: 400G
  uplink: 400G
cabling: {host: 3 m, leaf-spine: 30 m}
underlay:
  links: /31
  loopbacks: 10.0.0.0/24
  link_pool: 10.64.0.0/24
  asn: 4200000000-4204194303
hosts: {attach: routed, pool: 10.128.0.0/24}
management:
  vrf: mgmt
  prefix: 198.18.0.0/24
  domain: small.example
  users:
    admin: {secret: "env:FABRIC_ADMIN_HASH"}
availability: {pod: 50 %}
"""


@dataclass
class Site:
    """`ports` of the fakes, `ca` that vouches for them, `servers` that stop one early."""

    folder: Path
    boxes: dict[str, Box]
    ports: dict[str, int]
    servers: dict[str, ExitStack]
    ca: str

    @property
    def inventory(self) -> Path:
        return self.folder / "intent.yml"

    @property
    def credentials(self) -> Path:
        return self.folder / "credentials.yml"

    def edit(self, old, new):
        text = self.inventory.read_text()
        assert old in text
        self.inventory.write_text(text.replace(old, new))

    def log_in(self, **devices):
        """Write the credentials; more words about `devices` count for them alone."""
        lines = ["username: admin", "password: plain:secret", f"ca: {self.ca}", "devices:"]
        lines += [
            f"  {name}: {{host: 127.0.0.1, port: {port}{devices.get(name, '')}}}" for name, port in self.ports.items()
        ]
        self.credentials.write_text("\n".join([*lines, ""]))
        self.credentials.chmod(0o600)

    def asked(self):
        """Every kind of step that was asked of any box."""
        return {step for box in self.boxes.values() for step in box.steps}

    def forget(self):
        for box in self.boxes.values():
            box.steps.clear()

    def running(self):
        return {name: box.running for name, box in self.boxes.items()}


@contextmanager
def small_site(folder):
    """Everything runs until the end of the block."""
    boxes = {name: Box(name, f"hostname {name}\n") for name in DEVICES}
    servers = {name: ExitStack() for name in DEVICES}
    with ExitStack() as all_of_them:
        served = {}
        for name, box in boxes.items():
            all_of_them.enter_context(servers[name])
            served[name] = servers[name].enter_context(eapi.serve(box))
        site = Site(folder, boxes, {name: one.port for name, one in served.items()}, servers, served[DEVICES[0]].ca)
        site.inventory.write_text(PAGE)
        site.log_in()
        yield site
