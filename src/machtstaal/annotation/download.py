"""Stanza's own models, fetched by an explicit step and never silently."""

from pathlib import Path

from machtstaal.annotation import bundle
from machtstaal.problems import Problem


def download(language: str, folder: Path) -> None:
    """Download the models that this Stanza version names for a language, and list their sha256 sums.

    Raises
    ------
    Problem
        If they cannot be fetched.
    """
    import stanza

    folder.mkdir(parents=True, exist_ok=True)
    try:
        stanza.download(
            language, model_dir=str(folder), processors="tokenize,mwt,pos,lemma,depparse", verbose=False
        )
    except Exception as error:  # whatever the network layer raises, the remedy is the same
        raise Problem(
            f"Stanza's models for '{language}' could not be downloaded ({type(error).__name__}: {error}). "
            "Set `annotation: {models: bundled}`, or run this step where the network is open."
        ) from error
    bundle.write_sums(folder)
