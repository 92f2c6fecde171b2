"""What every script shares: its log, its one-sentence errors, its tables in and out. The only module that meets Snakemake."""

import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from machtstaal import tables
from machtstaal.problems import Problem


class Step:
    """One job: what goes in, what comes out, and its settings."""

    def __init__(self, job):
        self.input, self.output, self.params, self.threads = job.input, job.output, job.params, job.threads
        self.wildcards = job.wildcards

    def read(self, name: str):
        """Table that is the input called `name`."""
        return tables.read(Path(self.input[name]))

    def write(self, frame, name: str) -> None:
        """Write a table as the output called `name`, after it was held against its contract."""
        tables.write(tables.checked(frame, name), Path(self.output[name]))


@contextmanager
def step(job) -> Iterator[Step]:
    """Run a script's body with its output in the job's log and bad input told in one sentence.

    A `Problem` ends the job with its sentence, on the screen and in the log. Any other error is the program's
    own: a file beside the log gets the whole trace, log and screen a pointer to it.
    """
    screen = sys.stderr
    log = Path(job.log[0])
    with open(log, "w", encoding="utf-8", buffering=1) as file:
        sys.stdout = sys.stderr = file
        try:
            yield Step(job)
        except Problem as problem:
            print(problem, file=file)
            print(f"\nmachtstaal: {problem}\n", file=screen)
            sys.exit(1)
        except Exception:
            trace = log.with_suffix(".trace")
            trace.write_text(traceback.format_exc(), encoding="utf-8")
            sentence = f"machtstaal: this step failed; {trace} says where. Please report it."
            print(sentence, file=file)
            print(f"\n{sentence}\n", file=screen)
            sys.exit(1)
        finally:
            sys.stdout, sys.stderr = sys.__stdout__, screen
