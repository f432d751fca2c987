"""Words of others in Markdown: they stay words, whatever they contain."""

import re

from fabricgen.source import visible


def escaped(text: str) -> str:
    """On one line: nobody is mentioned, and nothing is a link, a tag or a heading."""
    return re.sub(r"([\\`*_{}\[\]<>#|@~])", r"\\\1", " ".join(visible(text).split()))


def fenced(text: str) -> str:
    """As it is, in a fence that it can't close."""
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}text\n{text}\n{fence}"
