"""Whom *we* takes in: hints that the hearers are part of it, or are not, and what the speakers call themselves.

The word does not say it; what stands beside it sometimes does (Fairclough 1989; Scheibman 2004). The cues are rows of
``inclusion.tsv``; a *we* without a cue, or with cues that contradict each other, stays unclear.
"""

import numpy as np
import polars as pl

from machtstaal.coding import Labels
from machtstaal.trees import NOWHERE, Trees

WE = "we"
UNCLEAR = "unclear"
PRONOUN, OF_ONE_PHRASE, POSSESSIVE = "_", "_+", "_'s"
CLAUSE_START, GAP, NOT_BEHIND = "^", "..", "!"
LONGEST_GAP = 3
"""Words that the gap of a pattern stands for at most."""

LONGEST_CHAIN = 3
"""Infinitives below each other through which a clause is followed up to its subject."""


def hints(trees: Trees, found: pl.DataFrame, patterns: pl.DataFrame) -> pl.DataFrame:
    """Inclusion and self-identification of every mention of *we*.

    Parameters
    ----------
    found
        Mentions: row (of the head word), first, last, actor, naming, source.
    patterns
        Lexicon ``inclusion``: pattern, hint.

    Returns
    -------
    pl.DataFrame
        row, inclusion (``inclusive``, ``exclusive``, ``unclear``) and identified_as (actor or null), one row for
        each mention of *we* by a pronoun.
    """
    rows = found.filter(source="pronoun", actor=WE)["row"].to_numpy()
    spans = _Spans(trees, found)
    cues = [
        _Cue(trees, rows, spans, pattern).hits(hint)
        for pattern, hint in patterns.select("pattern", "hint").rows()
    ]
    schema = {"row": pl.Int64, "hint": pl.String, "literal": pl.Boolean, "actor": pl.String}
    seen = pl.concat([pl.DataFrame(schema=schema), *cues])
    # what a row says of certain words goes before what it says of a kind of word (*als samenleving*, *als <actor>*)
    said = seen.filter(pl.col("hint") != UNCLEAR).filter(
        pl.col("literal") | ~pl.col("literal").any().over("row")
    )
    clear = said.group_by("row").agg(inclusion=pl.col("hint").first(), several=pl.col("hint").n_unique() > 1)
    clear = clear.filter(~pl.col("several")).drop("several")
    called = seen.filter(pl.col("actor").is_not_null()).unique("row", keep="first", maintain_order=True)
    table = pl.DataFrame({"row": rows}, schema={"row": pl.Int64}).join(clear, on="row", how="left")
    return table.join(called.select("row", identified_as="actor"), on="row", how="left").with_columns(
        pl.col("inclusion").fill_null(UNCLEAR)
    )


class _Spans:
    """Mentions by the word that they begin with, and for heads of mentions that word (`first`)."""

    def __init__(self, trees: Trees, found: pl.DataFrame):
        by_noun = found.filter(pl.col("source") != "pronoun").sort("last").unique("first", keep="last")
        self.head, self.last = np.full(len(trees), NOWHERE), np.full(len(trees), NOWHERE)
        first = by_noun["first"].to_numpy()
        self.head[first], self.last[first] = by_noun["row"].to_numpy(), by_noun["last"].to_numpy()
        self.first = np.full(len(trees), NOWHERE)
        begins = np.flatnonzero(self.head != NOWHERE)
        self.first[self.head[begins]] = begins
        self.actor, self.naming = Labels(len(trees), None), Labels(len(trees), None)
        self.actor.put(first, by_noun["actor"])
        self.naming.put(first, by_noun["naming"])


class _Cue:
    """One pattern, looked for at every *we*."""

    def __init__(self, trees: Trees, rows: np.ndarray, spans: _Spans, pattern: str):
        self.trees, self.rows, self.spans = trees, rows, spans
        self.words = pattern.split(" ")
        self.slot, self.called = np.full((2, len(rows)), NOWHERE)
        self.fits = np.ones(len(rows), dtype=bool)

    def hits(self, hint: str) -> pl.DataFrame:
        """Rows of *we* that have this cue: row, hint, literal (no kind of word in it), actor of that kind."""
        at = next(
            (n for n, word in enumerate(self.words) if word in (PRONOUN, OF_ONE_PHRASE, POSSESSIVE)), None
        )
        if at is None:
            self._in_clause()
        else:
            possessive = self.trees.among("deprel", ["nmod:poss", "det:poss"])[self.rows]
            self.fits &= possessive == (self.words[at] == POSSESSIVE)
            self._before(self.words[:at])
            last = self._behind(self.words[at + 1 :])
            if self.words[at] == OF_ONE_PHRASE:
                self._one_phrase(last)
            elif at + 1 < len(self.words):
                self._tied(last)
        literal = not any(word.startswith("<") for word in self.words)
        found = pl.DataFrame(
            {"row": self.rows[self.fits], "actor": self.spans.actor.at(self.called[self.fits])}
        )
        return found.select("row", hint=pl.lit(hint), literal=pl.lit(literal), actor="actor")

    def _is(self, place: np.ndarray, word: str) -> np.ndarray:
        """Whether the words at `place` are this one, by form or by lemma, in the sentence of their *we*."""
        there = (place >= 0) & (place < len(self.trees))
        place = np.where(there, place, 0)
        inside = there & (self.trees.first[place] == self.trees.first[self.rows])
        return inside & self._anywhere(word)[place]

    def _anywhere(self, word: str) -> np.ndarray:
        """Words that are this one, by form or by lemma."""
        return self.trees.among("low", [word]) | self.trees.among("stem", [word])

    def _before(self, words: list[str]) -> None:
        place = self.rows - 1
        for word in reversed(words):
            self.fits &= self._clause_starts(place) if word == CLAUSE_START else self._is(place, word)
            place = place - 1

    def _clause_starts(self, place: np.ndarray) -> np.ndarray:
        """Whether a clause can begin behind `place`: at the start of the sentence, a stop or a conjunction."""
        boundary = self.trees.among("upos", ["PUNCT", "CCONJ", "INTJ"])
        return (place < self.trees.first[self.rows]) | boundary[np.maximum(place, 0)]

    def _behind(self, words: list[str]) -> np.ndarray:
        """Match the words behind the pronoun; the last row that was matched."""
        place = self.rows + 1
        for word in words:
            if word == GAP:
                for _ in range(LONGEST_GAP):
                    here = np.minimum(place, len(self.trees) - 1)
                    gap = (
                        self.trees.among("upos", ["AUX", "ADJ"])[here] | self.trees.among("form", [","])[here]
                    )
                    gap |= self.trees.matches("feats", "VerbForm=Fin")[here]
                    gap &= self.trees.first[here] == self.trees.first[self.rows]
                    place = np.where(gap, place + 1, place)
            elif word.startswith(NOT_BEHIND):
                self.fits &= ~self._is(place, word[1:])
            elif word.startswith("<"):
                here = np.minimum(place, len(self.trees) - 1)
                kind = word.strip("<>")
                right = (self.spans.actor.among([kind]) | self.spans.naming.among([kind]))[here]
                right |= (self.spans.head[here] != NOWHERE) & (kind == "actor")
                inside = self.trees.first[here] == self.trees.first[self.rows]
                self.fits &= right & inside & (place < len(self.trees))
                # *they see us as customers*: what others make of us
                self.fits &= ~self.trees.among("rel", ["obj"])[self.rows]
                self.slot = np.where(self.fits, self.spans.head[here], NOWHERE)
                self.called = np.where(self.fits, here, NOWHERE)
                place = np.where(self.fits, self.spans.last[here] + 1, place)
            else:
                self.fits &= self._is(place, word)
                place = place + 1
        return np.minimum(np.where(self.slot != NOWHERE, self.slot, place - 1), len(self.trees) - 1)

    def _governors(self, row: np.ndarray) -> np.ndarray:
        """Head of each word, through the infinitives that share its subject."""
        head, infinitive = self.trees.head[row], self.trees.among("rel", ["xcomp"])
        for _ in range(LONGEST_CHAIN):
            up = (head != NOWHERE) & infinitive[head]
            head = np.where(up, self.trees.head[head], head)
        return head

    def _tied(self, last: np.ndarray) -> None:
        """Keep cues that the tree ties to the pronoun or to its clause (*we all pay*, not *gave us all the money*)."""
        if (self.slot != NOWHERE).any():
            return
        head = self.trees.head
        tied = (head[last] == self.rows) | (head[self.rows] == last)
        self.fits &= tied | (self._governors(last) == self._governors(self.rows))

    def _one_phrase(self, last: np.ndarray) -> None:
        """Keep what is one phrase with the pronoun: by the tree, or because it stands before the finite verb."""
        trees = self.trees
        head = trees.head
        tied = ((head[last] == self.rows) & self._related(last)) | (
            (head[self.rows] == last) & self._related(self.rows)
        )
        end = np.where(self.slot != NOWHERE, self.spans.last[self._first(last)], last) + 1
        end = np.minimum(end, len(trees) - 1)
        finite = trees.matches("feats", "VerbForm=Fin")[end] | trees.among("upos", ["AUX"])[end]
        self.fits &= tied | (
            self._clause_starts(self.rows - 1) & finite & trees.among("rel", ["nsubj"])[self.rows]
        )

    def _related(self, rows: np.ndarray) -> np.ndarray:
        """Whether each word stands beside what it hangs on; a possessive does not."""
        beside = self.trees.among("rel", ["appos", "nmod", "flat", "det", "obl", "dep"])[rows]
        return beside & ~self.trees.among("deprel", ["nmod:poss"])[rows]

    def _first(self, heads: np.ndarray) -> np.ndarray:
        """First word of the mention that each of `heads` heads."""
        return np.where(self.spans.first[heads] == NOWHERE, heads, self.spans.first[heads])

    def _in_clause(self) -> None:
        """Look for the words anywhere in the clause of the pronoun."""
        trees = self.trees
        words = [word for word in self.words if not word.startswith(NOT_BEHIND)]
        barred = [word[1:] for word in self.words if word.startswith(NOT_BEHIND)]
        begins = np.flatnonzero(self._anywhere(words[0]))
        begins = begins[begins + len(words) <= len(trees)]
        for offset, word in enumerate(words[1:], start=1):
            there = self._anywhere(word)[begins + offset]
            begins = begins[there & (trees.first[begins + offset] == trees.first[begins])]
        for word in barred:
            behind = np.minimum(begins + len(words), len(trees) - 1)
            begins = begins[~(trees.among("low", [word])[behind] & (behind == begins + len(words)))]
        rows = begins[:, None] + np.arange(len(words))
        outside = (trees.head[rows] < begins[:, None]) | (trees.head[rows] >= begins[:, None] + len(words))
        head = rows[np.arange(len(begins)), outside.argmax(axis=1)] if len(begins) else begins
        head = head[~trees.among("rel", ["compound"])[head]]  # *werken samen*: part of the verb
        governed, below = np.zeros((2, len(trees) + 1), dtype=bool)
        below[trees.head[head]] = True
        below[NOWHERE] = False
        verbs = trees.among("upos", ["VERB"])
        governed[self._governors(head[~verbs[head]])] = True
        governed[head[verbs[head]]] = True  # *work together*: the clause's own verb is part of the cue
        governed[NOWHERE] = False
        possessive = trees.among("deprel", ["nmod:poss", "det:poss"])[self.rows]
        self.fits &= below[self.rows] | (governed[self._governors(self.rows)] & ~possessive)
