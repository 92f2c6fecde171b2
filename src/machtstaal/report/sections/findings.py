"""What was found: the strongest finding of each family, taken from its section."""

from collections.abc import Sequence
from dataclasses import replace

from machtstaal.report import numbers
from machtstaal.report.blocks import Finding, Fold, Paragraph, Section, Subsection, Template
from machtstaal.report.sections.common import made, texts
from machtstaal.report.study import Study

EACH = 2
"""Most differences of one section."""


def section(study: Study, sections: Sequence[Section]) -> Section:
    """Findings of the other sections, without their memos; where they can be read in full is linked."""
    between: list[Finding] = []
    within: list[Finding] = []
    untold: list[str] = []
    for other in sections:
        found = [block for block in other.blocks if isinstance(block, Finding)]
        differences = [one for one in found if one.supported and _compares(one)]
        differences.sort(key=lambda one: one.strength)
        between += [_short(one, other) for one in differences[:EACH]]
        within += [_short(one, other) for one in found if one.supported and not _compares(one)]
        if any(not one.supported and one.id.startswith("finding-none") for one in found) and not differences:
            untold.append(other.title.lower())
    several = [Paragraph([texts()["languages"]["notice"]], "warning")] if len(study.languages) > 1 else []
    blocks: list = [
        *several,
        Paragraph([_what(study)]),
        Fold("How to read the numbers", [Template("reading.html", _reading(study))]),
    ]
    if len(study.groups) > 1:
        blocks.append(Subsection("findings-between", "Between the groups", _between(study, between, untold)))
    if within:
        blocks.append(Subsection("findings-within", "Within each group", within))
    return made("findings", blocks, study)


def _between(study: Study, between: list[Finding], untold: list[str]) -> list:
    blocks: list = list(between)
    if not between:
        sentence = f"No difference between the groups can be told from {study.speakers()}, in any of the sections below."
        return [Paragraph([sentence])]
    if untold:
        listed = numbers.enumerate_words([f"“{title}”" for title in untold])
        blocks.append(Paragraph([f"No difference can be told from {study.speakers()} in {listed}."]))
    return blocks


def _reading(study: Study) -> dict:
    return {"confidence": study.confidence, "alpha": f"{study.alpha:.2g}", "n_groups": len(study.groups)}


def _what(study: Study) -> str:
    """Say what was analysed, in one sentence."""
    turns = study.tables.analysed
    sizes = [
        f"{study.group(group)} ({numbers.plural(study.n_speakers[group], 'speaker')}, "
        f"{numbers.count(study.n_words[group])} words)"
        for group in study.groups
    ]
    scenarios = f" about {numbers.plural(len(study.scenarios), 'scenario')}" if study.scenarios else ""
    return (
        f"{numbers.plural(turns['transcript'].n_unique(), 'transcript')} with {numbers.plural(turns.height, 'turn')} and "
        f"{numbers.count(turns['n_words'].sum())} words{scenarios} were analysed: {numbers.enumerate_words(sizes)}."
    )


def _compares(finding: Finding) -> bool:
    return finding.strength != (1.0, 0.0)


def _short(finding: Finding, section: Section) -> Finding:
    return replace(finding, id=f"main-{finding.id}", memo=False, section=section.id)
