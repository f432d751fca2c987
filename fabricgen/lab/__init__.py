"""Real FRR switches in network namespaces on this machine: plain values in, observed facts out.

It knows neither intents nor templates: a switch is a name and the files in its /etc/frr.
"""

from fabricgen.lab.daemons import Refusal
from fabricgen.lab.kernel import KernelLacksError
from fabricgen.lab.ledger import AlreadyUpError, Stage
from fabricgen.lab.life import LabStatus, SwitchStatus, down, labs, stage, status, up
from fabricgen.lab.management import AddressConflictError
from fabricgen.lab.processes import LeftBehindError
from fabricgen.lab.requirements import CannotRunHereError, requirements
from fabricgen.lab.topology import Cable, Host, InvalidLabError, Lab, Management, Switch

__all__ = [
    "AddressConflictError",
    "AlreadyUpError",
    "Cable",
    "CannotRunHereError",
    "Host",
    "InvalidLabError",
    "KernelLacksError",
    "Lab",
    "LabStatus",
    "LeftBehindError",
    "Management",
    "Refusal",
    "Stage",
    "Switch",
    "SwitchStatus",
    "down",
    "labs",
    "requirements",
    "stage",
    "status",
    "up",
]
