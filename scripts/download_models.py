"""Stanza's own models of one language."""

from pathlib import Path

from machtstaal.annotation import download
from machtstaal.workflow import step as job

with job(snakemake) as step:
    download.download(step.wildcards.language, Path(step.output[0]).parent)
