"""Captions that a paper could print, with the numbers of the study that is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import yaml

from machtstaal import wording
from machtstaal.figures import labels as naming
from machtstaal.figures.labels import Labels, Tables
from machtstaal.study.settings import Settings

TEXTS = Path(__file__).with_name("captions.yaml")


@dataclass(frozen=True)
class Caption:
    """What stands under a figure: its title, its caption, and a description for who cannot see it."""

    title: str
    text: str
    alt: str


@cache
def texts() -> dict[str, Any]:
    """Read the caption templates: `figures` by stem, and the `tails` they share."""
    return yaml.safe_load(TEXTS.read_text(encoding="utf-8"))


def write(
    stem: str,
    tables: Tables,
    settings: Settings,
    facts: Mapping[str, object],
    *,
    wide: bool = True,
    empty: str | None = None,
) -> Caption:
    """Write the caption of a figure.

    Parameters
    ----------
    stem
        Figure.
    tables, settings
        The study's.
    facts
        Further numbers, by the figure's module.
    wide
        For the two-column version.
    empty
        The sentence the figure shows instead of data; the caption then says no more than that.

    Raises
    ------
    jinja2.UndefinedError
        If a template asks for a number that nobody gives.
    """
    template = texts()["figures"][stem]
    known = {"wide": wide, **common(naming.of(settings, tables), settings), **facts}
    tail = ["constructed"] if empty else template["tail"]
    parts = [empty or template["caption"], *(texts()["tails"][name] for name in tail)]
    text = " ".join(_filled(part, known) for part in parts)
    return Caption(template["title"], " ".join(text.split()), empty or _filled(template["alt"], known))


def common(labels: Labels, settings: Settings) -> dict[str, object]:
    """Numbers and names that every caption may quote."""
    comparison = settings.comparison
    interval = wording.interval(
        comparison.confidence, comparison.rate_interval, comparison.resamples, settings.seed
    )
    names = [labels("group", group) for group in labels.groups]
    return {
        "speakers": speakers(labels),
        "interval": interval,
        "bootstrapped": comparison.rate_interval != "effective",
        "confidence": f"{100 * comparison.confidence:g}",
        "resamples": comparison.resamples,
        "permutations": comparison.permutations,
        "power_permutations": comparison.power_permutations,
        "seed": settings.seed,
        "min_weight": settings.networks.min_weight,
        "top_actors": settings.networks.top_actors,
        "min_count": settings.keyness.min_count,
        "constructed": settings.constructed,
        "events": wording.events(len(labels.groups)).partition(". ")[0].removesuffix(".") + "."
        if len(labels.groups) > 1
        else "",
        "few": few_speakers(labels, comparison.min_speakers),
        "languages": wording.languages(
            {labels("group", group): labels.spoken.get(group, {}) for group in labels.groups}
        )
        if len(labels.groups) > 1
        else "",
        "two": len(labels.groups) == 2,
        "first": names[0] if names else "",
        "second": names[1] if len(names) > 1 else "",
    }


def speakers(labels: Labels) -> str:
    """Say how many speakers each group has.

    Examples
    --------
    >>> speakers(Labels(("a", "b"), {"a": 7, "b": 1}, {"group": {"a": "Citizens", "b": "Experts"}}))
    '7 speakers (Citizens) and 1 (Experts)'
    """
    said = []
    for group in labels.groups:
        n = labels.n_speakers[group]
        said.append(f"{n}{'' if said else ' speaker' if n == 1 else ' speakers'} ({labels('group', group)})")
    if not said:
        return "no speakers"
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"


def few_speakers(labels: Labels, minimum: int) -> str:
    """Say in one sentence which groups have too few speakers to trust their intervals; empty where none has.

    Examples
    --------
    >>> few_speakers(Labels(("a", "b"), {"a": 7, "b": 5}, {"group": {"a": "A", "b": "B"}}), 10)
    'Only 7 speakers in A and 5 in B: below 10 speakers p-values are coarse and only large differences can be found.'
    """
    said = [
        wording.few_speakers(labels.n_speakers[group], minimum, labels("group", group))
        for group in labels.groups
    ]
    heads = [sentence.partition(": ")[0] for sentence in said if sentence]
    if not heads:
        return ""
    others = [head.removeprefix("Only ").replace(" speakers in ", " in ") for head in heads[1:]]
    return " and ".join([heads[0], *others]) + ": " + next(filter(None, said)).partition(": ")[2]


def _filled(template: str, known: Mapping[str, object]) -> str:
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=False)
    return " ".join(environment.from_string(template).render(known).split())
