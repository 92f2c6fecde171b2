"""What is compared: measures are data (`measures.yaml`), read and checked here."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

import polars as pl
import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from machtstaal.problems import Problem

Value = bool | str | None
Where = dict[str, tuple[Value, ...]]

BUNDLED = Path(__file__).with_name("measures.yaml")
PER_WORDS = 1000

#: Columns a measure may select or split by, and the values of the closed ones (None: any value).
_OPEN = None
_ACTION = {
    "process_type": ("material", "mental", "verbal", "relational", "behavioural", "existential"),
    "modality": (
        "none", "obligation", "prohibition", "permission", "no_obligation",
        "ability", "volition", "prediction", "hypothetical", "epistemic",
    ),
    "negated": (True, False),
    "power": ("agent", "patient", "equal", "none"),
    "voice": ("active", "passive"),
    "kind": ("verb", "copula", "existential", "nominalisation"),
    "lemma": _OPEN,
}  # fmt: skip
COLUMNS: dict[str, dict[str, tuple[Value, ...] | None]] = {
    "mentions": {
        "actor": _OPEN,
        "lemma": _OPEN,
        "source": ("lexicon", "name", "pronoun"),
        "reference": ("specific", "generic"),
        "grouping": ("individual", "aggregated", "collectivised"),
        "naming": ("functionalised", "classified", "relational", "named", "impersonal", "pronominal"),
    },
    "processes": {
        **_ACTION,
        "passive": _OPEN,
        "form": (
            "passive",
            "impersonal passive",
            "participle",
            "infinitive",
            "imperative",
            "nominalisation",
            "finite",
        ),
        "agent": _OPEN,
        "agent_actor": _OPEN,
        "agent_status": ("expressed", "generic", "suppressed", "none"),
        "exclusion": ("suppressed", "backgrounded"),
        "patient": _OPEN,
        "patient_actor": _OPEN,
        "beneficiary": _OPEN,
        "beneficiary_actor": _OPEN,
        "modal": _OPEN,
    },
    "participants": {
        **_ACTION,
        "role": ("agent", "patient", "beneficiary"),
        "actor": _OPEN,
        "power_role": ("holder", "subject", "equal"),
        "polarity": ("exercised", "deontic", "hypothetical", "denied"),
    },
    "forces": {"force": _OPEN, "term": _OPEN},
}


GOLD = ("kind", "voice", "agent_status", "modality", "negated", "process_type", "power")
"""Columns of processes that gold has, so that their errors are known."""


class Measure(BaseModel):
    """One number that is taken for every group: which rows are counted, against what."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    measure: str
    family: str
    label: str
    table: str
    item: str | None = None
    where: Where
    per: Literal["words"] | Where
    share_of: Literal["item", "all"] = "item"
    unit: Literal["per 1,000 words", "share"]
    source: str | None = None
    field: str | None = None

    @field_validator("where", "per")
    @classmethod
    def _no_empty_list(cls, conditions: object) -> object:
        if isinstance(conditions, dict) and (empty := [c for c, values in conditions.items() if not values]):
            raise ValueError(f"'{empty[0]}' has no values")
        return conditions

    @property
    def scale(self) -> int:
        """Factor from a ratio of counts to the measure's unit."""
        return PER_WORDS if self.per == "words" else 1

    @property
    def condition(self) -> tuple[str, frozenset[str]]:
        """The one field of the gold that the measure rests on, and its values that are counted (none: each item's own).

        Examples
        --------
        >>> column, values = load()["power_frames"].condition
        >>> column, sorted(values)
        ('power', ['agent', 'equal', 'patient'])
        """
        name, _, values = (self.field or "").partition("=")
        return name, frozenset(value.strip() for value in values.split(",") if value.strip())

    def numerator(self, item: str | None = None) -> pl.Expr:
        """Rows of the table that are counted: the rows to quote from.

        Parameters
        ----------
        item
            One value of the measure's item column; None for the rows of all items.
        """
        return select(self.where) & self._of(item)

    def denominator(self, item: str | None = None) -> pl.Expr | None:
        """Rows of the table that are counted against, or None where that is words.

        Parameters
        ----------
        item
            One value of the measure's item column; None for the rows of all items.
        """
        if self.per == "words":
            return None
        return select(self.per) & self._of(item if self.share_of == "item" else None)

    def _of(self, item: str | None) -> pl.Expr:
        if self.item is None or item is None:
            return pl.lit(True)
        return (pl.col(self.item).cast(pl.String) == item).fill_null(False)


class Catalogue(BaseModel):
    """All measures of a study and the families in which their tests are corrected."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    families: dict[str, str]
    measures: tuple[Measure, ...]

    def __getitem__(self, measure: str) -> Measure:
        """Return the measure with this id, or raise KeyError."""
        for candidate in self.measures:
            if candidate.measure == measure:
                return candidate
        raise KeyError(measure)


def select(where: Mapping[str, Sequence[Value]]) -> pl.Expr:
    """Turn `{column: [values]}` into a row filter: all columns match, one of its values each, None = empty.

    Parameters
    ----------
    where
        Conditions; an empty mapping selects every row.

    Examples
    --------
    >>> rows = pl.DataFrame({"voice": ["passive", "passive", "active"], "agent": [None, "raad", None]})
    >>> rows.filter(select({"voice": ["passive"], "agent": [None]})).rows()
    [('passive', None)]
    >>> rows.filter(select({"agent": [None, "raad"]})).height
    3
    """
    selected = pl.lit(True)
    for column, values in where.items():
        named = [value for value in values if value is not None]
        matches = pl.col(column).is_in(named).fill_null(False) if named else pl.lit(False)
        if None in values:
            matches = matches | pl.col(column).is_null()
        selected = selected & matches
    return selected


def load(path: Path | str | None = None) -> Catalogue:
    """Read a catalogue of measures and check it against the tables they are taken from.

    Parameters
    ----------
    path
        A YAML file with `families` and `measures`; None for the bundled one.

    Raises
    ------
    Problem
        If the file is no YAML, or names an unknown table, column, value or family.

    Examples
    --------
    >>> load()["activation"].unit
    'share'
    """
    path = Path(path) if path is not None else BUNDLED
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        catalogue = Catalogue.model_validate(content)
    except OSError as error:
        raise Problem(f"{path} cannot be read: {error.strerror}.") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise Problem(f"{path} is not YAML: {' '.join(str(error).split())}.") from error
    except ValidationError as error:
        raise Problem(_sentence(path, content, error)) from error
    seen: set[str] = set()
    for measure in catalogue.measures:
        if fault := _fault(measure, catalogue.families, seen):
            raise Problem(f"{path.name}, measure '{measure.measure}': {fault}.")
        seen.add(measure.measure)
    return catalogue


def _fault(measure: Measure, families: Mapping[str, str], seen: set[str]) -> str | None:
    """Say what is wrong with a measure, or None."""
    if measure.measure in seen:
        return "the id is used twice; give each measure its own"
    if measure.family not in families:
        return f"unknown family '{measure.family}'; the families are {', '.join(families)}"
    if measure.table not in COLUMNS:
        return f"unknown table '{measure.table}'; the tables are {', '.join(COLUMNS)}"
    columns = COLUMNS[measure.table]
    per: Where = {} if measure.per == "words" else measure.per
    used = [*measure.where, *per, *([measure.item] if measure.item else [])]
    for column in used:
        if column not in columns:
            return f"unknown column '{column}'; {measure.table} has {', '.join(columns)}"
    for column, values in [*measure.where.items(), *per.items()]:
        allowed = columns[column]
        wrong = [value for value in values if allowed and value is not None and value not in allowed]
        if wrong:
            return f"'{column}' is never '{wrong[0]}'; it is {', '.join(map(str, allowed))} or ~"
    for column, values in per.items():
        if not set(measure.where.get(column, ())) <= set(values) or column not in measure.where:
            return f"'where' must repeat the condition of 'per' on '{column}', else it counts rows outside"
    if (measure.per == "words") != (measure.unit == "per 1,000 words"):
        return "'per: words' goes with 'unit: per 1,000 words', any other 'per' with 'unit: share'"
    return _fault_of_field(measure) if measure.field is not None else None


def _fault_of_field(measure: Measure) -> str | None:
    """Say what is wrong with the gold field of a measure, or None."""
    field, values = measure.condition
    if measure.table != "processes" or measure.per == "words":
        return "only shares of processes have a 'field'"
    if field not in GOLD:
        return f"'field' is none of {', '.join(GOLD)}"
    if not set(measure.per) <= set(GOLD):
        return f"a measure with a 'field' counts against {', '.join(GOLD)} only"
    if measure.item is not None:
        return (
            None
            if measure.item == field and not values
            else f"'field' of items is their column, '{measure.item}'"
        )
    allowed = {str(value).lower() for value in COLUMNS["processes"][field] or ()}
    if not values or not values <= allowed:
        return f"'field' is {field}= and some of {', '.join(sorted(allowed))}"
    return None


def _sentence(path: Path, content: object, error: ValidationError) -> str:
    """Turn the first validation error into one sentence that names the measure."""
    first = error.errors()[0]
    where = list(first["loc"])
    name = path.name
    if len(where) > 1 and where[0] == "measures" and isinstance(where[1], int):
        row = content["measures"][where[1]]  # type: ignore[index]
        given = row.get("measure") if isinstance(row, dict) else None
        name += f", measure {where[1] + 1}" + (f" ('{given}')" if given else "")
        where = where[2:]
    field = ".".join(str(part) for part in where)
    return f"{name}: {field + ': ' if field else ''}{first['msg'][:1].lower()}{first['msg'][1:]}."
