"""Terms that can be taken up: the content lemmas of each stretch of talk."""

import polars as pl

from machtstaal import privacy, trees
from machtstaal.interaction import stretches
from machtstaal.networks.concepts import light_verbs

CONTENT = ("NOUN", "PROPN", "VERB", "ADJ")


def find(tokens: pl.DataFrame, turns: pl.DataFrame) -> pl.DataFrame:
    """First place of every content lemma in every stretch: nouns, names, verbs and adjectives.

    Left out are light verbs (``networks/light.tsv``), which everybody says, what is no word of two letters or more, and
    the names of those who take part.

    Parameters
    ----------
    tokens, turns
        The study's tables, facilitators included.

    Returns
    -------
    DataFrame
        transcript, stretch, term, upos, turn, start, end and speaker_code, role, group, language of the stretch; in the
        order of the talk.
    """
    place = stretches.number(turns).with_row_index("place")
    words = tokens.with_columns(term=trees.stems(tokens)).filter(pl.col("upos").is_in(CONTENT))
    words = privacy.without_names(words, turns).select("turn", "start", "end", "term", "upos")
    said = words.join(place.select("turn", "place", *stretches.PLACE), on="turn")
    empty = (pl.col("upos") == "VERB") & pl.col("term").is_in(list(light_verbs()))
    said = said.filter(~empty & pl.col("term").str.contains(r"\p{L}.*\p{L}")).sort("place", "start")
    return said.unique(["transcript", "stretch", "term"], keep="first", maintain_order=True).drop("place")
