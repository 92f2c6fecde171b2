"""The bibliography: complete, without doubles, used, in line with the page on the method, and good BibTeX."""

import re
from collections import Counter

import pytest

from machtstaal.methods import bibliography, citing

NEEDED = {
    "article-journal": {"container-title", "volume", "page"},
    "paper-conference": {"container-title", "page"},
    "chapter": {"container-title", "editor", "page", "publisher"},
    "book": {"publisher"},
    "webpage": {"publisher", "URL"},
    "article": {"publisher", "number", "DOI"},
}
WORKS = bibliography.load()


def sources(repository):
    folder = repository / "src" / "machtstaal" / "methods" / "sections"
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.py")))


@pytest.fixture(scope="module")
def page(repository) -> str:
    return " ".join((repository / "docs" / "method.md").read_text(encoding="utf-8").split())


@pytest.mark.parametrize("key", WORKS)
def test_an_entry_has_what_its_kind_needs(key):
    work = WORKS[key]
    assert set(work) >= {"id", "type", "author", "issued", "title"} | NEEDED[work["type"]]
    assert all(work.values())
    assert all(person["family"] and person["given"].endswith(".") for person in work["author"])
    assert re.fullmatch(r"[a-z]+\d{4}[a-z]?", key) and str(work["issued"]) in key
    if "DOI" in work:
        assert re.fullmatch(r"10\.\d{4,9}/[!-~]+", work["DOI"]) and not work["DOI"].endswith(".")


def test_nothing_stands_twice(repository):
    listed = (repository / "src" / "machtstaal" / "methods" / "references.yaml").read_text(encoding="utf-8")
    assert listed.count("\n- id: ") == len(WORKS)
    for field in ("DOI", "title"):
        assert max(Counter(work[field] for work in WORKS.values() if field in work).values()) == 1
    assert max(Counter((bibliography.label(work), work["issued"]) for work in WORKS.values()).values()) == 1


def test_what_the_text_cites_has_an_entry_and_every_entry_is_used(repository, page):
    cited = set(citing.keys(sources(repository)))
    assert cited <= set(WORKS)
    for key in set(WORKS) - cited:
        work = WORKS[key]
        assert re.search(rf"{re.escape(bibliography.label(work))}\W{{1,2}}{work['issued']}", page), key


def test_entries_are_those_of_the_page_on_the_method(page):
    listed = page.partition("## References")[2].split(" - ")
    compared = 0
    for work in WORKS.values():
        opening = f"{work['author'][0]['family']}, {work['author'][0]['given']}"
        same = [line for line in listed if line.startswith(opening) and f"({work['issued']})." in line]
        for line in same:
            assert line.count(",") and all(person["family"] in line for person in work["author"])
            assert (
                work["title"].partition(":")[0].casefold().replace("‘", "") in line.casefold()
                or work["id"] == "lijffijt2012"
            )
            if work["type"] == "article-journal":
                assert f"{work['volume']}, {work['page']}." in line, line
            compared += 1
    assert compared > 30


def test_bibtex_is_closed_escaped_and_keeps_capitals():
    for work in WORKS.values():
        entry = bibliography.bibtex(work)
        assert entry.count("{") == entry.count("}")
        assert re.match(rf"@\w+{{{work['id']},\n  author = {{", entry)
        fields = dict(re.findall(r"^  (\w+) = \{(.*)\},?$", entry, re.MULTILINE))
        assert fields["year"] == str(work["issued"])
        assert fields.get("doi", "") == work.get("DOI", "")
        assert fields["author"].count(" and ") == len(work["author"]) - 1
        assert not re.search(r"(?<!\\)&", entry)
    assert "{Louvain} to {Leiden:}" in bibliography.bibtex(WORKS["traag2019"])
    assert "pages = {101--108}" in bibliography.bibtex(WORKS["qi2020"])
    assert "journal = {Statistics \\& Probability Letters}" in bibliography.bibtex(WORKS["janssen1997"])


def test_the_program_itself_is_cited_as_it_asks_to_be(repository):
    work = bibliography.software((repository / "CITATION.cff").read_text(encoding="utf-8"), "9.9.9")
    assert re.fullmatch(citing.KEY, f"@{work['id']}")
    assert bibliography.label(work) == "The machtstaal developers"
    assert "version = {9.9.9}" in bibliography.bibtex(work)
    assert "author = {{The machtstaal developers}}" in bibliography.bibtex(work)


def test_a_work_that_is_not_listed_cannot_be_cited():
    with pytest.raises(KeyError, match="nobody1999"):
        citing.resolved("As said before [@nobody1999].", WORKS)
