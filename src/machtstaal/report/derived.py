"""Tables that only the report needs: relations of power, ties of networks, key words, each as rows with a place."""

from collections.abc import Mapping

import polars as pl

from machtstaal.comparison.concordance import COLLOCATE
from machtstaal.networks.edges import ALL, CONCEPT, SENTENCE
from machtstaal.power.frames import pairs

POSITION = ("start", "head_start")
"""Columns that say where in its turn a row stands, the first that a table has."""
KEPT = ("turn", "group", "scenario", "speaker_code", "cluster", "language")


def relations(frames: pl.DataFrame) -> pl.DataFrame:
    """One row a relation of power between two known actors: holder, subject and how it is put forward.

    The ties of the power network (`machtstaal.networks.power.edges`), row by row.

    Parameters
    ----------
    frames
        Situated power frames.

    Returns
    -------
    DataFrame
        process, holder, subject, polarity, as_equals (bool), head_start and the place. A process that puts two
        actors as equals gives a row in each direction.

    Examples
    --------
    >>> frames = pl.DataFrame({
    ...     "process": ["p1"], "turn": ["t-001"], "head_start": [4], "over": ["big_tech"], "under": ["citizens"],
    ...     "relation": ["over"], "polarity": ["deontic"], "group": ["expert"], "scenario": [None],
    ...     "speaker_code": ["E01"], "cluster": [None], "language": ["nl"],
    ... })
    >>> relations(frames).select("holder", "subject", "polarity").rows()
    [('big_tech', 'citizens', 'deontic')]
    """
    as_equals = (pl.col("relation") == "equal").alias("as_equals")
    return pairs(frames).select("process", "holder", "subject", "polarity", as_equals, "head_start", *KEPT)


def known(processes: pl.DataFrame, verbs: Mapping[str, frozenset[str]] | None) -> pl.DataFrame:
    """Add whether the lexicons know the named agent, the named patient and the verb (bool; null where there is none).

    Parameters
    ----------
    processes
        Situated processes.
    verbs
        Language to the lemmas of its verb lexicon; a verb is looked up in that of its own language.

    Examples
    --------
    >>> processes = pl.DataFrame({
    ...     "kind": ["verb", "copula"], "lemma": ["eten", "zijn"], "agent": ["kat", None], "agent_actor": [None, None],
    ...     "patient": [None, "raad"], "patient_actor": [None, "local_government"], "language": "nl",
    ... })
    >>> known(processes, {"nl": frozenset({"eten"})}).select("agent_known", "patient_known", "verb_known").rows()
    [(False, None, True), (None, True, None)]
    """
    roles = [
        pl.when(pl.col(role).is_not_null()).then(pl.col(f"{role}_actor").is_not_null()).alias(f"{role}_known")
        for role in ("agent", "patient")
    ]
    listed = [
        (pl.col("language") == language) & pl.col("lemma").is_in(sorted(lemmas))
        for language, lemmas in (verbs or {}).items()
    ]
    verb = pl.when(pl.col("kind") == "verb").then(pl.any_horizontal(pl.lit(False), *listed))
    return processes.with_columns(*roles, verb.alias("verb_known"))


def shared_sentences(edges: pl.DataFrame, mentions: pl.DataFrame) -> pl.DataFrame:
    """One row a sentence that names both actors of a tie.

    Parameters
    ----------
    edges
        Edges of which the sentences are wanted; those of single groups are found in those of all groups.
    mentions
        Situated mentions.

    Returns
    -------
    DataFrame
        source, target, sentence, members (mention ids, list), start and the place.
    """
    pairs = edges.filter((pl.col("network") == SENTENCE) & (pl.col("group") == ALL))
    ids = pairs.select("source", "target", pl.col("processes").str.split(";").alias("mention")).explode(
        "mention"
    )
    found = ids.join(
        mentions.select("mention", "sentence", "start", *KEPT), on="mention", maintain_order="left"
    )
    return found.group_by("source", "target", "sentence", *KEPT, maintain_order=True).agg(
        pl.col("mention").alias("members"), pl.col("start").min()
    )


def concept_ties(edges: pl.DataFrame, processes: pl.DataFrame) -> pl.DataFrame:
    """One row a process that ties an actor to a concept: source, target, process, head_start and the place."""
    pairs = edges.filter((pl.col("network") == CONCEPT) & (pl.col("group") == ALL))
    ids = pairs.select("source", "target", pl.col("processes").str.split(";").alias("process")).explode(
        "process"
    )
    return ids.join(processes.select("process", "head_start", *KEPT), on="process", maintain_order="left")


def words(tokens: pl.DataFrame, terms: list[str]) -> pl.DataFrame:
    """One row a word of the text that is a term of a cluster.

    Parameters
    ----------
    tokens
        Situated tokens.
    terms
        Terms of clusters: lemmas in lower case.

    Returns
    -------
    DataFrame
        upos, term, start, end and the place.
    """
    lower = tokens.with_columns(term=pl.col("lemma").cast(pl.String).str.to_lowercase())
    return lower.filter(pl.col("term").is_in(terms)).select("upos", "term", "start", "end", *KEPT)


def concordance(lines: pl.DataFrame) -> pl.DataFrame:
    """One row a key word or collocate that is shown, with the spans that are marked: the word, or mention and collocate.

    Parameters
    ----------
    lines
        Situated concordance.

    Examples
    --------
    >>> lines = pl.DataFrame({
    ...     "kind": ["key word", "collocate"], "start": [3, 5], "end": [7, 9], "node_start": [3, 0], "node_end": [7, 4],
    ... })
    >>> concordance(lines).select("word_start", "mention_start", "collocate_start").rows()
    [(3, None, None), (None, 0, 5)]
    """
    beside = pl.col("kind") == COLLOCATE
    spans = {"word": (~beside, ""), "mention": (beside, "node_"), "collocate": (beside, "")}
    return lines.with_columns(
        pl.when(chosen).then(f"{of}{edge}").alias(f"{what}_{edge}")
        for what, (chosen, of) in spans.items()
        for edge in ("start", "end")
    )
