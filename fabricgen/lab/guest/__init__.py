"""A kernel of its own for a lab, where this machine's kernel lacks VRFs, VLANs or queues."""

from fabricgen.lab.guest.kernel import Guest, GuestDiedError, Size, boot, check

__all__ = ["Guest", "GuestDiedError", "Size", "boot", "check"]
