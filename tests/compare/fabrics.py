"""Small inventories for comparisons, and how they are changed."""

from fabricgen.compare.sides import plan
from fabricgen.judge import judge

PAGE = """\
kind: fat-tree
name: small
size: {leaves: 4, spines: 2, downlinks: 8, max_leaves: 8}
hardware:
  leaf:  {model: arista-7060x5-32qs, platform: eos}
  spine: {model: arista-7060x6-64pe, platform: eos}
  nic: 400G
  uplink: 400G
cabling: {host: 3 m, leaf-spine: 30 m}
underlay:
  links: /31
  loopbacks: 10.0.0.0/22
  link_pool: 10.64.0.0/20
  asn: 4200000000-4204194303
  bfd: 300 ms x 3
  graceful_restart: 300
forwarding: {mode: per-flow, hash: {seeds: {leaf: 11, spine: 22}}}
vrfs:
  acme: {leaves: [leaf-p00-00]}
  blue: {leaves: [leaf-p00-02]}
hosts: {attach: routed, pool: 10.128.0.0/17}
management: {vrf: mgmt, prefix: 172.20.0.0/22, users: {admin: {secret: "env:HASH"}}, ntp: [192.0.2.10]}
"""


def written(folder, *edits):
    """The page with some words replaced."""
    text = PAGE
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    folder.mkdir(exist_ok=True)
    (folder / "intent.yml").write_text(text, encoding="utf-8")
    return folder


def planned(folder, *edits):
    verdict = judge(written(folder, *edits))
    assert not verdict.errors, verdict.findings
    return plan(folder.name, verdict)


EXCEPTION = "\nexceptions:\n  - {{select: {select}, {what}, reason: a test}}\n"


def excepted(select, what):
    end = "ntp: [192.0.2.10]}\n"
    return end, end + EXCEPTION.format(select=select, what=what)
