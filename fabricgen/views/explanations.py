"""What the codes mean that no rule file stands for: the page, names asked for, templates. First line: the title."""

EXPLANATIONS = {
    "FG001": """The file can't be read.

It does not exist, is no text in UTF-8, is empty, or is not YAML: a bracket or quote is left open, a line has no
colon, tabs indent it. The place is where reading stopped; the mistake may be a line above.

Bad::

    size: {leaves: 4, spines: 2

Good::

    size: {leaves: 4, spines: 2}
""",
    "FG002": """A number has leading zeros.

YAML 1.1 readers take 010 for eight, others for ten. Nobody should have to know which.

Bad::

    region: 010

Good::

    region: 10
""",
    "FG003": """A key stands twice in the same mapping.

YAML readers silently keep one of the two, and not all the same one.

Bad::

    cabling: {host: 3 m, host: 5 m}

Good::

    cabling: {host: 3 m}
""",
    "FG004": """YAML that can hide something from a reviewer.

Tags (!), merge keys (<<), directives (%), second documents, keys that are not one word, and aliases that stand inside
themselves or explode are refused. What the page says is what a reader sees.

Bad::

    spine: {<<: *leaf, model: arista-7060x6-64pe}

Good::

    spine: {model: arista-7060x6-64pe, platform: eos}
""",
    "FG005": """An invisible or line-breaking character.

Control characters, line breaks inside a value and characters that reverse the direction of text could break out of
their line in a switch configuration, or show a reviewer something else than the switch reads.
""",
    "FG006": """An unknown key.

A key that nobody reads is a typing mistake, never ignored. The nearest known key stands beside it.

Bad::

    underlay: {loopback: 10.0.0.0/16}

Good::

    underlay: {loopbacks: 10.0.0.0/16}
""",
    "FG007": """A value of the wrong kind.

A list where one word is expected, a number where text is, a word where a mapping is. Quotes make text of a number.

Bad::

    size: 2048

Good::

    size: {accelerators: 2048}
""",
    "FG008": """A key is missing that the fabric can't do without.

There is no safe default for it, or another key on the page only makes sense together with it.
""",
    "FG009": """A value that is not allowed here.

Out of range, a unit missing, a name in the wrong form, a model that the catalogue lacks. The help says what is allowed.

Bad::

    cabling: {leaf-spine: 30}

Good::

    cabling: {leaf-spine: 30 m}
""",
    "FG010": """Nothing has the name that was asked for.

A device, port, rule, platform or hardware model given on the command line does not exist. The nearest name is shown.
""",
    "FG011": """The folder has something in it.

`fabricgen init` writes into a new or an empty folder only, so that it can never overwrite work.
""",
    "FG012": """The output can't be written.

The folder is not one, it holds what somebody else has put there, its disk is full, or you may not write there. Nothing
was put in place: what was there before is there still.
""",
    "FG013": """A secret or a login can't be had.

An intent and a credentials file name where a secret is: `env:NAME`, `file:PATH` or `command:WORDS`. Either there is
nothing there, or the credentials file itself can't be trusted with one: it must belong to you, and nobody else may read
it. The secret itself is never shown.
""",
    "FG014": """This machine can't run the lab.

A lab is made of network namespaces, which need root and a few Debian packages, and of a management network, whose
addresses this machine must not know already: what it reaches there now, it would reach no longer.
""",
    "FG015": """The lab isn't in the state for that.

It is up already, or not there, or a start that didn't finish left something behind; or what should be broken is broken
already. `fabricgen lab status` tells what is there, `fabricgen lab down` takes it away in whatever state it is.
""",
    "FG016": """The inventory can't be run as a lab.

A lab runs FRR on Linux, so every switch needs platform frr, and names that Linux can give to a namespace and a port.
Its management network is IPv4.
""",
    "FG021": """The folder holds no complete set of artefacts.

`fabricgen render` writes manifest.json last, so a folder without one was never finished; and every file that a manifest
lists must still be there.
""",
    "FG022": """The revision can't be read.

`git:REV` is read from the repository in which the inventory lies: git has to be installed, the revision has to be there
(a shallow clone has few), and it has to have the inventory at the same path. Nothing is checked out.
""",
    "FG801": """The file is not a Jinja template.

A block is not closed, or an expression can't be read. The place is where reading stopped.

Bad::

    {% for port in device.ports %}{{ port.name }}

Good::

    {% for port in device.ports %}{{ port.name }}{% endfor %}
""",
    "FG802": """A template asks a value for something it doesn't have.

Every attribute is looked up in the types behind `device`, `shared` and `profile`, through loops, filters and macros;
a typing mistake is found without rendering anything.

Bad::

    hostname {{ device.nmae }}

Good::

    hostname {{ device.name }}
""",
    "FG803": """A template names something that it can't see.

Templates see `device` and `shared`; parts of a profile see `profile`; and both see the variables of their own loops.
""",
    "FG804": """There is no such filter or test.

Templates have those of Jinja, and filters that their platform's file defines.
""",
    "FG805": """Work that is done again for every port.

A loop, include or macro call inside the loop over the ports makes rendering two to five times slower. What ports have
in common belongs to a part of their profile, which is rendered once and spliced.

Bad::

    {% for port in device.ports %}
    {% for queue in device.profiles[port.profile].queues %}…{% endfor %}
    {% endfor %}

Good::

    {% for port in device.ports %}
    {{ shared[port.profile].queues }}
    {% endfor %}
""",
    "FG806": """A template is longer than 120 lines.

One template is one feature. What is longer holds several, or decides things that belong to the device's values.
""",
    "FG807": """White space is handled by hand.

Blocks that stand alone on a line leave no trace of it. Signs such as {%- eat lines somewhere else as well.

Bad::

    {%- if device.deep -%}

Good::

    {% if device.deep %}
""",
    "FG808": """A template makes a value of its own.

Templates write values down. What has to be worked out is worked out once, where it can be tested: in the device's
values. A variable that only shortens a long name is harmless, hence a warning.
""",
    "FG809": """A template that nothing renders, or one that is missing.

Which templates a platform renders, and in which order, stands in the platform's file. A file of another name in the
folder is never read: most often its name is mistyped.
""",
    "FG810": """A section uses more than it says it reads.

A section that many devices share is rendered once and remembered by the values it reads. If its template uses another
value of the device, the text of one device would end up on another.
""",
    "FG811": """A template failed while it was rendered.

It used what a value does not have, or did what Jinja can't. Nothing was written. `fabricgen lint` finds most of this
without rendering.
""",
    "FG815": """A configuration that its vendor's YANG models refuse.

`fabricgen lint configs` asks libyang. It knows words, places, types, ranges, references and the conditions that the
models state; what a box refuses beside them it can't know. It names the first complaint of each file. For SR Linux the
models are read as Nokia's boxes read them; what a box has and another hasn't is judged with `--features` only.

Bad::

    {"srl_nokia-interfaces:interface": [{"name": "ethernet-1/1", "mtu": 9600}]}

Good::

    {"srl_nokia-interfaces:interface": [{"name": "ethernet-1/1", "mtu": 9228}]}
""",
    "FG816": """A file ends in .json and isn't JSON.

Nothing in it was judged. A file that is cut off where a copy stopped looks like this.
""",
    "FG817": """There are no models to judge by.

fabricgen ships no vendor's models. They are in public repositories: take the release that the box runs, whole, and name
the folder with `--yang-dir`. A folder in which a module is missing or broken can't judge either.
""",
    "FG921": """The change file can't be taken.

It isn't there, is no change file, comes from a later fabricgen, or was edited after it was made: its seal covers every
byte that counts. Make it with `fabricgen diff INVENTORY --against live --out CHANGE`, review it, push it.
""",
    "FG922": """The intent moved since the review.

What the inventory renders for the device now isn't what the change file or the run was made from, or the change
belongs to another fabric. Only what was reviewed is pushed: make the change anew, or take the edit back.
""",
    "FG923": """No order of the changes keeps enough uplinks in service.

With a single switch down a pod would have less than `availability: {pod: … %}` of its uplinks. Every change counts as
one that takes its switch out of service. Give pods more uplinks, bring back what is down, or lower the percentage.
""",
    "FG924": """The box has no commit timer.

Everywhere else a box goes back by itself when the client that changed it, or the way to it, is gone. With
--client-timer fabricgen rolls it back from here when a check fails; if fabricgen is killed in between, `fabricgen
resume` or `fabricgen rollback` finish it later, and until then the box runs the new configuration.
""",
    "FG925": """The platform can't be drained.

Nobody has seen the words that move its traffic away in a source that can be trusted; or the overlay is vrf-lite, whose
VRFs are routed apart from what a drain moves. Push it without --drain: waves still leave each pod its share of uplinks.
""",
    "FG926": """The journal can't be used.

Nothing is pushed that can't be written down first. Make room on its disk, give it to the user who pushes, or put it
elsewhere with --journal. During a push a device whose step can't be written any more is brought back.
""",
    "FG927": """Another run is at work on this fabric.

Two pushes at once would review each other's halves. The lock is the kernel's: it goes with its process, so a killed
push never leaves it behind.
""",
    "FG928": """An earlier run left devices open.

It was killed, or lost them, in the middle of a change. `fabricgen resume RUN` asks each of them what it runs and goes
on; `fabricgen rollback RUN` brings them back. Only then is there something that a new change can be reviewed against.
""",
    "FG929": """There is nothing to take back.

None of the run's devices runs what it brought, or the run is a rollback itself.
""",
}
