"""The front door for people: check a study, run the workflow on it, say where the report is.

Everything this does can be done with `snakemake` alone; it saves the user the folders and the options.
"""

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import yaml

from machtstaal import lexicons, study, turns
from machtstaal.annotation import bundle
from machtstaal.problems import Problem

REPOSITORY = Path(__file__).parents[3]


def study_folder(config: Path) -> Path:
    """Folder that a study's results go to: beside its config, or beside the `config` folder that holds it.

    >>> str(study_folder(Path("/x/my study/config.yaml")))
    '/x/my study'
    >>> str(study_folder(Path("/x/my study/config/config.yaml")))
    '/x/my study'
    """
    folder = config.parent
    return folder.parent if folder.name == "config" else folder


def find_config(path: Path) -> Path:
    """The config file that `path` is, or that lies in the folder `path`, or in its folder `config`."""
    for candidate in (path, path / "config.yaml", path / "config" / "config.yaml"):
        if candidate.is_file():
            return candidate.resolve()
    raise Problem(
        f"{path}: there is no config.yaml here. Copy the folder 'config' of machtstaal and edit the copy."
    )


def load(config: Path) -> study.Study:
    """The study of a config file, checked."""
    try:
        content = yaml.safe_load(config.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f", line {mark.line + 1}" if mark else ""
        what = getattr(error, "problem", None) or "it is not UTF-8 text"
        raise Problem(f"{config}{place}: this is not YAML: {what}.") from error
    return study.load(content, config)


def check(chosen: study.Study) -> None:
    """Read everything a person wrote - transcripts, sheets, lexicons - so that a mistake is told before any job."""
    turns.collect(chosen)
    folder = chosen.lexicons or REPOSITORY / "data" / "lexicons"
    for language in sorted({row.language for row in chosen.rows}):
        if chosen.settings.annotation.models == "bundled":
            bundle.find(REPOSITORY / "data" / "models" / language, language)
        lexicons.load(folder, language)


def lock(results: Path):
    """Hold a study's results for this run and its jobs; the hold ends when the last of them ends, killed or not."""
    try:
        results.mkdir(parents=True, exist_ok=True)
        file = open(results / ".running", "w")  # noqa: SIM115 - held until the process ends
    except OSError as error:
        reason = error.strerror.lower()
        raise Problem(
            f"{results}: results cannot be written here ({reason}). "
            "Make the folder writable, or copy the study to a folder of your own."
        ) from error
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise Problem(f"{results}: another run is writing here. Wait until it has ended.") from error
    os.set_inheritable(file.fileno(), True)
    return file


def command(config: Path, cores: int, extra: list[str]) -> list[str]:
    """The `snakemake` call that runs the workflow on a study."""
    return [
        str(Path(sys.executable).with_name("snakemake")),
        *("--snakefile", str(REPOSITORY / "Snakefile")),
        *("--directory", str(study_folder(config))),
        *("--configfile", str(config)),
        *("--workflow-profile", str(REPOSITORY / "workflow" / "profiles" / "default")),
        *("--cores", str(cores)),
        "--nolock",  # ours is held by the kernel and cannot be left behind by a killed run
        *extra,
    ]


def main(arguments: list[str]) -> int:
    """`python -m machtstaal.commands.run CONFIG [snakemake options]`; exit status 0 when the report is there."""
    try:
        config = find_config(Path(arguments[0] if arguments else "config"))
        check(load(config))
        held = lock(study_folder(config) / "results")
    except Problem as problem:
        print(f"\nmachtstaal: {problem}\n", file=sys.stderr)
        return 1
    report = study_folder(config) / "results" / "report.html"
    before = report.stat().st_mtime_ns if report.exists() else None
    environment = os.environ | {"OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}
    cores = int(os.environ.get("CORES", os.cpu_count() or 1))
    call = command(config, cores, arguments[1:])
    status = subprocess.run(call, env=environment, pass_fds=[held.fileno()], check=False).returncode
    if status == 0 and not arguments[1:]:
        unchanged = before is not None and report.stat().st_mtime_ns == before
        print(f"\n{'Nothing to do, the report is up to date' if unchanged else 'The report'}: {report}")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
