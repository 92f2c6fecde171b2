"""Names of people: one mention with their title, and the actor of that title wherever the name is safely the same.

A name by itself says nobody's place in society (category ``named``). What stands with it does: a title (*minister
Van der Burgh*), an apposition (*Jan, onze wethouder*), or either of them earlier in the same transcript.
"""

import numpy as np
import polars as pl

from machtstaal.trees import NOWHERE, Trees

NAME = r"^\p{Lu}[\p{L}\p{N}&'-]+$"
"""What a name looks like: *Ja.* at the start of a turn, read as one word, does not."""

NAMED = "named"
PERSON = ["functionalised", "relational", "classified"]
"""Ways of naming somebody by a word that can also stand as a title or an apposition of a name."""

OFFICE = ["functionalised", "impersonal"]
"""Titles that stay with a name: *minister*, not *collega*, who is that of the speaker only."""

THING = ["technology", "data"]
DEEPEST_PHRASE = 8
"""Levels of the tree that are searched for the ends of an apposition."""

TIED = ["flat", "fixed", "compound", "appos", "nmod"]
"""Relations between a title and the name right behind it, whichever of the two heads the other."""


def heads(trees: Trees) -> np.ndarray:
    """Which words look like the first word of a name; booleans, shape (words,)."""
    return trees.among("upos", ["PROPN"]) & trees.matches("form", NAME)


def ends(trees: Trees, rows: np.ndarray) -> np.ndarray:
    """Last word of each name that begins at one of `rows`."""
    last = trees.child(trees.among("upos", ["PROPN", "X"]) & trees.among("rel", ["flat", "fixed"]), last=True)
    return np.maximum(np.where(last[rows] == NOWHERE, rows, last[rows]), rows)


def surnames(trees: Trees) -> np.ndarray:
    """Words inside a name, behind its first: *Bakker* of *Jan Bakker* bakes no bread; booleans, shape (words,)."""
    name = heads(trees)
    before = np.roll(name, 1) & (trees.row > trees.first)
    return name & trees.among("rel", ["flat"]) & trees.at(trees.head, name, False) & before


def join_titles(trees: Trees, found: pl.DataFrame) -> pl.DataFrame:
    """Mentions with a title and its name as one (*minister Van der Burgh*, *de gemeente Ommen*).

    Parameters
    ----------
    found
        Mentions as the lexicons find them: row, first, last, actor, grouping, naming, source, reference.

    Returns
    -------
    pl.DataFrame
        The same without the halves, with ``name_first`` and ``name_last`` (rows of the name's words, null where a
        mention has no name in it) and ``title`` (how the title by itself would be named). A title keeps its actor;
        with a person's title the mention is `named`.
    """
    by_name = pl.when(source="name")
    own = found.with_columns(
        name_first=by_name.then("first"), name_last=by_name.then("last"), title=pl.lit(None, dtype=pl.String)
    )
    titles = found.filter(
        (pl.col("source") == "lexicon") & (pl.col("first") == pl.col("last")) & ~_plural(trees, found)
    )
    titles = titles.filter((pl.col("actor") == NAMED) | pl.col("naming").is_in([*PERSON, "", "impersonal"]))
    name = _behind(trees, titles["row"].to_numpy())
    tied = _tied(trees, titles["row"].to_numpy(), name)
    titles, name = titles.filter(pl.Series(tied, dtype=pl.Boolean)), name[tied]
    known = found.filter(pl.col("source") == "lexicon", pl.col("naming") == NAMED)
    titles = titles.with_columns(
        title="naming",
        name_first=pl.Series(name, dtype=pl.Int64),
        name_last=pl.Series(ends(trees, name), dtype=pl.Int64),
    ).join(
        known.select("row", by_name="actor"),
        left_on="name_first",
        right_on="row",
        how="left",
        maintain_order="left",
    )
    body = pl.col("naming") == "impersonal"
    titles = titles.filter(pl.col("by_name").is_null() | ~body)  # *het bedrijf Google* is two mentions
    heads_it = pl.Series(trees.head).gather(titles["name_first"]) == titles["row"]
    joined = titles.with_columns(
        row=pl.when(heads_it).then("row").otherwise("name_first"),
        last=pl.max_horizontal("last", "name_last"),
        actor=pl.coalesce("by_name", "actor"),
        naming=pl.when(body).then("naming").otherwise(pl.lit(NAMED)),
        grouping=pl.when(body).then("grouping").otherwise(pl.lit("individual")),
        reference=pl.lit("specific"),
    )
    inside = joined.select(part=pl.int_ranges("first", pl.col("last") + 1)).explode("part")
    rest = own.join(inside, left_on="row", right_on="part", how="anti")
    both = pl.concat([rest, joined.select(rest.columns)])
    return both.unique("row", keep="first", maintain_order=True).sort("row")


def _plural(trees: Trees, found: pl.DataFrame) -> pl.Series:
    return pl.Series(trees.matches("feats", "Number=Plur"), dtype=pl.Boolean).gather(found["row"])


def _behind(trees: Trees, rows: np.ndarray) -> np.ndarray:
    """First word of the name right behind each of `rows` (a full stop between: *Dr. Smith*), else `NOWHERE`."""
    name, stop = heads(trees), trees.among("form", ["."])
    following = np.minimum(rows + 1, len(trees) - 1)
    following = np.where(stop[following], np.minimum(following + 1, len(trees) - 1), following)
    there = name[following] & (following > rows) & (trees.first[following] == trees.first[rows])
    return np.where(there, following, NOWHERE)


def _tied(trees: Trees, title: np.ndarray, name: np.ndarray) -> np.ndarray:
    """Whether the tree ties each title and name to each other, either way."""
    relation = trees.among("rel", TIED)
    below = (trees.at(name, trees.head, NOWHERE) == title) & trees.at(name, relation, False)
    above = (trees.head[title] == name) & relation[title]
    return (name != NOWHERE) & (below | above)


def take_actors(trees: Trees, found: pl.DataFrame) -> pl.DataFrame:
    """Names without an actor of their own take that of an apposition, or of the same name earlier on.

    Parameters
    ----------
    found
        Mentions of `join_titles`.

    Returns
    -------
    pl.DataFrame
        With ``antecedent``: row of the mention from which a name took its actor, null for all others. A name that
        stood with two different actors before takes none.
    """
    beside = _appositions(trees, found)
    found = found.join(beside, on="row", how="left", maintain_order="left")
    found = found.with_columns(actor=pl.coalesce("taken", "actor")).drop("taken")
    names = _spelled(trees, found)
    found = pl.concat([found, _unmarked(trees, found, names)]).unique("row", keep="last").sort("row")
    names = _spelled(trees, found)
    of_title = names.filter(pl.col("actor") != NAMED, pl.col("stays"))
    later = (
        names.filter(pl.col("actor") == NAMED)
        .join(of_title, on=["transcript", "surname"], suffix="_before")
        .filter(pl.col("row_before") < pl.col("row"))
        .filter(
            pl.col("name").str.ends_with(pl.col("name_before"))
            | pl.col("name_before").str.ends_with(pl.col("name"))
        )
        .sort("row", "row_before")
        .group_by("row", maintain_order=True)
        .agg(
            taken=pl.col("actor_before").first(),
            earlier=pl.col("row_before").last(),
            different=pl.col("actor_before").n_unique(),
        )
        .filter(pl.col("different") == 1)
        .drop("different")
    )
    found = found.join(later, on="row", how="left", maintain_order="left")
    return found.with_columns(
        actor=pl.coalesce("taken", "actor"), antecedent=pl.coalesce("antecedent", "earlier")
    ).drop("taken", "earlier")


def _appositions(trees: Trees, found: pl.DataFrame) -> pl.DataFrame:
    """Names beside which one person's place is named: row of the name, taken (actor), antecedent (row)."""
    plural = _plural(trees, found)
    # *Mr. Johnson, the principal*: what hangs on the title stands beside the name
    title = trees.among("rel", TIED) & ~np.isin(trees.row, found["row"].to_numpy())
    above = np.where(
        trees.at(trees.head, title, False), trees.at(trees.head, trees.head, NOWHERE), trees.head
    )
    head = pl.Series(above).gather(found["row"])
    apposed = pl.Series(trees.among("rel", ["appos"])).gather(found["row"])
    here = found.select("row", "actor", "naming", "source", "name_first").with_columns(
        above=pl.when(apposed).then(head), plural=plural
    )
    names = here.filter(pl.col("name_first").is_not_null(), pl.col("actor") == NAMED)
    places = here.filter(
        pl.col("name_first").is_null(),
        pl.col("source") == "lexicon",
        pl.col("naming").is_in([*PERSON, ""]),
        ~pl.col("plural"),
    ).select(antecedent="row", taken="actor", over="above")
    below = names.join(places, left_on="row", right_on="over")
    above = names.join(places.drop("over"), left_on="above", right_on="antecedent", coalesce=False)
    columns = ["row", "taken", "antecedent"]
    pairs = pl.concat([below.select(columns), above.select(columns)]).unique("row", keep="first")
    return pairs.filter(_closed(trees, pairs.select("row", "antecedent").to_numpy().max(axis=1)))


def _closed(trees: Trees, rows: np.ndarray) -> pl.Series:
    """Whether what begins with a comma ends with one: *Jan, onze wethouder, komt*, not *Mevrouw Vos, de school brandt*."""
    first, last = trees.row.copy(), trees.row.copy()
    below = trees.row[trees.head != NOWHERE]
    for _ in range(DEEPEST_PHRASE):
        np.minimum.at(first, trees.head[below], first[below])
        np.maximum.at(last, trees.head[below], last[below])
    # punctuation that hangs on the phrase stands at its edges
    stop = trees.among("upos", ["PUNCT"])
    opened = stop[first[rows]] | stop[np.maximum(first[rows] - 1, 0)]
    closed = stop[last[rows]] | stop[np.minimum(last[rows] + 1, len(trees) - 1)]
    return pl.Series(~opened | closed, dtype=pl.Boolean)


def _spelled(trees: Trees, found: pl.DataFrame) -> pl.DataFrame:
    """The names among the mentions: row, actor, stays (with the name), transcript, name (its words), surname (the last)."""
    stays = pl.col("antecedent").is_not_null() | pl.col("title").is_in(OFFICE)
    stays &= ~pl.col("actor").is_in(THING)
    names = found.filter(pl.col("name_first").is_not_null()).with_columns(stays=stays)
    low, transcript = trees.frame["low"], trees.frame["transcript"]
    words = names.select("row", word=pl.int_ranges("name_first", pl.col("name_last") + 1)).explode("word")
    words = words.with_columns(name=" " + low.gather(words["word"]))
    full = words.group_by("row", maintain_order=True).agg(pl.col("name").str.join(""))
    return names.join(full, on="row", maintain_order="left").select(
        "row",
        "actor",
        "stays",
        "name",
        transcript=transcript.gather(names["row"]),
        surname=low.gather(names["name_last"]),
    )


def _unmarked(trees: Trees, found: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """Surnames with a title before that stand alone later, taken for a common noun (*Bakker vindt* ...)."""
    bare = ~trees.has_child(trees.among("rel", ["det", "amod", "nummod"])) & trees.among(
        "upos", ["NOUN", "PROPN"]
    )
    bare &= trees.matches("form", NAME) & ~trees.matches("feats", "Number=Plur")
    rows = np.flatnonzero(bare)
    words = pl.DataFrame({"row": rows}).with_columns(
        transcript=trees.frame["transcript"].gather(rows), surname=trees.frame["low"].gather(rows)
    )
    inside = found.filter(pl.col("name_first").is_not_null()).select(
        row=pl.int_ranges("name_first", pl.col("name_last") + 1)
    )
    words = words.join(inside.explode("row"), on="row", how="anti")
    titled = (
        names.filter(pl.col("actor") != NAMED, pl.col("stays"))
        .group_by("transcript", "surname")
        .agg(pl.col("row").min())
    )
    again = words.join(titled, on=["transcript", "surname"], suffix="_before")
    again = again.filter(pl.col("row") > pl.col("row_before")).select("row")
    return again.select(
        "row",
        first="row",
        last="row",
        actor=pl.lit(NAMED),
        grouping=pl.lit("individual"),
        naming=pl.lit(NAMED),
        source=pl.lit("name"),
        reference=pl.lit("specific"),
        name_first="row",
        name_last="row",
        title=pl.lit(None, dtype=pl.String),
        antecedent=pl.lit(None, dtype=pl.Int64),
    ).select(found.columns)
