"""Power in the room: the floor, uptake of terms and coordination, as far as the transcripts show them."""

from machtstaal.methods.facts import Facts
from machtstaal.methods.prose import counted, paragraph
from machtstaal.report import numbers


def paragraphs(facts: Facts) -> list[str]:
    """Floor and time; uptake and its chance level; coordination. Nothing where nobody is analysed."""
    if facts.tables.floor.is_empty():
        return []
    return [
        one
        for one in (paragraph(_floor(), _time(facts)), _uptake(facts), _coordination(facts), _test(facts))
        if one
    ]


def _floor() -> str:
    return (
        "Who has the floor was counted by speaker within each transcript: turns, words and their share, questions, and how "
        "evenly a group shares its words (Gini coefficient)."
    )


def _time(facts: Facts) -> str:
    if facts.tables.floor["speaking_ms"].is_null().all():
        return "The transcripts do not say when turns begin and end, so that interruptions and silences are not known."
    if facts.tables.floor["n_interruptions"].is_null().all():
        return "Transcripts with times do not show overlapping talk, so that interruptions are not known."
    return (
        "Where all turns of a transcript have times, turns that begin in another's were divided into backchannels, simultaneous "
        "beginnings, overlaps and interruptions, with 400 ms as the border of what is well timed [@west1983]."
    )


def _uptake(facts: Facts) -> str:
    if facts.tables.opportunities.is_empty():
        return ""
    chosen = facts.settings["interaction"]
    return (
        "A term (a noun, name, verb or adjective) that a speaker is the first to use in a transcript is taken up if "
        f"another speaker first uses it within the next {counted(chosen['uptake_window'], 'stretch')} of talk. Chance is "
        "what is left if each speaker's stretches are dealt over the places at which that speaker spoke; the expected "
        "number is exact, its interval and "
        f"the *p*-value are from {numbers.count(chosen['uptake_permutations'])} deals."
    )


def _coordination(facts: Facts) -> str:
    if facts.tables.coordination["coordination"].is_null().all():
        return ""
    chosen = facts.settings["interaction"]
    return (
        "Coordination is how much likelier a class of function words is in a reply if the turn replied to has it, less its "
        "share in all replies, averaged over the classes [@danescu2012], for speakers with "
        f"{counted(chosen['min_replies'], 'reply')} or more. As long turns have every class [@gao2015], it was also measured "
        f"on the last {numbers.plural(chosen['edge_words'], 'word')} of a turn and as many at the beginning of its reply."
    )


def _test(facts: Facts) -> str:
    contrasts = facts.tables.interaction_contrasts
    if not facts.compares or contrasts["p"].is_null().all():
        return ""
    return "Groups were compared in these measures as in all others, with families of tests of their own."
