"""The methods text that a paper can quote, to be read and copied in the report."""

from machtstaal.methods import markdown
from machtstaal.report.blocks import Emphasis, Fold, Listing, Paragraph, Part
from machtstaal.report.study import Study

ABOUT = (
    "Written from the settings and results of this study; what does not apply to it is left out. The same text "
    "is in methods.md and methods.docx beside this report, and the works it cites in references.bib. Check it "
    "against what you did, and shorten it."
)


def folds(study: Study) -> list[Fold]:
    """The text under its headings, without its title; nothing where there is none."""
    if not study.tables.methods:
        return []
    blocks: list = [Paragraph([ABOUT], "note")]
    references: list[list[Part]] = []
    for block in markdown.blocks(study.tables.methods):
        parts: list[Part] = [Emphasis(run.text) if run.italic else run.text for run in block.runs]
        if block.listed:
            references.append(parts)
        elif block.level != 1:
            blocks.append(Paragraph([Emphasis(block.plain)] if block.level else parts))
    return [Fold("Methods text for your paper", [*blocks, Listing(references)])]
