r"""Citations in the text: `[@key, ch. 2; after @other]` in brackets, `@key` within a sentence, as pandoc has them."""

import re
from collections.abc import Mapping

from machtstaal.methods.bibliography import Work, label

KEY = r"@([a-z]+\d{4}[a-z]?)"
_BRACKETS = re.compile(r"(?<!\\)\[([^\[\]]*" + KEY + r"[^\[\]]*)\]")
_SENTENCE = re.compile(r"(?<![\\\w])" + KEY)


def keys(text: str) -> list[str]:
    r"""Keys that a text cites, in the order of the first citation.

    >>> keys(r"After @sap2017 and others [@traag2019; @sap2017]; write to a\@b2024.")
    ['sap2017', 'traag2019']
    """
    return list(dict.fromkeys(_SENTENCE.findall(text)))


def resolved(text: str, works: Mapping[str, Work]) -> str:
    """Text with its citations by author and year.

    Raises
    ------
    KeyError
        If a work is not in the bibliography.

    Examples
    --------
    >>> from machtstaal.methods.bibliography import load
    >>> resolved("As @vanleeuwen2008 has it [@halliday2014, ch. 5; @sap2017].", load())
    'As van Leeuwen (2008) has it (Halliday & Matthiessen 2014, ch. 5; Sap et al. 2017).'
    """
    inside = _BRACKETS.sub(lambda found: f"({_named(found[1], works, '{} {}')})", text)
    return _named(inside, works, "{} ({})")


def _named(text: str, works: Mapping[str, Work], how: str) -> str:
    return _SENTENCE.sub(lambda found: how.format(label(works[found[1]]), works[found[1]]["issued"]), text)
