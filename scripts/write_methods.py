"""The methods text of this study, for a paper to quote, and the works it cites."""

from pathlib import Path

from machtstaal import lexicons, workflow
from machtstaal.methods import facts, text, word
from machtstaal.report import files

with workflow.step(snakemake) as step:
    given = {name: path for name, path in step.input.items() if isinstance(path, str)}
    folder, languages = lexicons.folder_of(step.input.lexicons), step.params.languages
    settings = dict(step.params.settings)
    written = text.write(
        facts.collect(
            files.tables(given, folder, languages, settings, step.input.accuracy),
            settings,
            files.record(Path(step.input.provenance)),
            folder,
            languages,
            Path(step.input.citation).read_text(encoding="utf-8"),
        )
    )
    Path(step.output.text).write_text(written.markdown(), encoding="utf-8")
    Path(step.output.references).write_text(written.bibtex(), encoding="utf-8")
    word.write(written.markdown(), Path(step.output.word))
