"""The study's config.yaml: every setting with its default, its meaning and its bounds."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator
from pydantic_core import ErrorDetails

from machtstaal.problems import Problem, hint, listed, nearest

GroupId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_-]*$")]
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class Section(BaseModel):
    """Part of the settings: unknown keys are errors, values keep the type they have in the file."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Corpus(Section):
    """Whose words are analysed."""

    facilitators: list[Words] = Field(
        default=[], description="Speaker labels that lead a workshop instead of taking part in it."
    )
    exclude_facilitators: bool = Field(
        default=True,
        description="Leave what facilitators say out of the analysis; it is counted in the report.",
    )


class Annotation(Section):
    """How sentences are parsed."""

    models: Literal["bundled", "stanza"] = Field(
        default="bundled",
        description="`bundled`: the models in data/models; `stanza`: Stanza's own, downloaded by a rule.",
    )
    shards: int = Field(
        default=2,
        ge=1,
        le=256,
        description="Annotation processes that share the transcripts, each loads the models.",
    )


class Discourse(Section):
    """How processes and their participants are read."""

    backgrounding_window: int = Field(
        default=2,
        ge=0,
        le=50,
        description="A left-out agent is backgrounded, not suppressed, when the same process has an agent in "
        "its own turn or in so many turns before it.",
    )
    resolve_pronouns: bool = Field(
        default=False,
        description="Count third-person pronouns that can stand for one actor only as that actor.",
    )
    retrieval_window: int = Field(
        default=5,
        ge=0,
        le=50,
        description="Turns before a process in which the table of exclusions looks for its left-out agent, so that "
        "other backgrounding windows can be read off it.",
    )
    lexicons: Words | None = Field(
        default=None,
        description="Folder with lexicons of your own, beside this file; null: the bundled ones.",
    )


class Networks(Section):
    """How actors are tied to each other."""

    turn_window: int = Field(
        default=2,
        ge=1,
        le=50,
        description="Actors co-occur when they are named within so many turns of each other.",
    )
    min_weight: int = Field(
        default=2,
        ge=1,
        description="Ties of co-occurrence and of actors with concepts seen fewer times are left out.",
    )
    concept: Literal["lemma", "object"] = Field(
        default="lemma",
        description="Concept of a proposed statement: the process, or the process with what undergoes it.",
    )
    statements: Words | None = Field(
        default=None,
        description="Sheet of statements that were corrected by hand, to use in place of the proposed ones.",
    )
    top_actors: int = Field(default=15, ge=2, le=200, description="Actors shown in network figures.")


class Interaction(Section):
    """How talk between speakers is read: uptake of terms, coordination of function words."""

    uptake_window: int = Field(
        default=5,
        ge=1,
        le=1000,
        description="A term is taken up when another speaker says it within so many stretches of talk after its first "
        "use in the transcript.",
    )
    uptake_permutations: int = Field(
        default=999,
        ge=19,
        le=1_000_000,
        description="Orders of each speaker's turns that are dealt, for what chance gives.",
    )
    edge_words: int = Field(
        default=20,
        ge=1,
        le=1000,
        description="Words at the end of a turn and at the beginning of its reply by which coordination is measured apart "
        "from the length of turns.",
    )
    min_replies: int = Field(
        default=5, ge=1, le=1000, description="Replies below which a speaker has no coordination."
    )


class Clusters(Section):
    """How turns are grouped by what they say."""

    features: list[Literal["lexical", "discourse", "both", "embedding"]] = Field(
        default=["lexical", "discourse", "both"],
        min_length=1,
        description="Sets of features of which the clusters are a consensus: words; actors, processes, modality and power; "
        "both together; vectors of the bundled language model.",
    )
    k_min: int = Field(default=2, ge=2, le=50, description="Smallest number of clusters tried.")
    k_max: int = Field(default=8, ge=2, le=50, description="Largest number of clusters tried.")
    resamples: int = Field(
        default=50,
        ge=2,
        le=10_000,
        description="Subsets of speakers that are divided anew in every set of features.",
    )
    min_words: int = Field(default=12, ge=1, description="Turns with fewer words are not clustered.")
    stability: float = Field(
        default=0.7, ge=0, le=1, description="Stability below which the outcome is 'no stable structure'."
    )

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.k_min > self.k_max:
            raise ValueError(f"k_min ({self.k_min}) must not be greater than k_max ({self.k_max})")
        return self


class Comparison(Section):
    """How groups are compared."""

    resamples: int = Field(default=1999, ge=19, le=1_000_000, description="Bootstrap resamples of speakers.")
    permutations: int = Field(
        default=9999, ge=19, le=10_000_000, description="Permutations of groups over speakers."
    )
    power_permutations: int = Field(
        default=999,
        ge=19,
        le=1_000_000,
        description="Permutations of power over processes, for its baseline.",
    )
    confidence: float = Field(default=0.95, gt=0.5, lt=1, description="Level of the confidence intervals.")
    rate_interval: Literal["effective", "percentile", "bca"] = Field(
        default="effective",
        description="Interval of a rate: by its effective size, or of the bootstrap over speakers.",
    )
    min_speakers: int = Field(
        default=10, ge=2, description="Groups with fewer speakers get a warning at every contrast."
    )


class Multiverse(Section):
    """Which findings survive other choices."""

    evaluate: bool = Field(
        default=True, description="Compare the groups again under other choices of the analysis."
    )
    other_results: Words | None = Field(
        default=None,
        description="Folder `results` of another run of the same transcripts, with other models or lexicons, beside this "
        "file; null: there is none.",
    )


class Keyness(Section):
    """Which words are typical of a group."""

    min_count: int = Field(
        default=5, ge=1, description="Words used fewer times in the whole study are left out."
    )
    top: int = Field(default=30, ge=1, le=500, description="Words shown a group.")


class Collocations(Section):
    """Which words stand near the actors."""

    window: int = Field(
        default=5, ge=1, le=50, description="Words to the left and right of an actor that are its company."
    )
    within: Literal["sentence", "turn"] = Field(
        default="sentence", description="What the company of an actor does not leave."
    )
    min_count: int = Field(default=5, ge=1, description="Collocates met fewer times are left out.")
    top: int = Field(default=5, ge=1, le=100, description="Collocates shown an actor and group.")


class Figures(Section):
    """What figures are written."""

    formats: list[Literal["pdf", "svg", "png"]] = Field(
        default=["pdf", "svg", "png"], min_length=1, description="File formats of each figure."
    )


class Settings(Section):
    """All settings of one study. Paths are relative to the file they stand in."""

    title: Words = Field(default="Untitled study", description="Title of the study, in the report's header.")
    constructed: bool = Field(
        default=False, description="The transcripts are made up: says so in the report and in every caption."
    )
    transcripts: Words = Field(default="transcripts.tsv", description="Sheet of the transcripts.")
    speakers: Words | None = Field(
        default=None, description="Sheet of the speakers, where a transcript mixes groups."
    )
    scenarios: Words | None = Field(
        default=None, description="Sheet of scenarios and the level of each force in them."
    )
    forces: Words | None = Field(
        default=None, description="Sheet of the terms by which a force is talked about."
    )
    seed: int = Field(
        default=2025, ge=0, le=2**32 - 1, description="The one seed of everything that is random."
    )
    groups: dict[GroupId, Words] = Field(
        min_length=1,
        description="Groups that are compared: id and label, in the order in which figures show them.",
    )
    corpus: Corpus = Field(default=Corpus(), description="Whose words are analysed.")
    annotation: Annotation = Field(default=Annotation(), description="How sentences are parsed.")
    discourse: Discourse = Field(default=Discourse(), description="How processes and participants are read.")
    networks: Networks = Field(default=Networks(), description="How actors are tied to each other.")
    interaction: Interaction = Field(
        default=Interaction(), description="How talk between speakers is read: uptake and coordination."
    )
    clusters: Clusters = Field(default=Clusters(), description="How turns are grouped by what they say.")
    comparison: Comparison = Field(default=Comparison(), description="How groups are compared.")
    multiverse: Multiverse = Field(default=Multiverse(), description="Which findings survive other choices.")
    keyness: Keyness = Field(default=Keyness(), description="Which words are typical of a group.")
    collocations: Collocations = Field(
        default=Collocations(), description="Which words stand near the actors."
    )
    figures: Figures = Field(default=Figures(), description="What figures are written.")

    @model_validator(mode="after")
    def _distinct_groups(self) -> Self:
        if "all" in self.groups:
            raise ValueError("groups: 'all' is what all groups together are called; choose another id")
        folded = [group.casefold() for group in self.groups]
        for group in self.groups:
            if folded.count(group.casefold()) > 1:
                raise ValueError(f"groups: '{group}' stands here twice, in upper and lower case")
        return self


SECTIONS = {
    name: field.annotation
    for name, field in Settings.model_fields.items()
    if isinstance(field.annotation, type) and issubclass(field.annotation, Section)
}


def read(mapping: Mapping[str, Any] | None, source: str | Path) -> Settings:
    """Read the settings of a study from the parsed content of its config file.

    Parameters
    ----------
    mapping
        Content of the config file. A section without content (null) has its defaults.
    source
        The config file, for messages.

    Raises
    ------
    Problem
        At the first setting that is unknown, missing or has a wrong value.

    Examples
    --------
    >>> read({"groups": {"citizen": "Citizens"}}, "config.yaml").comparison.permutations
    9999
    >>> read({"groups": {"citizen": "Citizens"}, "sead": 1}, "config.yaml")
    Traceback (most recent call last):
    machtstaal.problems.Problem: config.yaml: unknown key 'sead'; did you mean 'seed'?
    """
    if not isinstance(mapping, Mapping) or not mapping:
        raise Problem(f"{source}: no settings here; a study needs at least 'groups' (see config/README.md).")
    content = {key: value for key, value in mapping.items() if not (value is None and key in SECTIONS)}
    try:
        return Settings.model_validate(content)
    except ValidationError as invalid:
        errors = invalid.errors(include_url=False)
        # A mistyped key also leaves its right name missing: name the cause, not the consequence.
        first = min(errors, key=lambda error: (error["type"] != "extra_forbidden", errors.index(error)))
        raise Problem(f"{source}: {_sentence(first)}") from None


def json_schema() -> dict[str, Any]:
    """JSON schema (2020-12) of config.yaml, with the default and meaning of every setting."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Settings.model_json_schema()}


def _sentence(error: ErrorDetails) -> str:
    """Say in words what is wrong with one setting."""
    *parents, last = [
        str(part) for part in error["loc"] if not isinstance(part, int) and part != "[key]"
    ] or [""]
    path = ".".join([*parents, last])
    if error["type"] == "extra_forbidden":
        model = SECTIONS[parents[0]] if parents else Settings
        return f"unknown key '{path}'; {_where(last, list(model.model_fields))}"
    if error["type"] == "missing":
        return f"'{path}' is missing. {Settings.model_fields[path].description}"
    if error["type"] == "value_error":
        reason = str(error["ctx"]["error"])
        return f"{path}: {reason}." if path else f"{reason}."
    if error["type"] == "invalid_key" or "[key]" in error["loc"]:
        key = error["loc"][-1] if error["type"] == "invalid_key" else error["input"]
        return (
            f"{'groups: ' if '[key]' in error['loc'] else ''}{key!r} is not fit for a key: "
            "write a letter, then letters, digits, '_' or '-'."
        )
    item = f", item {error['loc'][-1] + 1}," if isinstance(error["loc"][-1], int) else ""
    return f"'{path}'{item} must be {_expected(error)}, not {_shown(error['input'])}."


def _where(key: str, known: list[str]) -> str:
    """Nearest known key, or the section to which the key belongs."""
    if nearest(key, known) is None:
        homes = [name for name, model in SECTIONS.items() if key in model.model_fields]
        if homes:
            return f"it belongs under {listed(homes, last='or')}."
    return hint(key, known, "keys known here")


def _expected(error: ErrorDetails) -> str:
    context = error.get("ctx", {})
    match error["type"]:
        case "greater_than_equal":
            return f"at least {context['ge']}"
        case "less_than_equal":
            return f"at most {context['le']}"
        case "greater_than":
            return f"more than {context['gt']}"
        case "less_than":
            return f"less than {context['lt']}"
        case "literal_error":
            return context["expected"]
        case "int_type" | "int_from_float":
            return "a whole number"
        case "float_type":
            return "a number"
        case "bool_type":
            return "true or false"
        case "string_type":
            return "text" if error["input"] is None else "text (put it between quotation marks)"
        case "string_too_short" | "too_short":
            return "filled in"
        case "list_type":
            return "a list"
        case "dict_type" if error["loc"] == ("groups",):
            return "a group id and its label on each line"
        case "model_type" | "dict_type":
            return f"a section with keys {listed(SECTIONS[str(error['loc'][0])].model_fields)}"
    return error["msg"].removeprefix("Input should be ")


def _shown(value: object) -> str:
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return str(value).lower()
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
