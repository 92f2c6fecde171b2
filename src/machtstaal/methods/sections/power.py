"""Who is put over whom, how it is put forward, and whether that is more than being active."""

from machtstaal.methods.facts import Facts
from machtstaal.methods.prose import paragraph, series
from machtstaal.power.polarity import POLARITIES
from machtstaal.report import numbers


def paragraphs(facts: Facts) -> list[str]:
    """Frames and polarity; the permuted baseline."""
    return [paragraph(_senses(), _frames(facts), _baseline(facts))]


def _senses() -> str:
    return (
        "After the connotation frames of @sap2017, the lexicon says of each verb sense whether it puts the agent "
        "over the patient, under it, on a par with it, or none of these."
    )


def _frames(facts: Facts) -> str:
    frames = facts.rows("power_frames")
    counts = dict(frames.group_by("polarity").len().iter_rows())
    each = series(
        (f"{name} ({numbers.count(counts[name])})" for name in POLARITIES if counts.get(name)), "or"
    )
    polar = f", {each} by their modality and negation [cf. @sauri2009]" if each else ""
    return (
        f"Processes of the first three kinds with a known actor are power frames{polar}. Holders of power and the "
        "power network rest on exercised frames only."
    )


def _baseline(facts: Facts) -> str:
    if facts.tables.power_baseline.is_empty():
        return ""
    permutations = numbers.plural(facts.settings["comparison"]["power_permutations"], "permutation")
    return (
        "As most such verbs favour the agent, each actor's share of stronger positions was set beside its "
        f"expectation under {permutations} of the direction of power over processes of the same speaker with the "
        "same participants named."
    )
