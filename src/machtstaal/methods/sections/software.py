"""With what the analysis was made, and how to make it again."""

from machtstaal.methods.facts import DIGITS, Facts
from machtstaal.methods.prose import paragraph, series


def paragraphs(facts: Facts) -> list[str]:
    """Software, files by sha256, seed."""
    return [paragraph(_software(facts), _files(facts), _seed(facts))]


def _software(facts: Facts) -> str:
    software = facts.study.provenance.get("software", {})
    name = " ".join(filter(None, ["machtstaal", software.get("version")]))
    commit = software.get("commit")
    changed = ", with changes that are not committed" if software.get("changed") else ""
    which = f"commit {commit[:DIGITS]}{changed}" if commit else ""
    told = "; ".join(filter(None, [f"@{facts.own['id']}" if facts.own else "", which]))
    cited = f" [{told}]" if facts.own else f" ({told})" if told else ""
    python = f", run under Python {software['python']}" if software.get("python") else ""
    return f"The analysis was made with {name}{cited}, a Snakemake workflow [@molder2021]{python}."


def _files(facts: Facts) -> str:
    """Digests of what decides most: models, and the lexicons of actors and verbs."""
    told = []
    for language, name in facts.language_names.items():
        digests = {
            "models": facts.digest(language),
            "actors": facts.lexicon_digest(language, "actors"),
            "verbs": facts.lexicon_digest(language, "verbs"),
        }
        known = [f"{what} {digest}" for what, digest in digests.items() if digest]
        told += [f"{name} {series(known)}"] if known else []
    if not told:
        return ""
    return (
        f"Its models and lexicons are named by the first digits of their sha256: {'; '.join(told)}. Input files "
        "and packages are listed in its provenance."
    )


def _seed(facts: Facts) -> str:
    return f"All that is random starts from the seed {facts.settings['seed']}, so that a second run gives the same results."
