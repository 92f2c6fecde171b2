"""Works that the methods text cites: read from `references.yaml`, printed for readers and for LaTeX."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

Work = Mapping[str, Any]

BIBTEX = {
    "article-journal": "article",
    "paper-conference": "inproceedings",
    "chapter": "incollection",
    "book": "book",
    "webpage": "misc",
    "article": "misc",
    "software": "misc",
}
"""Type of a work in CSL to its type in BibTeX."""
CONTAINER = {"article": "journal", "inproceedings": "booktitle", "incollection": "booktitle"}


@cache
def load() -> dict[str, Work]:
    """All works by key, in the order of the file."""
    listed = yaml.safe_load(Path(__file__).with_name("references.yaml").read_text(encoding="utf-8"))
    return {work["id"]: work for work in listed}


def software(citation: str, version: str | None) -> Work:
    r"""The program itself as a work, from its CITATION.cff.

    Parameters
    ----------
    citation
        Content of the file.
    version
        Version that was run; None: the one in the file.

    Examples
    --------
    >>> cff = 'title: "tool: it does"\nauthors: [{name: The makers}]\nversion: 0.1.0\ndate-released: 2026-11-22\n'
    >>> reference(software(cff, "0.2.0"))
    'The makers (2026). *tool: it does* (version 0.2.0). Computer software.'
    """
    told = yaml.safe_load(citation)
    year = int(str(told["date-released"])[:4])
    people = [
        {"family": one["family-names"], "given": one["given-names"]}
        if "family-names" in one
        else {"literal": one["name"]}
        for one in told["authors"]
    ]
    work = {
        "id": f"machtstaal{year}",
        "type": "software",
        "author": people,
        "issued": year,
        "title": told["title"],
        "version": version or str(told["version"]),
        "publisher": "Computer software",
    }
    return (
        work
        | ({"DOI": told["doi"]} if "doi" in told else {})
        | ({"URL": told["url"]} if "url" in told else {})
    )


def label(work: Work) -> str:
    """Authors as a citation names them.

    >>> label(load()["phipson2010"]), label(load()["traag2019"]), label(load()["vanleeuwen2008"])
    ('Phipson & Smyth', 'Traag et al.', 'van Leeuwen')
    """
    families = [person.get("family") or person["literal"] for person in work["author"]]
    return f"{families[0]} et al." if len(families) > 2 else " & ".join(families)


def reference(work: Work) -> str:
    """Entry of a list of references, in Markdown (after APA, with the DOI as such).

    >>> reference(load()["traag2019"])[:72]
    'Traag, V. A., Waltman, L., & van Eck, N. J. (2019). From Louvain to Leid'
    >>> reference(load()["efron1979"]).partition("jackknife. ")[2]
    '*Annals of Statistics*, 7, 1–26. doi:10.1214/aos/1176344552'
    >>> reference(load()["halliday2014"]).partition("(2014). ")[2]
    "*Halliday's introduction to functional grammar* (4th ed.). Routledge. doi:10.4324/9780203783771"
    """
    opening = f"{_people(work['author'])} ({work['issued']})."
    whole = "container-title" not in work
    title = f"*{work['title']}*" if whole and work["type"] in ("book", "software") else work["title"]
    edition = f" ({work['edition']} ed.)" if "edition" in work else ""
    edition = f" (version {work['version']})" if "version" in work else edition
    parts = [f"{opening} {title}{edition}.", *([] if whole else [_container(work)])]
    if "publisher" in work:
        number = f" {work['number']}" if "number" in work else ""
        parts.append(f"{work['publisher']}{number}.")
    if "DOI" in work:
        parts.append(f"doi:{work['DOI']}")
    return " ".join(parts)


def _people(people: list[Mapping[str, str]]) -> str:
    """Names with the family's first: 'Traag, V. A., Waltman, L., & van Eck, N. J.'."""
    named = [person.get("literal") or f"{person['family']}, {person['given']}" for person in people]
    return ", & ".join(filter(None, [", ".join(named[:-1]), named[-1]]))


def _container(work: Work) -> str:
    """What a work stands in, with volume and pages."""
    name = f"*{work['container-title']}*"
    if work["type"] == "chapter":
        editors = ", ".join(f"{one['given']} {one['family']}" for one in work.get("editor", []))
        pages = f" (pp. {work['page']})" if "page" in work else ""
        return f"In {f'{editors} (Eds.), ' if editors else ''}{name}{pages}."
    return ", ".join([name, *(str(work[field]) for field in ("volume", "page") if field in work)]) + "."


def sorting(work: Work) -> tuple[str, int]:
    """Place in a list of references: by family name without its particle, then by year.

    >>> sorted(["vanleeuwen2008", "traag2019", "leifeld2017"], key=lambda key: sorting(load()[key]))
    ['vanleeuwen2008', 'leifeld2017', 'traag2019']
    """
    names = " ".join(
        re.sub(r"^([a-z]+ |The )+", "", person.get("family") or person["literal"])
        for person in work["author"]
    )
    return names.casefold(), work["issued"]


def bibtex(work: Work) -> str:
    """Entry of a BibTeX file (UTF-8), capitals within the title protected.

    >>> print(bibtex(load()["hubert1985"]))
    @article{hubert1985,
      author = {Hubert, L. and Arabie, P.},
      title = {Comparing partitions},
      journal = {Journal of Classification},
      year = {1985},
      volume = {2},
      pages = {193--218},
      doi = {10.1007/BF01908075}
    }
    """
    kind = BIBTEX[work["type"]]
    people = {"author": work["author"]} | ({"editor": work["editor"]} if "editor" in work else {})
    named = {
        role: " and ".join(
            f"{{{one['literal']}}}" if "literal" in one else f"{one['family']}, {one['given']}"
            for one in group
        )
        for role, group in people.items()
    }
    values = {
        **{role: _escaped(names) for role, names in named.items()},
        "title": _protected(_escaped(work["title"])),
        CONTAINER.get(kind, ""): _escaped(work.get("container-title", "")),
        "year": str(work["issued"]),
        "edition": work.get("edition", ""),
        "version": work.get("version", ""),
        "volume": str(work.get("volume", "")),
        "pages": str(work.get("page", "")).replace("–", "--"),
        ("howpublished" if kind == "misc" else "publisher"): _escaped(
            " ".join(filter(None, [work.get("publisher", ""), work.get("number", "")]))
        ),
        "doi": work.get("DOI", ""),
        "url": work.get("URL", ""),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in values.items() if name and value]
    return f"@{kind}{{{work['id']},\n" + ",\n".join(lines) + "\n}"


def _escaped(text: str) -> str:
    """Text with the characters that LaTeX would act on made harmless."""
    return re.sub(r"([&%$#_])", r"\\\1", text)


def _protected(title: str) -> str:
    """Title in which words that keep their capitals stand in braces.

    >>> _protected("Stanza: a Python toolkit")
    'Stanza: a {Python} toolkit'
    """
    first, *others = title.split(" ")
    kept = [first if not re.search(r".[A-Z]", first) else f"{{{first}}}"]
    return " ".join(kept + [f"{{{word}}}" if re.search(r"[A-Z]", word) else word for word in others])
