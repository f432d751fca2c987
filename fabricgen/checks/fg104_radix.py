"""The fabric needs more ports than a switch has.

A leaf-spine fabric of switches with k ports holds k²/2 hosts without oversubscription, three tiers hold k³/4.
Breaking cages out doubles k and halves the speed. Maxima count too: a spine keeps a port for each leaf that may ever
come. What doesn't fit is refused with the limit; the ways out are larger switches, more oversubscription, more planes
or another tier.

Bad::

    size: {accelerators: 100000, oversubscription: "1:1", tiers: 2}     # on switches of 128 ports

Good::

    size: {accelerators: 8192, oversubscription: "1:1", tiers: 2}

Source: Al-Fares et al., A Scalable, Commodity Data Center Network Architecture, SIGCOMM 2008, section 3.
"""

CODE = "FG104"
