"""Files named in the config and the sheets: relative to the file in which they are named."""

import os
from pathlib import Path

from machtstaal.problems import Problem, nearest


def beside(owner: Path, name: str) -> Path:
    """Path of a file named in `owner`.

    Examples
    --------
    >>> beside(Path("config/transcripts.tsv"), "../data/a.txt").as_posix()
    'data/a.txt'
    """
    return Path(os.path.normpath(owner.parent / Path(name).expanduser()))


def existing(owner: Path, name: str, where: str, folder: bool = False) -> Path:
    """Path of a file (or a `folder`) named in `owner`, that is there.

    Raises
    ------
    Problem
        If it is not there; names the file in the same folder whose name is closest.
    """
    path = beside(owner, name)
    if path.is_dir() if folder else path.is_file():
        return path
    if path.exists():
        raise Problem(f"{where}: '{name}' is {'a file, not a folder' if folder else 'a folder, not a file'}.")
    if not path.parent.is_dir():
        mend = "there is no such folder"
        if "\\" in name:
            mend = "write '/' between folders instead of '\\'"
        raise Problem(f"{where}: '{name}' does not exist in {path.parent}; {mend}.")
    neighbours = sorted(entry.name for entry in path.parent.iterdir() if not entry.name.startswith("."))
    close = nearest(path.name, neighbours)
    if close:
        mend = f"the folder has '{close}'"
    elif "\\" in name:
        mend = "write '/' between folders instead of '\\'"
    else:
        mend = f"paths are relative to {owner.parent}"
    raise Problem(f"{where}: '{path.name}' does not exist in {path.parent}; {mend}.")
