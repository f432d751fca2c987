"""python -m docs.generate: writes the pages that are generated, and takes away those of features that are gone."""

from pathlib import Path

from docs.generate import features, intent, operations, platforms, rules

DOCS = Path(__file__).resolve().parents[1]
FEATURES = "features"


def pages() -> dict[str, str]:
    """By their path in docs/."""
    found = {f"{FEATURES}/{name}": text for name, text in features.pages().items()}
    return {**intent.pages(), **rules.pages(), **platforms.pages(), **operations.pages(), **found}


def stale(found: dict[str, str]) -> list[str]:
    """Pages that are missing, out of date, or nobody's any more."""
    there = {str(path.relative_to(DOCS)) for path in (DOCS / FEATURES).glob("*.md")}
    wrong = [name for name, text in found.items() if not (DOCS / name).exists() or (DOCS / name).read_text() != text]
    return sorted({*wrong, *(there - set(found))})


def main() -> None:
    found = pages()
    for name in stale(found):
        if name in found:
            (DOCS / name).parent.mkdir(exist_ok=True)
            (DOCS / name).write_text(found[name])
        else:
            (DOCS / name).unlink()
        print(f"docs/{name}")


if __name__ == "__main__":
    main()
