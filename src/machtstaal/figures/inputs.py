"""Tables that figures are drawn from, read from the files of a study."""

import json
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from machtstaal import forces_grid

SHEETS = {"scenarios": forces_grid.scenarios, "forces": forces_grid.forces}


def read(paths: Mapping[str, str]) -> dict[str, pl.DataFrame]:
    """Read frames: Parquet tables, sheets of the study, actor categories (TSV), outcome (JSON)."""
    frames = {}
    for name, path in ((name, Path(path)) for name, path in paths.items()):
        if name in SHEETS:
            frames[name] = SHEETS[name](path)
        elif path.suffix == ".parquet":
            frames[name] = pl.read_parquet(path)
        elif path.suffix == ".json":
            frames[name] = pl.DataFrame([json.loads(path.read_text(encoding="utf-8"))])
        else:
            frames[name] = pl.read_csv(path, separator="\t", quote_char=None)
    return frames
