"""fabricgen platforms [NAME]"""

import click

from fabricgen.cli.answer import form_option, refuse, say
from fabricgen.findings import Finding, did_you_mean, nearest


@click.command("platforms")
@click.argument("name", required=False)
@form_option
def command(name: str | None, form: str) -> int:
    """The network operating systems, what each can do and why not; or one of them, by NAME, in detail."""
    from fabricgen.hardware import models
    from fabricgen.platforms import PLATFORMS
    from fabricgen.targets.drivers import DRIVERS
    from fabricgen.views import drivers
    from fabricgen.views.platforms import as_dict, as_text, table

    if name is None:
        text = f"{table(PLATFORMS)}\n{drivers.table(DRIVERS.values())}"
        return say(form, [as_dict(platform, models()) for platform in PLATFORMS.values()], text)
    platform = PLATFORMS.get(name)
    if platform is None:
        advice = f"{did_you_mean(name, PLATFORMS)}there are {', '.join(PLATFORMS)}"
        refuse(Finding("FG010", f"there is no platform {name}", label=nearest(name, PLATFORMS), help=advice), form)
    return say(form, as_dict(platform, models()), as_text(platform, models()))
