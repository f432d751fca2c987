"""A change took something away that should have stayed.

After a commit and before its confirmation, a switch is compared with what it was before: sessions that the intent keeps
must come back, cables must be heard as planned wherever anything was heard, and no prefix of the fabric may be lost or
have fewer next hops than before, unless the change itself ends a session. A switch that had BGP sessions must keep one
of them up, or get a new one: where a change ends them all, as another AS number or password on every switch would, each
wave would cut off its switches until all have changed. Otherwise the switch goes back to its old configuration.
"""

CODE = "FG916"
