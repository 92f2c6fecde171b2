"""What the analysis cannot say."""

from itertools import combinations

from machtstaal import languages, wording
from machtstaal.methods.facts import Facts
from machtstaal.methods.prose import paragraph, series


def paragraphs(facts: Facts) -> list[str]:
    """Events and populations; what the machine does not see; what is left to the analyst."""
    return [
        paragraph(wording.events(len(facts.study.groups)), _languages(facts), _errors(facts)),
        paragraph(_unseen(facts), _description()),
    ]


def _languages(facts: Facts) -> str:
    spoken = facts.study.spoken[None]
    pairs = {
        pair: languages.relation(*(spoken.get(group, {}) for group in pair))
        for pair in combinations(facts.study.groups, 2)
    }
    if set(pairs.values()) <= {"one"}:
        return ""
    apart = [series(map(facts.group, pair)) for pair, relation in pairs.items() if relation == "apart"]
    said = (
        f"{series(apart)} have no language in common, so that language and group cannot be told apart."
        if apart
        else ""
    )
    return paragraph("The groups do not speak one and the same language.", wording.BY_LANGUAGE, said)


def _errors(facts: Facts) -> str:
    if not facts.compares:
        return ""
    return (
        "Errors of parser and lexicons need not be equally frequent in all groups, and a small difference may be "
        "one of how well a group is parsed."
    )


def _unseen(facts: Facts) -> str:
    pronouns = "" if facts.settings["discourse"]["resolve_pronouns"] else "who is meant by most pronouns, "
    return (
        f"The analysis does not see {pronouns}irony, quotation (what is quoted counts as said by the speaker), "
        "metaphor and evaluation, intonation and gesture, or what is presupposed; social actors outside the "
        "lexicon go uncounted."
    )


def _description() -> str:
    return (
        "It is description, the first of the three steps that @fairclough1992 distinguishes; interpretation and "
        "explanation rest on reading the quotes behind each number."
    )
