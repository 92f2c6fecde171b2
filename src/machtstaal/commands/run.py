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


class _Strict(yaml.SafeLoader):
    """YAML whose keys stand once: of two, one would silently win."""

    def construct_mapping(self, node, deep=False):
        keys = [key.value for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.MarkedYAMLError(problem=f"'{key}' stands here twice", problem_mark=node.start_mark)
        return super().construct_mapping(node, deep)


def load(config: Path) -> study.Study:
    """The study of a config file, checked."""
    try:
        content = yaml.load(config.read_text(encoding="utf-8"), Loader=_Strict)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f", line {mark.line + 1}" if mark else ""
        what = "it is not saved as UTF-8" if isinstance(error, UnicodeDecodeError) else None
        what = what or getattr(error, "problem", None) or str(error).splitlines()[0]
        raise Problem(
            f"{config}{place}: this is not YAML: {what}. Indent with spaces, and put text with a colon between "
            "quotation marks."
        ) from error
    return study.load(content, config)


def check(chosen: study.Study) -> list[str]:
    """Read everything a person wrote - transcripts, sheets, lexicons - so that a mistake is told before any job.

    Returns
    -------
    list of str
        What is odd but no mistake for sure, sentences.
    """
    _, warnings = turns.collect(chosen)
    example = REPOSITORY / "data" / "example"
    if chosen.settings.constructed and not any(example in row.path.resolve().parents for row in chosen.rows):
        warnings.append(
            f"{chosen.config}: 'constructed: true' labels these transcripts as made up in every caption; "
            "delete that line if people really said this."
        )
    folder = chosen.lexicons or REPOSITORY / "data" / "lexicons"
    for language in sorted({row.language for row in chosen.rows}):
        if chosen.settings.annotation.models == "bundled":
            bundle.find(REPOSITORY / "data" / "models" / language, language)
        lexicons.load(folder, language)
    return warnings


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


def _cores() -> int:
    """Processes that may run at once: the variable CORES, else all cores of the machine."""
    asked = os.environ.get("CORES", "")
    if asked and not (asked.isdigit() and int(asked)):
        raise Problem(f"CORES={asked}: write a whole number of processes, or leave it out.")
    return int(asked or os.cpu_count() or 1)


def main(arguments: list[str]) -> int:
    """`python -m machtstaal.commands.run CONFIG [snakemake options]`; exit status 0 when the report is there."""
    try:
        config = find_config(Path(arguments[0] if arguments else "config"))
        warnings = check(load(config))
        cores = _cores()
        held = lock(study_folder(config) / "results")
    except Problem as problem:
        print(f"\nmachtstaal: {problem}\n", file=sys.stderr)
        return 1
    report = study_folder(config) / "results" / "report.html"
    before = report.stat().st_mtime_ns if report.exists() else None
    environment = os.environ | {"OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}
    for warning in warnings:
        print(f"Note: {warning}")
    call = command(config, cores, arguments[1:])
    status = subprocess.run(call, env=environment, pass_fds=[held.fileno()], check=False).returncode
    if status == 0 and not arguments[1:]:
        unchanged = before is not None and report.stat().st_mtime_ns == before
        print(f"\n{'Nothing to do, the report is up to date' if unchanged else 'The report'}: {report}")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
