"""Files for NetBox's bulk import, in the order in which they have to go in, with the columns of its import forms.

Column names are the fields of the forms in dcim/forms/bulk_import.py and ipam/forms/bulk_import.py of NetBox 4.6.8;
those of 4.5.0 have them all, those of 4.4 lack the VLANs of interfaces.
`vrf.name` is NetBox's way to say by which attribute an object is looked up.
"""

from collections.abc import Mapping

MANUFACTURERS = "01-manufacturers.csv"
ROLES = "02-device-roles.csv"
PLATFORMS = "03-platforms.csv"
TYPES = "04-device-types.csv"
SITES = "05-sites.csv"
RIRS = "06-rirs.csv"
ASNS = "07-asns.csv"
VRFS = "08-vrfs.csv"
GROUPS = "09-vlan-groups.csv"
VLANS = "10-vlans.csv"
PREFIXES = "11-prefixes.csv"
DEVICES = "12-devices.csv"
INTERFACES = "13-interfaces.csv"
ADDRESSES = "14-ip-addresses.csv"
CABLES = "15-cables.csv"

COLUMNS: Mapping[str, tuple[str, ...]] = {
    MANUFACTURERS: ("name", "slug"),
    ROLES: ("name", "slug", "color", "vm_role"),
    PLATFORMS: ("name", "slug"),
    TYPES: ("manufacturer", "model", "slug", "u_height", "is_full_depth", "description"),
    SITES: ("name", "slug", "status"),
    RIRS: ("name", "slug", "is_private"),
    ASNS: ("asn", "rir", "description"),
    VRFS: ("name", "enforce_unique", "description"),
    GROUPS: ("name", "slug"),
    VLANS: ("group", "vid", "name", "status"),
    PREFIXES: ("prefix", "vrf", "vlan_group", "vlan", "status", "description"),
    DEVICES: ("name", "role", "manufacturer", "device_type", "platform", "status", "site", "description"),
    INTERFACES: (
        "device", "name", "type", "speed", "enabled", "mark_connected", "mtu", "mgmt_only", "description",
        "mode", "vlan_group", "tagged_vlans", "vrf.name",
    ),
    ADDRESSES: ("address", "vrf", "status", "role", "device", "interface", "is_primary", "dns_name"),
    CABLES: (
        "side_a_device", "side_a_type", "side_a_name", "side_b_device", "side_b_type", "side_b_name",
        "type", "status", "label", "length", "length_unit",
    ),
}  # fmt: skip

INTERFACE_TYPES = frozenset({
    "10gbase-sr", "10gbase-lr", "25gbase-cr", "25gbase-sr", "25gbase-lr", "50gbase-cr", "50gbase-sr", "50gbase-fr",
    "50gbase-lr", "100gbase-cr1", "100gbase-cr2", "100gbase-cr4", "100gbase-sr1", "100gbase-sr2", "100gbase-sr4",
    "100gbase-dr", "100gbase-fr1", "100gbase-lr1", "100gbase-lr4", "200gbase-cr2", "200gbase-cr4", "200gbase-vr2",
    "200gbase-sr2", "200gbase-sr4", "200gbase-dr4", "200gbase-fr4", "200gbase-lr4", "400gbase-cr4", "400gbase-vr4",
    "400gbase-sr4", "400gbase-sr8", "400gbase-dr4", "400gbase-fr4", "400gbase-fr8", "400gbase-lr8", "800gbase-cr8",
    "800gbase-vr8", "800gbase-sr8", "800gbase-dr8",
})  # fmt: skip
"""Those of our port types that dcim/choices.py of that release has; for the rest there is "other"."""
CABLE_TYPES = {"copper": "dac-passive", "multimode": "mmf-om4", "single-mode": "smf-os2"}
