"""Talk about the driving forces, where the study has a dictionary of them."""

from machtstaal.methods.facts import Facts
from machtstaal.methods.prose import counted, paragraph


def paragraphs(facts: Facts) -> list[str]:
    """The dictionary and what it found; nothing without one."""
    terms = facts.tables.force_terms
    if terms.is_empty():
        return []
    found = facts.rows("forces").height
    said = (
        f"Talk about {counted(terms['force'].n_unique(), 'driving force')} was found by a dictionary of "
        f"{counted(terms.height, 'term')}, with {counted(found, 'occurrence')}, and is given per 1,000 words."
    )
    return [paragraph(said, "A dictionary finds words, not topics.")]
