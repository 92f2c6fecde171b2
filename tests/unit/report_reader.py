"""The report as a reader without a browser has it: its numbers, and the rows behind them, by code of its own."""

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl

VOID = {"meta", "img", "input", "br", "link"}


@dataclass
class Page(HTMLParser):
    """Elements of interest of a page."""

    html: str
    numbers: list[tuple[str, int]] = field(default_factory=list)  # key of the quotes, number shown
    headings: list[tuple[int, str]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)  # id of an element to its text
    open: list[tuple[str, dict]] = field(default_factory=list)

    def __post_init__(self):
        super().__init__(convert_charrefs=True)
        self.feed(self.html)
        self.close()
        assert not self.open, f"not closed: {self.open}"
        self.evidence = json.loads(self.texts["evidence"])

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.tags.append(tag)
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if tag == "a" else []
        self.sources += [given["src"]] if "src" in given else []
        if tag in ("h1", "h2", "h3"):
            self.headings.append((int(tag[1]), ""))
        if tag not in VOID:
            self.open.append((tag, given))

    def handle_endtag(self, tag):
        opened, _ = self.open.pop()
        assert opened == tag, f"<{opened}> is closed by </{tag}>"

    def handle_data(self, text):
        for tag, given in self.open:
            if "id" in given:
                self.texts[given["id"]] = self.texts.get(given["id"], "") + text
            if tag in ("h1", "h2", "h3"):
                level, said = self.headings[-1]
                self.headings[-1] = (level, said + text)
        if self.open and "data-quotes" in self.open[-1][1]:
            self.numbers.append((self.open[-1][1]["data-quotes"], int(text.replace(",", ""))))

    def rows(self, key: str) -> list[int]:
        """Rows that a key names: the filter of the page, written a second time."""
        name, _, query = key.partition("?")
        definition = self.evidence["definitions"][name]
        table = definition["table"]
        wanted = [(column, set(values)) for column, values in definition["where"].items()]
        wanted += [(column, {value or None}) for column, value in parse_qsl(query, keep_blank_values=True)]
        found = range(
            len(self.evidence["turns"]["id"] if table == "turns" else self.evidence["tables"][table]["rows"])
        )
        if table == "turns":
            found = [row for row in found if self.evidence["turns"]["analysed"][row]]
        for column, values in wanted:
            texts = {
                value if value is None else str(value).lower() if isinstance(value, bool) else value
                for value in values
            }
            found = [row for row in found if self._text(table, column, row) in texts]
        return list(found)

    def value(self, table, column, row):
        """Value of a column, looked up in the parent where the table does not have it."""
        owner = self.evidence["turns"] if table == "turns" else self.evidence["tables"][table]
        if column in owner["columns"]:
            coded = owner["columns"][column]
            return None if coded["codes"][row] < 0 else coded["values"][coded["codes"][row]]
        return self.value(owner["of"], column, owner["rows"][row])

    def _text(self, table, column, row):
        value = self.value(table, column, row)
        return str(value).lower() if isinstance(value, bool) else value
