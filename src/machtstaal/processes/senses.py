"""Which sense of a verb is used: the most specific row of the verb lexicon whose conditions all hold.

A construction is a list of conditions on the verb's dependents, joined by ``+``: ``obj``, ``intr``, ``iobj``,
``ccomp``, ``xcomp``, ``refl``, ``perfect``, ``person`` (what undergoes is somebody), ``obl:PREP`` (a prepositional
object: it becomes the patient), ``obl:PREP!`` (the same, but no patient), ``obj:NOUN``, ``obl:PREP:NOUN`` and
``xcomp:WORD`` (light verbs and idioms).
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from machtstaal.coding import Labels
from machtstaal.lexicons import Lexicons
from machtstaal.processes.arguments import Arguments
from machtstaal.processes.clauses import Clauses
from machtstaal.processes.lemmas import compound_heads
from machtstaal.trees import NOWHERE, Trees


@dataclass(frozen=True)
class Senses:
    """Sense of every process head; labels and arrays of all words.

    Attributes
    ----------
    process_type, power
        As coded in the lexicon; empty where it has no fitting row.
    prepositional
        Row of the prepositional object that the sense asks for, `NOWHERE` where it asks for none.
    light_noun
        Row of the object noun that makes one expression with the verb (*een rol spelen*), else `NOWHERE`.
    """

    process_type: Labels
    power: Labels
    prepositional: np.ndarray
    light_noun: np.ndarray


def choose(
    trees: Trees,
    lexicons: Lexicons,
    clauses: Clauses,
    args: Arguments,
    phrases: pl.DataFrame,
    lemma: pl.Series,
    animate: np.ndarray,
) -> Senses:
    """Sense of each verb in its construction; `animate` are the words that mention people and institutions."""
    nominal = clauses.of_kind("nominalisation") & trees.among("upos", ["VERB"])
    verbs = np.flatnonzero(clauses.of_kind("verb") | clauses.of_kind("existential") | nominal)
    features = _features(trees, lexicons, clauses, args, verbs, phrases, animate)
    rows = lexicons.verbs.with_row_index("entry").with_columns(
        conditions=pl.when(pl.col("construction") == "")
        .then(pl.lit([], dtype=pl.List(pl.String)))
        .otherwise(pl.col("construction").str.replace_all("!", "", literal=True).str.split("+"))
    )
    rows = rows.with_columns(
        # a lexical condition says more than a grammatical one, and that more than none; what is made of the object
        # (*een plan openbaar maken*) says more than the object
        weight=pl.col("conditions")
        .list.eval(
            1 + pl.element().str.count_matches(":") + pl.element().str.starts_with("xcomp:").cast(pl.Int64)
        )
        .list.sum()
    )
    chosen = (
        pl.DataFrame({"row": verbs, "lemma": lemma.gather(verbs)})
        .join(features, on="row", how="left")
        .join(rows, on="lemma")
        .filter(pl.col("conditions").list.set_difference(pl.col("features").fill_null([])).list.len() == 0)
        .sort("row", "weight", "entry", descending=[False, True, False])
        .unique("row", keep="first", maintain_order=True)
    )
    process_type, power = Labels(len(trees), ""), Labels(len(trees), "")
    process_type.put(chosen["row"].to_numpy(), chosen["process_type"])
    power.put(chosen["row"].to_numpy(), chosen["power"])
    return Senses(
        process_type, power, _asked_phrases(trees, chosen, phrases), _light_nouns(trees, chosen, args.object)
    )


def _features(
    trees: Trees,
    lexicons: Lexicons,
    clauses: Clauses,
    args: Arguments,
    verbs: np.ndarray,
    phrases: pl.DataFrame,
    animate: np.ndarray,
) -> pl.DataFrame:
    """List of the conditions that each verb fulfils: row, features."""
    head = clauses.head
    passive = args.passive != NOWHERE
    # what undergoes: the object, the subject of a passive without one, the noun before a bare participle
    reduced = args.participle & clauses.relation.among(["acl"])
    obj = np.where(passive & (args.object == NOWHERE), args.subject, args.object)
    obj = np.where(reduced, clauses.out, obj)
    clause = trees.has_child(trees.among("rel", ["ccomp"]), head)
    clause |= passive & trees.has_child(trees.among("rel", ["csubj"]), head)
    infinitive = trees.has_child(
        trees.among("rel", ["xcomp"]) & clauses.heads & (clauses.anchor == trees.row), head
    )
    reflexive = trees.has_child(
        trees.among("stem", lexicons.words_of("reflexive")) | trees.among("deprel", ["expl:pv"]), head
    )
    perfect = trees.among("rel", ["aux"]) & trees.among("stem", lexicons.words_of("perfect_auxiliary"))
    of = trees.child(trees.among("low", lexicons.words_of("possessive_preposition")), _grandparents(trees))
    packed = clauses.of_kind("nominalisation") & (of != NOWHERE)  # *het delen van data*
    has_object = (obj != NOWHERE) | args.participle | (passive & clauses.relation.among(["acl"])) | packed
    grammatical = {
        "obj": has_object,
        "intr": ~has_object & ~clause & (args.indirect == NOWHERE),
        "iobj": args.indirect != NOWHERE,
        "ccomp": clause,
        "xcomp": infinitive,
        "refl": reflexive | args.reflexive,
        "person": trees.at(obj, animate | _persons(trees), False),
        "perfect": trees.has_child(perfect, head),
    }
    is_verb = np.zeros(len(trees), dtype=bool)
    is_verb[verbs] = True
    parts = [
        pl.DataFrame({"row": np.flatnonzero(is_verb & holds)}).with_columns(feature=pl.lit(name))
        for name, holds in grammatical.items()
    ]
    with_object = np.flatnonzero(is_verb & (obj != NOWHERE))
    # *een woonstcontrole uitvoeren* is what *een controle uitvoeren* is, but *de thuiszorg beter maken* worries nobody
    compound = compound_heads(trees)
    compound = compound.set(compound.is_in(lexicons.words_of("noun_without_compounds")), "")
    for nouns in (trees.words("stem", obj[with_object]), compound.gather(obj[with_object])):
        parts.append(pl.DataFrame({"row": with_object, "feature": "obj:" + nouns}))
    expressions = trees.among("rel", ["xcomp", "compound"]) & (head != NOWHERE)
    beside = np.flatnonzero(expressions & is_verb[np.where(head == NOWHERE, 0, head)])
    for relation in ("xcomp", "obj"):  # *beschikbaar stellen*; *plaats vinden* read as one word
        words = relation + ":" + trees.words("stem", beside)
        parts.append(pl.DataFrame({"row": head[beside], "feature": words}))
    obliques = phrases.select(row="verb", feature="obl:" + pl.col("preposition"))
    idioms = [
        phrases.select(row="verb", feature="obl:" + pl.col("preposition") + ":" + noun)
        for noun in (phrases["noun"], compound.gather(phrases["phrase"]))
    ]
    parts += [frame.filter(pl.Series(is_verb).gather(frame["row"])) for frame in (obliques, *idioms)]
    return pl.concat(parts, how="vertical_relaxed").group_by("row").agg(features=pl.col("feature").unique())


def _persons(trees: Trees) -> np.ndarray:
    """Personal pronouns of speakers and hearers, who are always somebody."""
    spoken = trees.matches("feats", r"Person=[12](\||$)") & ~trees.among("deprel", ["nmod:poss"])
    return spoken & trees.among("upos", ["PRON"])


def _grandparents(trees: Trees) -> np.ndarray:
    return np.where(trees.head == NOWHERE, NOWHERE, trees.head[trees.head])


def _asked_phrases(trees: Trees, chosen: pl.DataFrame, phrases: pl.DataFrame) -> np.ndarray:
    """Prepositional object of each verb whose chosen sense asks for one."""
    asked = (
        chosen.select("row", condition=pl.col("construction").str.split("+"))
        .explode("condition")
        .filter(~pl.col("condition").str.ends_with("!"))
        .filter(pl.col("condition").str.count_matches(":") == 1)
        .filter(pl.col("condition").str.starts_with("obl:"))
        .select("row", preposition=pl.col("condition").str.strip_prefix("obl:"))
    )
    found = asked.join(phrases, left_on=["row", "preposition"], right_on=["verb", "preposition"]).sort(
        "phrase"
    )
    found = found.unique("row", keep="first", maintain_order=True)
    rows = np.full(len(trees), NOWHERE)
    rows[found["row"].to_numpy()] = found["phrase"].to_numpy()
    return rows


def _light_nouns(trees: Trees, chosen: pl.DataFrame, obj: np.ndarray) -> np.ndarray:
    light = chosen.filter(pl.col("construction").str.contains("obj:", literal=True))["row"].to_numpy()
    rows = np.full(len(trees), NOWHERE)
    rows[light] = obj[light]
    return rows
