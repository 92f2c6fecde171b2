"""Base rates of trees: the measures of exclusion as a study has them, and plain counts of UD labels."""

from collections.abc import Iterator, Sequence

import polars as pl

from machtstaal import mentions, processes
from machtstaal.base_rates.table import SCHEMA
from machtstaal.comparison.measures import Catalogue, Measure
from machtstaal.lexicons import Lexicons
from machtstaal.training.treebank import Sentence
from machtstaal.trees import stems

FAMILY = "exclusion"
COUNTED = {name: SCHEMA[name] for name in ("measure", "item", "n", "of", "rate")}
PER = 1000


def tokens(sentences: Sequence[Sentence]) -> pl.DataFrame:
    """Tokens table of a treebank, each sentence a turn, its words one space apart."""
    rows = []
    for number, sentence in enumerate(sentences, start=1):
        turn, start = f"s-{number:06d}", 0
        for place, word in enumerate(sentence, start=1):
            end = start + len(word.form)
            where = ("treebank", turn, f"{turn}:1", place, start, end)
            fields = (word.form, word.lemma, word.upos, word.xpos, word.feats, word.head, word.deprel)
            rows.append((*where, *fields))
            start = end + 1
    text, whole = pl.String, pl.Int32
    schema = {
        **dict.fromkeys(("transcript", "turn", "sentence"), text),
        **dict.fromkeys(("token", "start", "end"), whole),
        **dict.fromkeys(("form", "lemma", "upos", "xpos", "feats"), text),
        **{"head": whole, "deprel": text},
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def measure(words: pl.DataFrame, lexicons: Lexicons, catalogue: Catalogue) -> pl.DataFrame:
    """Base rates of annotated text.

    Parameters
    ----------
    words
        Tokens table (`tokens`).
    lexicons
        Lexicons of its language.
    catalogue
        Measures of a study. Those of exclusion are taken, without those that look at nearby turns: the sentences of a
        treebank do not follow each other.

    Returns
    -------
    pl.DataFrame
        measure, item, n, of, rate: `passives_per_1000` (passives per 1,000 words without punctuation), `ud_passives`
        (heads of `aux:pass`, the same), `ud_agentless` (those without `obl:agent`, also by auxiliary), and the shares
        of the catalogue.
    """
    found = processes.extract(words, mentions.find(words, lexicons), lexicons, window=0)
    n_words = words.filter(pl.col("upos") != "PUNCT").height
    passives = found.filter(pl.col("voice") == "passive").height
    rows = [("passives_per_1000", None, passives, n_words), *_labels(words, n_words)]
    for one in catalogue.measures:
        if one.family == FAMILY and one.table == "processes" and not {"exclusion"} & {*one.where, *one.per}:
            rows += _share(found, one)
    made = pl.DataFrame(rows, schema=dict(list(COUNTED.items())[:4]), orient="row")
    scale = pl.when(pl.col("measure").is_in(["passives_per_1000", "ud_passives"])).then(PER).otherwise(1)
    return made.filter(pl.col("of") > 0).with_columns(rate=(scale * pl.col("n") / pl.col("of")).round(6))


def _share(found: pl.DataFrame, one: Measure) -> Iterator[tuple[str, str | None, int, int]]:
    """Counts of a measure of the catalogue, for each of its items."""
    counted, against = found.filter(one.numerator()), found.filter(one.denominator())
    if one.item is None:
        yield one.measure, None, counted.height, against.height
        return
    for item in counted[one.item].drop_nulls().unique().sort():
        of = against.filter(pl.col(one.item) == item) if one.share_of == "item" else against
        yield one.measure, item, counted.filter(pl.col(one.item) == item).height, of.height


def _labels(words: pl.DataFrame, n_words: int) -> Iterator[tuple[str, str | None, int, int]]:
    """Counts of heads with a child `aux:pass`, and of those without a child `obl:agent`, by what the tree says alone."""
    auxiliaries = words.with_columns(stem=stems(words)).filter(deprel="aux:pass")
    heads = auxiliaries.unique(["sentence", "head"], keep="first", maintain_order=True)
    agents = words.filter(deprel="obl:agent").select("sentence", "head")
    agentless = heads.join(agents, on=["sentence", "head"], how="anti", maintain_order="left")
    yield "ud_passives", None, heads.height, n_words
    yield "ud_agentless", None, agentless.height, heads.height
    for auxiliary in heads["stem"].unique().sort():
        of = heads.filter(stem=auxiliary).height
        yield "ud_agentless", auxiliary, agentless.filter(stem=auxiliary).height, of
