"""CoNLL-U of a shard's transcripts; those annotated before come from the store."""

from pathlib import Path

from machtstaal.annotation import shard, store
from machtstaal.workflow import step as job

with job(snakemake) as step:
    shard.annotate(
        turns=step.read("turns"),
        outputs=dict(zip(step.params.transcripts, map(Path, step.output), strict=True)),
        models=Path(step.input.models).parent,
        language=step.params.language,
        official=step.params.models == "stanza",
        store=store.Store(Path(step.params.store)),
    )
