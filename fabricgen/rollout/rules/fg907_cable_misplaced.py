"""A cable lies elsewhere than planned.

What LLDP (IEEE 802.1AB) hears at both ends is compared with the plan, or with the file of existing cables. Two cables
that are exchanged make one sentence, and it says at which switch when only one is possible::

    leaf-p00-02 swp5 and swp6 are swapped
    leaf-p00-02 swp5 is cabled to spine-p00-00 swp7, not swp3
    leaf-p00-02 swp5 is cabled to spine-p00-01 swp9, not to spine-p00-00 swp3

The help says which plug to move. Addresses and sessions belong to ports, so the sessions of such a cable are down too,
and aren't told again.
"""

from collections.abc import Iterator

from fabricgen.findings import Finding
from fabricgen.rollout.scene import Scene

CODE = "FG907"


def check(scene: Scene) -> Iterator[Finding]:
    for trouble in scene.cables.misplaced:
        yield Finding(CODE, trouble.message, help=trouble.help)
