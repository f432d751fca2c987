"""The lab's fabric as it should be seen, and ways to change what is seen of a switch."""

from dataclasses import replace
from pathlib import Path

from fabricgen.judge import planned
from fabricgen.kinds import load
from fabricgen.rollout.expected import expected, port_names
from fabricgen.rollout.observed import Heard, Observed, SeenSession
from fabricgen.rollout.paths import routes
from fabricgen.rollout.scene import Look
from fabricgen.rollout.verify import verify

LAB = Path(__file__).parents[2] / "inventories/lab"
TIERS = planned(load(LAB)).tiers
PORTS = port_names(TIERS)
ROUTES = routes(TIERS)
WANTED = {name: expected(TIERS, switch, ROUTES) for switch, name in enumerate(TIERS[0].names)}
LEAF, SPINE = "leaf-p00-02", "spine-p00-01"


def up(remote_as, local_as):
    return SeenSession(up=True, remote_as=remote_as, local_as=local_as, received=6)


def healthy(name):
    """A switch that is all that the intent asks for."""
    wanted = WANTED[name]
    return Observed(
        hostname=name,
        version="8.4.4",
        sessions={
            s.key: SeenSession(up=True, remote_as=s.remote_as, local_as=s.local_as, received=6) for s in wanted.sessions
        },
        neighbors={link.port: (Heard(link.peer, link.peer_port),) for link in wanted.links},
        mtus={**wanted.mtus, "eth0": 1500},
        links={**dict.fromkeys(wanted.mtus, True), "eth0": True},
        forwarding={prefix: way.ports for prefix, way in wanted.ways.items()},
    )


def world(**changes):
    """Looks at all switches; `changes` by name with _ for -, as functions of a look."""
    looks = {name: Look(WANTED[name], healthy(name)) for name in WANTED}
    for name, change in changes.items():
        looks[name.replace("_", "-")] = change(looks[name.replace("_", "-")])
    return list(looks.values())


def seeing(**parts):
    """A look with parts of what was observed replaced; None takes an entry of a mapping away."""

    def change(look):
        observed = look.observed
        for part, new in parts.items():
            old = getattr(observed, part)
            part_of_it = isinstance(new, dict) and old is not None
            whole = {key: value for key, value in {**old, **new}.items() if value is not None} if part_of_it else new
            observed = replace(observed, **{part: whole})
        return replace(look, observed=observed)

    return change


def session(key, **fields):
    def change(look):
        return seeing(sessions={key: look.observed.sessions[key]._replace(**fields)})(look)

    return change


def chain(*changes):
    def change(look):
        for each in changes:
            look = each(look)
        return look

    return change


def told(looks):
    return [f"{finding.code} {finding.message}" for finding in verify(looks, PORTS)]
