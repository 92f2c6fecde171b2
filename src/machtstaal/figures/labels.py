"""What figures call things: groups, actors, modalities, forces, in words short enough for an axis."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from machtstaal import languages
from machtstaal.study.settings import Settings

Tables = Mapping[str, pl.DataFrame]

PRONOUNS = {
    "we": "we",
    "they": "they",
    "speaker": "I",
    "addressee": "you",
    "generic": "anybody (je,\u00a0men)",
    "named": "named persons",
}
MODALITIES = {
    "obligation": "must",
    "prohibition": "must not",
    "no_obligation": "need not",
    "permission": "may",
    "ability": "can",
    "volition": "want to",
    "prediction": "will",
    "hypothetical": "would",
    "epistemic": "perhaps",
}
PROCESS_TYPES = {
    "material": "doing\n(material)",
    "mental": "thinking, feeling\n(mental)",
    "verbal": "saying\n(verbal)",
    "relational": "being, having\n(relational)",
    "behavioural": "behaving\n(behavioural)",
    "existential": "there is\n(existential)",
}


@dataclass(frozen=True)
class Labels:
    """Names and sizes of a study's groups, and the names of its actors, forces and scenarios.

    Attributes
    ----------
    groups
        Group ids in the order of the settings, those that have speakers.
    n_speakers
        Group -> speakers, a count.
    names
        Kind of thing (group, actor, kind, force, scenario) -> id -> its name. `kind` maps an actor to the
        sort of party it is, as its category table says.
    spoken
        Group -> the languages it speaks, with their shares of its words (0 to 1), in a study with several.
    """

    groups: tuple[str, ...]
    n_speakers: Mapping[str, int]
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    spoken: Mapping[str, languages.Shares] = field(default_factory=dict)

    def __call__(self, sort: str, key: str) -> str:
        """Name of a group, actor, force or scenario; an id without a name is shown as words."""
        return self.names.get(sort, {}).get(key) or key.replace("_", " ")

    def group(self, key: str) -> str:
        """Name of a group with its number of speakers, as in a key."""
        n = self.n_speakers.get(key, 0)
        return f"{self('group', key)} ({n} speaker{'' if n == 1 else 's'})"


def of(settings: Settings, tables: Tables) -> Labels:
    """Names of everything in a study.

    Parameters
    ----------
    settings
        The study's settings.
    tables
        `turns` says who spoke; `categories`, `forces` and `scenarios` are used where they are given.

    Examples
    --------
    >>> settings = Settings(groups={"experts": "Experts", "citizens": "Citizens"})
    >>> turns = pl.DataFrame({"group": ["citizens"], "speaker_code": ["C01"], "role": ["participant"]})
    >>> labels = of(settings, {"turns": turns})
    >>> labels.groups, labels.group("citizens"), labels("actor", "big_tech")
    (('citizens',), 'Citizens (1 speaker)', 'big tech')
    """
    turns = speaking(settings, tables)
    speakers = turns.group_by("group").agg(pl.col("speaker_code").n_unique())
    spoken = languages.by_group(turns) if len(languages.of(turns)) > 1 else {}
    n_speakers = dict(speakers.iter_rows())
    names = {"group": dict(settings.groups), "actor": dict(PRONOUNS), "kind": {}}
    categories = tables.get("categories")
    if categories is not None:
        for sort, column in (("actor", "label"), ("kind", "kind")):
            if column in categories.columns:
                known = categories.filter(pl.col(column).is_not_null()).select("actor", column)
                names[sort] |= dict(known.iter_rows())
    for sort in ("force", "scenario"):
        frame = tables.get(f"{sort}s")
        names[sort] = (
            dict(frame.select(sort, "label").unique(maintain_order=True).iter_rows())
            if frame is not None
            else {}
        )
    return Labels(
        tuple(group for group in settings.groups if n_speakers.get(group)), n_speakers, names, spoken
    )


def speaking(settings: Settings, tables: Tables) -> pl.DataFrame:
    """Keep the turns of those whose talk is analysed: no facilitators, unless the settings keep them."""
    turns = tables.get("turns")
    if turns is None:
        return pl.DataFrame(schema={"group": pl.String, "speaker_code": pl.String, "n_words": pl.Int64})
    turns = turns.filter(pl.col("group").is_in(list(settings.groups)))
    return turns.filter(pl.col("role") == "participant") if settings.corpus.exclude_facilitators else turns
