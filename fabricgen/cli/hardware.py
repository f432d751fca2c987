"""fabricgen hardware [NAME]"""

import click

from fabricgen.cli.answer import form_option, refuse, say
from fabricgen.findings import Finding


@click.command("hardware")
@click.argument("name", required=False)
@form_option
def command(name: str | None, form: str) -> int:
    """The hardware catalogue; or one model, by NAME, with every figure, its source, and its ports at each speed."""
    from fabricgen.hardware import UnknownModelError, model, models
    from fabricgen.views.hardware import as_dict, as_text, listing

    if name is None:
        return say(form, [as_dict(each) for each in models()], listing(models()))
    try:
        found = model(name)
    except UnknownModelError as error:
        label = f"nearest: {error.nearest}" if error.nearest else ""
        advice = f"{f'did you mean {error.nearest}? ' if error.nearest else ''}fabricgen hardware lists all models"
        refuse(Finding("FG010", f"the hardware catalogue has no {name}", label=label, help=advice), form)
    return say(form, as_dict(found), as_text(found))
