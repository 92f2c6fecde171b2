"""The methods text as a whole: its sections in order, its references, as Markdown and BibTeX."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from machtstaal.methods import bibliography, citing
from machtstaal.methods.bibliography import Work
from machtstaal.methods.facts import Facts
from machtstaal.methods.prose import plain
from machtstaal.methods.sections import (
    accuracy,
    actors,
    annotation,
    clusters,
    comparison,
    forces,
    interaction,
    keywords,
    limits,
    material,
    multiverse,
    networks,
    power,
    processes,
    software,
)

SECTIONS: dict[str, tuple[Callable[[Facts], list[str]], ...]] = {
    "Material": (material.paragraphs,),
    "Annotation": (annotation.paragraphs,),
    "Social actors, processes and power": (
        actors.paragraphs,
        processes.paragraphs,
        power.paragraphs,
        forces.paragraphs,
    ),
    "Accuracy of the extraction": (accuracy.paragraphs,),
    "Statistics": (comparison.paragraphs, multiverse.paragraphs, keywords.paragraphs),
    "Power in the room": (interaction.paragraphs,),
    "Networks": (networks.paragraphs,),
    "Clusters": (clusters.paragraphs,),
    "Limits": (limits.paragraphs,),
    "Software": (software.paragraphs,),
}
"""Headings of the text, and what stands under each."""


@dataclass(frozen=True)
class Text:
    """A methods text.

    Attributes
    ----------
    title
        Its title, in Markdown.
    sections
        Headings and their paragraphs in Markdown, with citations as keys (`machtstaal.methods.citing`).
    own
        The program as a work.
    """

    title: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    own: Work | None = None

    @property
    def works(self) -> Mapping[str, Work]:
        """All works that can be cited."""
        return bibliography.load() | ({self.own["id"]: self.own} if self.own else {})

    @property
    def keys(self) -> list[str]:
        """Keys of the works that are cited, in the order of the list of references."""
        found = citing.keys("\n".join(one for _, paragraphs in self.sections for one in paragraphs))
        works = self.works
        return sorted(found, key=lambda key: bibliography.sorting(works[key]))

    def markdown(self) -> str:
        """The text with its citations by author and year, and its references."""
        works = self.works
        lines = [f"# {self.title}"]
        for heading, paragraphs in self.sections:
            lines += [f"## {heading}", *(citing.resolved(one, works) for one in paragraphs)]
        references = "\n".join(f"- {bibliography.reference(works[key])}" for key in self.keys)
        return "\n\n".join([*lines, "## References", references]) + "\n"

    def bibtex(self) -> str:
        """The works that are cited, as a BibTeX file."""
        return "\n\n".join(bibliography.bibtex(self.works[key]) for key in self.keys) + "\n"


def write(facts: Facts) -> Text:
    """Write the methods text of a study; what does not apply to it is not in the text.

    Parameters
    ----------
    facts
        The study.
    """
    sections = []
    for heading, makers in SECTIONS.items():
        paragraphs = tuple(one for make in makers for one in make(facts) if one)
        if paragraphs:
            sections.append((heading, paragraphs))
    return Text(f"Methods: {plain(facts.settings['title'])}", tuple(sections), facts.own)
