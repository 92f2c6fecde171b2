"""Lexicons: linguistic knowledge as tables that a linguist can read and change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import polars as pl

from machtstaal.problems import Problem
from machtstaal.queries import PROPERTIES, Query, parse

COLUMNS = {
    "actors": ("pattern", "actor", "grouping", "naming", "gloss", "example"),
    "pronouns": ("lemma", "form", "xpos", "actor", "reference", "example"),
    "inclusion": ("pattern", "hint", "example", "source"),
    "quantifiers": ("lemma", "grouping", "example"),
    "generics": ("lemma", "condition", "example"),
    "verbs": ("lemma", "construction", "process_type", "power", "agency", "gloss", "example"),
    "modals": ("lemma", "construction", "modality", "merge", "gloss", "example"),
    "negators": ("lemma", "pos", "note", "example"),
    "nominalisations": ("lemma", "verb", "process_type", "power", "van", "prep", "gloss", "example"),
    "hedges": ("term", "kind", "gloss", "example"),
    "words": ("word", "class", "example"),
    "markers": ("word", "upos", "marker"),
    "backchannels": ("word", "gloss"),
}
"""Lexicon of one language -> its columns; all lexicons are tab-separated and have a header."""

LANGUAGE_FILES = frozenset(f"{name}.tsv" for name in COLUMNS)

DETECTORS = (
    *("detector", "name", "languages", "pattern", "detects"),
    *("example_nl", "example_en", "source"),
)
"""Columns of the dependency patterns (`detectors.tsv`), one file for all languages."""

ALLOWED = {
    "grouping": {"individual", "aggregated", "collectivised"},
    "naming": {"functionalised", "classified", "relational", "named", "impersonal", "pronominal"},
    "reference": {"specific", "generic"},
    "hint": {"inclusive", "exclusive", "unclear"},
    "process_type": {"material", "mental", "verbal", "relational", "behavioural", "existential"},
    "power": {"agent", "patient", "equal", "none"},
    "agency": {"pos", "neg", "neutral"},
    "van": {"patient", "agent"},
    "merge": {"yes", "no"},
    "marker": {"article", "auxiliary", "conjunction", "preposition", "pronoun", "quantifier"},
    "modality": {
        "none",
        "obligation",
        "prohibition",
        "permission",
        "no_obligation",
        "ability",
        "volition",
        "prediction",
        "hypothetical",
        "epistemic",
    },
}
"""Column -> the values it may have; an empty cell means 'not said'."""


@dataclass(frozen=True)
class Lexicons:
    """All lexicons of one language; each is a frame of text columns, empty cells as empty text."""

    language: str
    actors: pl.DataFrame
    pronouns: pl.DataFrame
    inclusion: pl.DataFrame
    quantifiers: pl.DataFrame
    generics: pl.DataFrame
    verbs: pl.DataFrame
    modals: pl.DataFrame
    negators: pl.DataFrame
    nominalisations: pl.DataFrame
    hedges: pl.DataFrame
    words: pl.DataFrame
    markers: pl.DataFrame
    backchannels: pl.DataFrame
    detectors: Mapping[str, tuple[Query, ...]]

    def words_of(self, cls: str) -> list[str]:
        """Words of one class of function words (``words.tsv``), e.g. ``agent_preposition``.

        Some whole lexicons are classes too: ``negator``, ``quantity`` and ``body`` (words that make a quantity, or one
        body, of people), ``generic`` (always), ``generic_bare`` (without a determiner) and ``modal_auxiliary``.
        """
        return list(self._classes.get(cls, ()))

    @cached_property
    def _classes(self) -> dict[str, list[str]]:
        rows = self.words.group_by("class", maintain_order=True).agg("word")
        auxiliary = pl.col("construction").str.starts_with("aux") & (pl.col("modality") != "none")
        whole = {
            "negator": self.negators,
            "quantity": self.quantifiers.filter(grouping="aggregated"),
            "body": self.quantifiers.filter(grouping="collectivised"),
            "generic": self.generics.filter(pl.col("condition") == ""),
            "generic_bare": self.generics.filter(pl.col("condition") == "bare"),
            "modal_auxiliary": self.modals.filter(auxiliary),
        }
        lemmas = {cls: frame["lemma"].unique(maintain_order=True).to_list() for cls, frame in whole.items()}
        return dict(rows.iter_rows()) | lemmas

    def r_forms(self) -> dict[str, str]:
        """Prepositions that look otherwise in a pronominal adverb (*ermee* is *met het*): form to preposition."""
        rows = self.words.filter(pl.col("class").str.starts_with("r_form_of:"))
        return {word: cls.partition(":")[2] for word, cls in rows.select("word", "class").iter_rows()}


def files(folder: Path, language: str) -> list[Path]:
    """Paths of all lexicons that a language needs, in a fixed order."""
    return [Path(folder) / language / f"{name}.tsv" for name in COLUMNS] + [Path(folder) / "detectors.tsv"]


def folder_of(paths: Iterable[str]) -> Path:
    """Folder that holds the lexicons of all languages, from the paths of `files`.

    >>> folder_of(["data/lexicons/nl/actors.tsv", "data/lexicons/nl/verbs.tsv"]).as_posix()
    'data/lexicons'
    """
    return next(Path(path).parent.parent for path in paths if Path(path).name in LANGUAGE_FILES)


def load(folder: Path, language: str) -> Lexicons:
    """Lexicons of a language from `folder`/`language`.

    Raises
    ------
    Problem
        If a file or a column is missing, or a cell has a value outside `ALLOWED`: file and row are named.
    """
    paths = files(folder, language)
    stamps = tuple(path.stat().st_mtime_ns if path.exists() else None for path in paths)
    return _load(language, tuple(paths), stamps)


@lru_cache(maxsize=8)
def _load(language: str, paths: tuple[Path, ...], _stamps: tuple[int | None, ...]) -> Lexicons:
    """Read lexicons once for all portions of a study, anew when a file has changed."""
    *others, detectors = paths
    tables = {name: read(path, name) for name, path in zip(COLUMNS, others, strict=True)}
    return Lexicons(language, **tables, detectors=queries(detectors, language))


def queries(path: Path, language: str) -> dict[str, tuple[Query, ...]]:
    """Dependency patterns of a language: detector -> its patterns in the order of the file.

    Raises
    ------
    Problem
        If the file is missing or a pattern cannot be read: file and row are named.
    """
    found: dict[str, tuple[Query, ...]] = {}
    asked: dict[str, set[str]] = {}
    table = read(path, "detectors").select("detector", "languages", "pattern")
    names = set(table["detector"]) | set(PROPERTIES)
    for row, (detector, languages, pattern) in enumerate(table.iter_rows(), start=2):
        try:
            query = parse(pattern)
        except Problem as problem:
            raise Problem(f"{path}, row {row}: {problem}") from problem
        for unknown in sorted(query.asked - names):
            raise Problem(f"{path}, row {row}: 'is:{unknown}' is neither a detector nor a property.")
        asked.setdefault(detector, set()).update(query.asked)
        # in one of the languages a detector may have no pattern
        found[detector] = found.get(detector, ()) + ((query,) if language in languages.split() else ())
    try:
        TopologicalSorter(asked).prepare()
    except CycleError as error:
        circle = " asks for ".join(reversed(error.args[1]))
        raise Problem(
            f"{path}: {circle}; a detector cannot ask for itself, not by way of others either."
        ) from error
    return found


def read(path: Path, name: str) -> pl.DataFrame:
    """One lexicon, its columns and values checked."""
    columns = DETECTORS if name == "detectors" else COLUMNS[name]
    if not path.exists():
        raise Problem(f"{path}: this lexicon is missing. Copy it from data/lexicons and edit the copy.")
    try:
        frame = pl.read_csv(path, separator="\t", quote_char=None, infer_schema=False)
    except (pl.exceptions.PolarsError, UnicodeDecodeError) as error:
        what = str(error).splitlines()[0]
        raise Problem(
            f"{path}: not a tab-separated table in UTF-8 ({what}). Mend it, or copy it anew."
        ) from error
    frame = frame.select(pl.all().fill_null("").str.strip_chars())
    for column in columns:
        if column not in frame.columns:
            wanted = ", ".join(columns)
            raise Problem(f"{path}, row 1: the column '{column}' is missing; a {name} lexicon has {wanted}.")
    for column in set(columns) & set(ALLOWED):
        wrong = frame.with_row_index(offset=2).filter(
            (pl.col(column) != "") & ~pl.col(column).is_in(list(ALLOWED[column]))
        )
        if len(wrong):
            row, value = wrong["index"][0], wrong[column][0]
            choice = ", ".join(sorted(ALLOWED[column]))
            raise Problem(f"{path}, row {row}: '{value}' is not a {column}; choose one of {choice}.")
    return frame.select(columns)
