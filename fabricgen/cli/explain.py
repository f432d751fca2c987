"""fabricgen explain FGnnn"""

import click

from fabricgen.cli.answer import form_option, refuse, say


@click.command("explain")
@click.argument("code", required=False)
@form_option
def command(code: str | None, form: str) -> int:
    """What CODE, such as FG204, means and what to do about it. Without CODE: all codes with their titles."""
    from fabricgen.checks import RULES
    from fabricgen.rollout.rules import LIVE_RULES
    from fabricgen.views.explain import as_dict, as_text, listing, meanings, unknown

    known = meanings((*RULES, *LIVE_RULES))
    if code is None:
        return say(form, [{"code": each.code, "title": each.title} for each in known.values()], listing(known.values()))
    meaning = known.get(code.upper())
    if meaning is None:
        refuse(unknown(code, known), form)
    return say(form, as_dict(meaning), as_text(meaning))
