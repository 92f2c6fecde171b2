"""What was analysed: transcripts, groups, scenarios, who was left out."""

import polars as pl

from machtstaal import languages
from machtstaal.methods.facts import Facts
from machtstaal.methods.prose import counted, paragraph, percent, plain, series, spelled
from machtstaal.report import numbers

HOUR = 3_600_000
"""Milliseconds."""


def paragraphs(facts: Facts) -> list[str]:
    """Transcripts and speakers; scenarios and forces; facilitators and times."""
    return [
        paragraph(_whole(facts), _constructed(facts), _groups(facts), _languages(facts), _spread(facts)),
        paragraph(_scenarios(facts), _forces(facts), _facilitators(facts), _times(facts), _persons(facts)),
    ]


def _whole(facts: Facts) -> str:
    turns = facts.tables.analysed
    transcripts, events = turns["transcript"].n_unique(), turns["workshop"].n_unique()
    of_events = f" of {counted(events, 'event')}" if events < transcripts else ""
    speakers = turns.select("speaker_code").n_unique()
    spoken = series(facts.language_names.values())
    return (
        "The material consists of "
        f"{counted(transcripts, 'transcript')}{of_events}{f' in {spoken}' if spoken else ''}, with "
        f"{counted(speakers, 'speaker')}, {numbers.plural(turns.height, 'turn')} and "
        f"{numbers.plural(int(turns['n_words'].sum()), 'word')}; a word is what stands between spaces."
    )


def _constructed(facts: Facts) -> str:
    if not facts.settings["constructed"]:
        return ""
    return (
        "The transcripts are constructed: they were written to demonstrate the method, and nothing in them is "
        "evidence about anybody."
    )


def _groups(facts: Facts) -> str:
    turns = facts.tables.analysed
    described = [
        f"{facts.group(group)} ({', '.join(_size(turns.filter(pl.col('group') == group)))})"
        for group in facts.study.groups
    ]
    if len(described) < 2:
        return _alone(facts)
    return f"{spelled(len(described)).capitalize()} groups of speakers are compared: {series(described)}."


def _alone(facts: Facts) -> str:
    if facts.study.groups:
        name = facts.group(facts.study.groups[0])
        return f"All speakers belong to one group, {name}, so no groups are compared."
    return "The speakers are not divided into groups."


def _size(turns: pl.DataFrame) -> list[str]:
    return [
        numbers.plural(turns["speaker_code"].n_unique(), "speaker"),
        numbers.plural(turns.height, "turn"),
        numbers.plural(int(turns["n_words"].sum()), "word"),
    ]


def _languages(facts: Facts) -> str:
    if not facts.several_languages:
        return ""
    if not facts.compares:
        words = facts.tables.analysed.group_by("language").agg(pl.col("n_words").sum())
        told = [
            f"{languages.percentage(share)} of the words are in {languages.name(language)}"
            for language, share in languages.shares(dict(words.iter_rows())).items()
        ]
        return f"Of the whole, {series(told)}."
    spoken = facts.study.spoken[None]
    told = [
        f"{facts.group(group)} spoke {_shares(spoken[group])}"
        for group in facts.study.groups
        if group in spoken
    ]
    return f"{'; '.join(told)}."


def _shares(spoken: languages.Shares) -> str:
    """Languages of a group with their shares of its words: 'Dutch (54 % of their words) and English (46 %)'."""
    if len(spoken) == 1:
        return languages.name(next(iter(spoken)))
    said = [
        f"{languages.percentage(share)}{'' if place else ' of their words'}"
        for place, share in enumerate(spoken.values())
    ]
    return series(
        f"{languages.name(language)} ({share})" for language, share in zip(spoken, said, strict=True)
    )


def _spread(facts: Facts) -> str:
    """How unequally the speakers talked, which is what rates that are ratios of sums hang on."""
    words = facts.tables.analysed.group_by("speaker_code").agg(pl.col("n_words").sum())["n_words"].sort()
    if len(words) < 3 or words[0] == words[-1]:
        return ""
    return (
        f"Speakers contributed between {numbers.count(int(words[0]))} and {numbers.plural(int(words[-1]), 'word')} "
        f"(median {float(words.median()):,.0f})."
    )


def _scenarios(facts: Facts) -> str:
    named = [plain(facts.study.labels("scenario", one)) for one in facts.study.scenarios]
    if not named:
        return ""
    turns = facts.tables.analysed
    outside = int(turns.filter(pl.col("scenario").is_null())["n_words"].sum())
    share = f"; {percent(outside / turns['n_words'].sum())} of the words belong to none" if outside else ""
    if len(named) == 1:
        return f"The talk was about one scenario, {named[0]}{share}."
    return f"The talk was divided over {counted(len(named), 'scenario')}: {series(named)}{share}."


def _forces(facts: Facts) -> str:
    here = facts.tables.scenarios.filter(pl.col("scenario").is_in(facts.study.scenarios)).drop_nulls("force")
    levels = here.group_by("force", maintain_order=True).agg(pl.col("level").n_unique())
    forces = levels.filter(pl.col("level") > 1)["force"].to_list()
    if not forces:
        return ""
    named = series(_lower(plain(facts.study.labels("force", force))) for force in forces)
    return f"The scenarios differ in the level that they assume of {counted(len(forces), 'driving force')} ({named})."


def _lower(label: str) -> str:
    """Label within a sentence, unless it is an abbreviation."""
    first = label.split(" ")[0]
    return label if first.isupper() else label[:1].lower() + label[1:]


def _facilitators(facts: Facts) -> str:
    turns = facts.tables.turns
    led = turns.filter(pl.col("role") == "facilitator")
    if led.is_empty():
        return ""
    words = int(led["n_words"].sum())
    size = (
        f"{numbers.plural(led.height, 'turn')}, {numbers.plural(words, 'word')}, "
        f"{percent(words / max(turns['n_words'].sum(), 1))} of all words"
    )
    whom = counted(led["speaker_code"].n_unique(), "facilitator")
    if facts.tables.facilitators:
        return f"What {whom} said ({size}) is part of the analysis."
    silent = turns["transcript"].n_unique() - facts.tables.analysed["transcript"].n_unique()
    further = f", and with it {counted(silent, 'transcript')} in which nobody else speaks" if silent else ""
    return f"What {whom} said ({size}) was left out of the analysis{further}."


def _times(facts: Facts) -> str:
    timed = facts.tables.turns.drop_nulls("start_ms")
    if timed.is_empty():
        return ""
    spans = timed.group_by("transcript").agg(
        pl.max_horizontal(pl.col("end_ms").max(), pl.col("start_ms").max()) - pl.col("start_ms").min()
    )
    hours = spans[:, 1].sum() / HOUR
    length = f"{hours:.1f} hours" if hours >= 1 else numbers.plural(max(1, round(60 * hours)), "minute")
    n, of = spans.height, facts.tables.turns["transcript"].n_unique()
    which = (
        "The transcripts carry"
        if n == of
        else f"{spelled(n).capitalize()} of them carry"
        if n > 1
        else "One of them carries"
    )
    return f"{which} time stamps, which span {length}."


def _persons(facts: Facts) -> str:
    return (
        "The same label at the same event was taken to be the same person."
        if facts.tables.analysed["workshop"].n_unique() > 1
        else "The same label was taken to be the same person."
    )
