"""Choices of the analysis and their options (`choices.yaml`), and the specifications that are made of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from machtstaal import languages
from machtstaal.comparison.measures import COLUMNS, Value, Where
from machtstaal.problems import Problem

BUNDLED = Path(__file__).with_name("choices.yaml")
ALL = "all"
MAIN = "main"
COPIED = "="
"""Begins a value that is that of another column of the same row."""
ACTS = (
    "changes", "min_words", "without", "window", "facilitators", "resolve_pronouns", "codes", "results",
)  # fmt: skip


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Change(_Part):
    """Rows of a table that are left out, or read otherwise."""

    table: Literal["mentions", "processes", "participants"]
    where: Where
    drop: bool = False
    set: dict[str, Value] = {}

    @model_validator(mode="after")
    def _known(self) -> Self:
        known = COLUMNS[self.table]
        if self.drop == bool(self.set):
            raise ValueError("a change says either 'drop: true' or what to 'set'")
        for column, values in self.where.items():
            if column not in known:
                raise ValueError(f"unknown column '{column}'; {self.table} has {', '.join(known)}")
            _check(column, [value for value in values if value is not None], known[column])
        for column, value in self.set.items():
            if not (isinstance(value, str) and value.startswith(COPIED)) and value is not None:
                _check(column, [value], known.get(column))
        return self


class Option(_Part):
    """One way to do it otherwise."""

    option: str
    label: str
    short: str
    changes: tuple[Change, ...] = ()
    min_words: int | None = None
    without: Literal["most_talkative"] | None = None
    window: int | None = None
    facilitators: bool | None = None
    resolve_pronouns: bool | None = None
    codes: Literal["first", "second", "agreed", "activation"] | None = None
    results: Literal["other"] | None = None

    @model_validator(mode="after")
    def _one_act(self) -> Self:
        if len(self.model_fields_set & set(ACTS)) != 1:
            raise ValueError(f"an option does one thing: one of {', '.join(ACTS)}")
        return self

    @property
    def act(self) -> str:
        """What kind of thing it does, one of `ACTS`."""
        return next(iter(self.model_fields_set & set(ACTS)))


class Choice(_Part):
    """Something that others would reasonably do otherwise."""

    choice: str
    label: str
    main: str
    options: tuple[Option, ...]
    why: str
    touches: tuple[str, ...]
    setting: str | None = None
    source: str | None = None
    crossed: bool = False
    languages: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Circumstances:
    """What of a study decides which choices can be evaluated.

    Attributes
    ----------
    languages
        Languages that are spoken.
    facilitators, window, resolve_pronouns
        How the main analysis does it.
    coded
        Whether both codings of the verb lexicon are known.
    other
        Whether the tables of another run are given.
    led
        Why what facilitators say cannot be counted with their group; empty where it can.
    """

    languages: Sequence[str]
    facilitators: bool = False
    window: int = 2
    resolve_pronouns: bool = False
    coded: bool = True
    other: bool = False
    led: str = ""

    @property
    def settings(self) -> Mapping[str, object]:
        """Act of an option -> the value by which the main analysis does it."""
        return {
            "window": self.window,
            "facilitators": self.facilitators,
            "resolve_pronouns": self.resolve_pronouns,
        }


@dataclass(frozen=True)
class Decision:
    """A choice as it stands in a study: how the main analysis does it, and what else is tried."""

    choice: Choice
    main: str
    options: tuple[Option, ...]
    reason: str = ""
    """Why it is not evaluated; empty where it is."""


Specification = tuple[tuple[str, str], ...]
"""Choices that are made otherwise than in the main analysis, each with its option; empty for the main analysis."""


@dataclass(frozen=True)
class Plan:
    """Everything that is going to be evaluated, fixed before it is.

    Attributes
    ----------
    decisions
        All choices, also those that are not evaluated.
    specifications
        The main analysis, each option by itself, and all combinations of the crossed choices.
    """

    decisions: tuple[Decision, ...]
    specifications: tuple[Specification, ...] = field(default=((),))

    def option(self, choice: str, option: str) -> Option:
        """Return the option of a choice, by their ids."""
        decision = next(one for one in self.decisions if one.choice.choice == choice)
        return next(one for one in decision.options if one.option == option)


def load(path: Path | str | None = None) -> tuple[Choice, ...]:
    """Read the choices and check them.

    Parameters
    ----------
    path
        A YAML file with `choices`; None for the bundled one.

    Raises
    ------
    Problem
        If the file is no YAML, a choice or option stands twice, or one names an unknown table, column, value or act.

    Examples
    --------
    >>> [choice.choice for choice in load() if choice.crossed]
    ['zijn_passives', 'nominalisations', 'unreal_clauses', 'short_turns', 'talkative']
    """
    path = Path(path) if path is not None else BUNDLED
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        found = tuple(Choice.model_validate(row) for row in content["choices"])
    except OSError as error:
        raise Problem(f"{path} cannot be read: {error.strerror}.") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        named = f" '{row['choice']}'" if isinstance(row := first["input"], dict) and "choice" in row else ""
        raise Problem(
            f"{path.name}, choice{named}: {place + ': ' if place else ''}{first['msg'].removeprefix('Value error, ')}."
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError, KeyError, TypeError) as error:
        raise Problem(f"{path} is no list of choices: {' '.join(str(error).split())}.") from error
    for names, what in [
        ([one.choice for one in found], "choice"),
        *(([option.option for option in one.options], f"'{one.choice}', option") for one in found),
    ]:
        if twice := [name for name in names if names.count(name) > 1]:
            raise Problem(f"{path.name}: {what} '{twice[0]}' stands twice.")
    return found


def plan(choices: Sequence[Choice], given: Circumstances) -> Plan:
    """Fix which choices are tried, and in which combinations.

    Each option is tried by itself, with everything else as in the main analysis. Crossed choices are also tried in all
    combinations, because they change the same counts; all choices together would be thousands, most of them alike.

    Examples
    --------
    >>> made = plan(load(), Circumstances(languages=["en"]))
    >>> len(made.specifications), made.specifications[0], made.specifications[-1][:2]
    (26, (), (('nominalisations', 'out'), ('unreal_clauses', 'out')))
    >>> next(one.reason for one in made.decisions if one.choice.choice == "zijn_passives")
    'no Dutch is spoken'
    """
    decisions = tuple(_decide(choice, given) for choice in choices)
    tried = [decision for decision in decisions if not decision.reason]
    single = [((one.choice.choice, option.option),) for one in tried for option in one.options]
    levels = [
        [None, *((one.choice.choice, option.option) for option in one.options)]
        for one in tried
        if one.choice.crossed
    ]
    crossed = [tuple(filter(None, chosen)) for chosen in product(*levels)]
    several = [chosen for chosen in crossed if len(chosen) > 1]
    return Plan(decisions, ((), *single, *sorted(several, key=len)))


def _decide(choice: Choice, given: Circumstances) -> Decision:
    """Leave out the option that the main analysis takes, and say what cannot be evaluated."""
    values = [given.settings[act] for option in choice.options if (act := option.act) in given.settings]
    other = tuple(
        option
        for option in choice.options
        if option.act not in given.settings or getattr(option, option.act) != given.settings[option.act]
    )
    taken = [option.label for option in choice.options if option not in other]
    main = taken[0] if taken else choice.main.format(value=values[0] if values else "")
    return Decision(choice, main, other, _obstacle(choice, other, given))


def _obstacle(choice: Choice, options: Sequence[Option], given: Circumstances) -> str:
    acts = {option.act for option in options}
    codings = {option.codes for option in options} & {"first", "second", "agreed"}
    if choice.languages and not set(choice.languages) & set(given.languages):
        return f"no {' or '.join(map(languages.name, choice.languages))} is spoken"
    if "results" in acts and not given.other:
        return "the results of another run are not given (multiverse.other_results)"
    if codings and not given.coded:
        return "of the study's own lexicons no second coding is known"
    if "facilitators" in acts and given.led:
        return given.led
    return ""


def _check(column: str, values: Sequence[Value], allowed: Sequence[Value] | None) -> None:
    wrong = [value for value in values if allowed and value not in allowed]
    if wrong:
        raise ValueError(f"'{column}' is never '{wrong[0]}'; it is {', '.join(map(str, allowed or ()))}")
