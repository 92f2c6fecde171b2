"""What a page is made of; `templates/blocks.html` says how each looks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Count:
    """A number that leads to its quotes: `quotes` is the key of the rows it counts."""

    n: int
    quotes: str
    kind: ClassVar[str] = "count"

    @property
    def value(self) -> float:
        """What a column of counts is sorted by."""
        return self.n


@dataclass(frozen=True)
class Text:
    """Text of a cell; `value` is what it is sorted by, `note` small print under it."""

    text: str
    value: float | str | None = None
    note: str = ""
    kind: ClassVar[str] = "text"


@dataclass(frozen=True)
class Emphasis:
    """A category, a word or a title within a sentence."""

    text: str
    kind: ClassVar[str] = "emphasis"


@dataclass(frozen=True)
class Together:
    """Parts of a sentence that stay on one line."""

    parts: Sequence[str | Count]
    kind: ClassVar[str] = "together"


Part = str | Count | Emphasis | Together
Parts = Sequence[Part]


@dataclass(frozen=True)
class Rate:
    """A rate with what it rests on: its interval, the count and what it is counted against.

    `bar` and `whisker` are the rate and its interval on a scale from 0 to 1.
    """

    text: str
    interval: str
    counted: Count
    against: Count | str
    bar: float
    whisker: tuple[float, float] | None
    value: float
    kind: ClassVar[str] = "rate"


@dataclass(frozen=True)
class Level:
    """A count with its rate; in the grid of forces with a bar and the level that the scenario gives it."""

    counted: Count
    rate: str
    value: float
    level: str = ""
    bar: float | None = None
    kind: ClassVar[str] = "level"


Cell = Count | Text | Rate | Level


@dataclass(frozen=True)
class Column:
    """Head of a column; `note` is small print under it."""

    label: str
    note: str = ""
    numeric: bool = True


@dataclass(frozen=True)
class Table:
    """A table; `shown` rows are seen at once, the others on demand.

    With `filters` (id and label) only rows of one of the `families` can be asked for; `filtered` is what these are called.
    """

    id: str
    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    sortable: bool = True
    shown: int = 20
    families: Sequence[str] = ()
    filters: Sequence[tuple[str, str]] = ()
    filtered: str = "Family"
    kind: ClassVar[str] = "table"


@dataclass(frozen=True)
class Figure:
    """A picture with its caption, and what it shows for who cannot see it; `source` is a data URI.

    `table` is the id of the table with the counts that are drawn, where they lead to their quotes.
    """

    id: str
    source: str
    caption: str
    alternative: str = ""
    table: str = ""
    kind: ClassVar[str] = "figure"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `style` is `lead`, `note`, `warning` or plain."""

    parts: Parts
    style: str = ""
    kind: ClassVar[str] = "paragraph"


@dataclass(frozen=True)
class Finding:
    """A sentence that the numbers support, or one that says they support none, and a memo to write in.

    `strength` is q and minus the size of the difference against its uncertainty: the smaller, the surer; `section`
    is where a finding that is repeated stands in full.
    """

    id: str
    family: str
    parts: Parts
    evidence: str
    supported: bool
    memo: bool = True
    strength: tuple[float, float] = (1.0, 0.0)
    section: str = ""
    kind: ClassVar[str] = "finding"


@dataclass(frozen=True)
class Listing:
    """Sentences, one a line."""

    items: Sequence[Parts]
    kind: ClassVar[str] = "listing"


@dataclass(frozen=True)
class Excerpt:
    """A turn, quoted; of a long one `opening` is shown, and the text on demand."""

    turn: str
    speaker: str
    group: str
    text: str
    opening: str = ""
    kind: ClassVar[str] = "excerpt"


@dataclass(frozen=True)
class Fold:
    """Blocks that are shown on demand."""

    title: str
    blocks: Sequence[object]
    kind: ClassVar[str] = "fold"


@dataclass(frozen=True)
class Subsection:
    """A part of a section with a heading of its own."""

    id: str
    title: str
    blocks: Sequence[object]
    kind: ClassVar[str] = "subsection"


@dataclass(frozen=True)
class Template:
    """A template of its own, with what it needs."""

    name: str
    values: dict
    kind: ClassVar[str] = "template"


@dataclass(frozen=True)
class Section:
    """A section: heading, what it is about, its blocks."""

    id: str
    title: str
    blocks: Sequence[object]
    short: str = ""
