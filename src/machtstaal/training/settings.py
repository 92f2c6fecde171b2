"""Settings of a training: which treebanks, from which encoder, for how long."""

from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from machtstaal.annotation.bundle import Bundle
from machtstaal.problems import Problem


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Start(_Section):
    """Saved heads to start from."""

    folder: str = Field(description="models folder with pos/ and depparse/")
    language: str = Field(
        description="language of those models; the parser of a related language is a start, too"
    )


class Language(_Section):
    """Treebanks of one language."""

    train: str = Field(description="CoNLL-U file (.conllu or .conllu.xz) to train on")
    dev: str = Field(description="CoNLL-U file by which epochs and checkpoints are chosen; never trained on")
    test: list[str] = Field(default=[], description="CoNLL-U files that are scored once, at the end")
    segmentation_sources: list[str] = Field(
        default=[],
        description="train the tokeniser on sentences with these `# src =` comments only; empty: on all",
    )
    conventions: list[dict[str, Any]] = Field(
        default=[],
        description="rules (where, set, drop) that bring the treebank to the release of the test set",
    )
    start: Start | None = Field(default=None, description="heads to start from; none: random weights")
    keep: list[Literal["tokenize", "mwt", "lemma"]] = Field(
        default=[], description="models of the start's folder that are taken over as they are"
    )
    repeats: int = Field(default=1, ge=1, description="times its batches come in an epoch")
    tagger: int = Field(default=256, description="hidden units of the tagger's LSTM")
    licence: str = Field(default="", description="licence of the training data, for the model card")
    sources: str = Field(default="", description="where the training data is from, for the model card")
    limits: str = Field(default="", description="what the models are not good for, for the model card")


class Duration(_Section):
    """How long each model is trained."""

    joint_steps: int = Field(default=4500, description="steps of encoder, taggers and parsers together")
    joint_seconds: float | None = Field(
        default=None, description="wall time allowed; makes results machine-dependent"
    )
    cycles: int = Field(
        default=1, ge=1, description="times the learning rate falls to zero; the ends can be averaged"
    )
    start_counts: bool = Field(
        default=False, description="the weights it starts from count as the end of a cycle, for such means"
    )
    encoder_rate: float = Field(default=2e-4, gt=0, description="highest learning rate of the encoder")
    heads_rate: float = Field(
        default=1.5e-3, gt=0, description="highest learning rate of taggers and parsers"
    )
    tokenizer_steps: int = 1500
    tokenizer_length: int = Field(default=400, description="characters of a training window")
    tokenizer_eval: int = Field(default=250, description="steps between two evaluations")
    mwt_epochs: int = 15
    lemma_epochs: int = 15
    save_every: int = 250
    warmup: int = 100
    pieces: int = Field(default=1300, description="word pieces in a batch of joint training")


class Settings(_Section):
    """A whole training."""

    encoder: str = Field(description="folder of the encoder to start from: config.json, weights, word pieces")
    layers: int | None = Field(default=None, description="layers of it to keep, from the bottom; none: all")
    frozen: int = Field(default=3, description="bottom layers that are not trained")
    half: bool = Field(
        default=False, description="multiply in bfloat16; faster where the processor has AVX512-BF16 or AMX"
    )
    seed: int = 1
    notes: str = Field(
        default="", description="what the settings do not tell of this training, for the model card"
    )
    speech: float = Field(
        default=0.2, ge=0, le=1, description="share of sentences changed into transcribed speech"
    )
    quotes: float = Field(
        default=0.5, ge=0, le=1, description="share of quoting sentences given other quotation marks"
    )
    languages: dict[str, Language]
    duration: Duration = Duration()


def load(values: dict[str, Any], origin: Path | str) -> Settings:
    """Checked settings; paths in them are relative to the folder of the file `origin`.

    Raises
    ------
    Problem
        If a setting is unknown, missing or of the wrong type, or a file does not exist.
    """
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise Problem(f"{origin}: `{where}`: {first['msg']}.") from error
    base = Path(origin).parent
    resolved = settings.model_dump()
    resolved["encoder"] = str(base / settings.encoder)
    if not (base / settings.encoder / "config.json").exists():
        raise Problem(
            f"{origin}: `encoder`: {base / settings.encoder} has no config.json; give an encoder's folder."
        )
    for name, language in settings.languages.items():
        own = resolved["languages"][name]
        own["train"], own["dev"] = str(base / language.train), str(base / language.dev)
        own["test"] = [str(base / path) for path in language.test]
        if language.keep and not (language.start and language.start.language == name):
            raise Problem(
                f"{origin}, language '{name}': `keep` takes over models of this language from the folder of `start`; "
                "give such a `start`, or leave `keep` out."
            )
        if language.start:
            own["start"]["folder"] = str(base / language.start.folder)
        for processor in language.keep:
            kept = Bundle(name, base / language.start.folder, "").file(processor)
            if not kept.exists():
                raise Problem(
                    f"{origin}, language '{name}': `keep`: {kept} does not exist; name only models that are there."
                )
        for path in (own["train"], own["dev"], *own["test"]):
            if not Path(path).exists():
                raise Problem(f"{origin}, language '{name}': the treebank {path} does not exist.")
    return Settings.model_validate(resolved)
