"""Adaptive-routing pods: dynamic load balancing, non-blocking, a VLAN per model-size tier."""

from typing import Literal

from fabricgen.intent import Intent
from fabricgen.intent.forwarding import Forwarding

NAME = "adaptive-pods"


class AdaptivePods(Intent):
    """Pods whose switches move traffic to the less loaded path; non-blocking unless another ratio is written down."""

    kind: Literal["adaptive-pods"]
    forwarding: Forwarding = Forwarding(mode="adaptive")
