"""The notation of dependency patterns: a subset of Semgrex (Chambers et al. 2007), with clauses for helper verbs.

A pattern describes a word and words that it is tied to::

    {kind:verb} >aux:pass {}=auxiliary !>nsubj {}

A *node* in braces says what a word is like; conditions are joined by ``;`` and all must hold, alternatives by ``|``::

    {}                       any word
    {upos:NOUN|PROPN}        one of two parts of speech
    {upos!:VERB}             anything but a verb
    {feats:/VerbForm=Part/}  a regular expression
    {word:@reflexive}        a word of a class in words.tsv
    {is:infinitive}          a property that the program finds out first (see `View`)

A *tie* says how the next node hangs together with the first one:

    ``>nsubj``   has such a dependent; without a relation any; a relation without subtype stands for all its subtypes,
                 ``acl:`` for *acl* itself and none of them
    ``<conj``    is such a dependent of it
    ``=>obl``    has such a dependent in its clause: what hangs on its helper verbs counts too (*wil betalen*)
    ``<=acl``    its clause, with its helper verbs, is such a dependent of it
    ``.``        stands right before it; ``-`` right behind it

Several ties follow one another and all belong to the first node; a node with ties of its own stands in brackets. ``!``
before a tie: there is no such word. ``=name`` behind a node gives the word a name, by which it is found again.
"""

import re
from dataclasses import dataclass

import polars as pl

from machtstaal.problems import Problem

ATTRIBUTES = ("word", "lemma", "citation", "upos", "xpos", "feats", "deprel", "kind", "is")
"""What a condition can be about: form and lemma (lower case), citation form, tags, features, relation, kind of process."""

PROPERTIES = {
    "past_participle": "past participle",
    "infinitive": "heads an infinitive, by itself or through an auxiliary or helper verb",
    "infinitive_form": "the same, helper verbs left out of account",
    "helper": "a verb or expression that helps another word (*willen betalen*)",
    "helped": "what the word right above it helps",
    "behind_governor": "stands behind the word that its clause depends on",
    "animate": "mentions people or institutions",
    "causative": "helped by a causative (*laten*, *have it done*)",
    "undergoing": "its subject undergoes it: passive, or a bare participle behind a noun",
    "happening": "an event that nobody does (class `happening_verb`)",
    "dummy": "its subject stands for nobody",
    "has_agent": "has an agent",
}
"""Properties that rules find out, to be asked for by ``is:``; every detector is one, too."""

TIES = ("=>", "<=", ">", "<", ".", "-")

_TOKEN = re.compile(
    r"\s*(?:(?P<node>\{[^{}]*\})|(?P<name>=\w+)|(?P<tie>!?(?:=>|<=|>|<)[\w:|]*|!?[.-](?=[\s{(]))|(?P<bracket>[()]))"
)


@dataclass(frozen=True)
class Condition:
    """One condition on a word: `attribute` has one of `values`, or not; values may be a regular expression."""

    attribute: str
    values: tuple[str, ...]
    regular: bool = False
    denied: bool = False


@dataclass(frozen=True)
class Tie:
    """A relation between the first node and another: kind of tie, relations of the tree (none: any), negation."""

    kind: str
    relations: tuple[str, ...]
    denied: bool
    other: "Query"


@dataclass(frozen=True)
class Query:
    """A parsed pattern: conditions on a word, its name, and its ties to other words."""

    conditions: tuple[Condition, ...]
    name: str | None = None
    ties: tuple[Tie, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Names given to words, the first node's first."""
        own = (self.name,) if self.name else ()
        return own + tuple(name for tie in self.ties if not tie.denied for name in tie.other.names)

    @property
    def asked(self) -> frozenset[str]:
        """Properties that the pattern asks for."""
        own = {value for one in self.conditions if one.attribute == "is" for value in one.values}
        return frozenset(own).union(*(tie.other.asked for tie in self.ties))


def parse(pattern: str) -> Query:
    """Read a pattern.

    Raises
    ------
    Problem
        If it cannot be read; the message says where it goes wrong.

    Examples
    --------
    >>> query = parse("{kind:verb} >aux:pass {}=auxiliary !=>nsubj {upos!:PRON}")
    >>> [(tie.kind, tie.relations, tie.denied) for tie in query.ties], query.names
    ([('>', ('aux:pass',), False), ('=>', ('nsubj',), True)], ('auxiliary',))
    >>> parse("{kind:verb} >aux")
    Traceback (most recent call last):
        ...
    machtstaal.problems.Problem: pattern "{kind:verb} >aux": after ">aux" a node in braces is missing.
    """
    pieces, at = [], 0
    while at < len(pattern.rstrip()):
        found = _TOKEN.match(pattern, at)
        if found is None:
            raise Problem(f'pattern "{pattern}": cannot read it from "{pattern[at:].strip()[:20]}" on.')
        pieces.append((found.lastgroup, found[found.lastgroup]))
        at = found.end()
    reader = _Reader(pattern, pieces)
    query = reader.query()
    if reader.left:
        raise Problem(f'pattern "{pattern}": "{reader.left[0][1]}" stands where a tie such as >nsubj should.')
    return query


class _Reader:
    def __init__(self, pattern: str, pieces: list[tuple[str, str]]):
        self.pattern, self.left = pattern, pieces

    def query(self) -> Query:
        first = self._take("node", "a pattern begins with a node in braces")
        conditions = tuple(self._condition(text) for text in first[1:-1].split(";") if text.strip())
        name = self.left.pop(0)[1][1:] if self._next() == "name" else None
        ties = []
        while self._next() == "tie":
            ties.append(self._tie(self.left.pop(0)[1]))
        return Query(conditions, name, tuple(ties))

    def _tie(self, text: str) -> Tie:
        denied, plain = text.startswith("!"), text.removeprefix("!")
        kind = next(tie for tie in TIES if plain.startswith(tie))
        relations = tuple(filter(None, plain[len(kind) :].split("|")))
        if self._next() == "bracket" and self.left[0][1] == "(":
            self.left.pop(0)
            other = self.query()
            if not self.left or self.left.pop(0)[1] != ")":
                raise Problem(f'pattern "{self.pattern}": a bracket is not closed.')
        else:
            missing = f'after "{text}" a node in braces is missing'
            node = self._take("node", missing)
            conditions = tuple(self._condition(part) for part in node[1:-1].split(";") if part.strip())
            name = self.left.pop(0)[1][1:] if self._next() == "name" else None
            other = Query(conditions, name)
        return Tie(kind, relations, denied, other)

    def _condition(self, text: str) -> Condition:
        attribute, colon, values = text.strip().partition(":")
        denied, attribute = attribute.endswith("!"), attribute.removesuffix("!")
        if not colon or not values or attribute not in ATTRIBUTES:
            known = ", ".join(ATTRIBUTES)
            raise Problem(
                f'pattern "{self.pattern}": "{text.strip()}" is no condition; begin with one of {known}.'
            )
        if values.startswith("/") and values.endswith("/") and len(values) > 2:
            try:
                pl.Series([""]).str.contains(values[1:-1])
            except pl.exceptions.ComputeError as error:
                raise Problem(f'pattern "{self.pattern}": "{values}" is no regular expression.') from error
            return Condition(attribute, (values[1:-1],), regular=True, denied=denied)
        return Condition(attribute, tuple(values.split("|")), denied=denied)

    def _next(self) -> str | None:
        return self.left[0][0] if self.left else None

    def _take(self, group: str, otherwise: str) -> str:
        if self._next() != group:
            raise Problem(f'pattern "{self.pattern}": {otherwise}.')
        return self.left.pop(0)[1]
