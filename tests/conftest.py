"""What tests share: the repository, the folder beside it, the annotator, and a small study."""

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
SHARED = REPOSITORY.parent / "shared"

os.environ.setdefault("OMP_NUM_THREADS", "1")


@pytest.fixture(scope="session")
def repository() -> Path:
    return REPOSITORY


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of gold data and corpora beside the repository; not everybody has it."""
    if not SHARED.is_dir():
        pytest.skip(f"{SHARED} is not on this machine")
    return SHARED


@pytest.fixture(scope="session")
def annotator():
    """The bundled Dutch models, loaded once for all tests of a worker."""
    from machtstaal.annotation import annotator, bundle

    return annotator.load(bundle.check(REPOSITORY / "data" / "models" / "nl", "nl"))


@pytest.fixture(scope="session")
def nl():
    """The bundled Dutch lexicons."""
    from machtstaal import lexicons

    return lexicons.load(REPOSITORY / "data" / "lexicons", "nl")


@pytest.fixture(scope="session")
def parse(annotator, tmp_path_factory):
    """Tokens table of Dutch turns, parsed by the bundled models: parse("Ja.", "Nee.")."""
    from machtstaal import conllu

    folder = tmp_path_factory.mktemp("parsed")

    def parsed(*texts: str):
        annotation = conllu.write(list(zip(texts, annotator.annotate(list(texts)), strict=True)))
        path = folder / "parsed.conllu"
        path.write_text(conllu.address(annotation, "t", [f"t-{n:03d}" for n in range(1, len(texts) + 1)]))
        return conllu.read([path])

    return parsed


@pytest.fixture(scope="session")
def extract(parse, nl):
    """Processes of Dutch turns, as a table."""
    from machtstaal import mentions, processes

    def extracted(*texts: str, window: int = 2):
        tokens = parse(*texts)
        return processes.extract(tokens, mentions.find(tokens, nl), nl, window=window)

    return extracted
