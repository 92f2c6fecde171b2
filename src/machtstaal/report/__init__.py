"""The report: one HTML file in which every count leads to its quotes.

    tables = ReportTables(turns=turns, tokens=tokens, ...)
    html = build(tables, settings, figures, provenance)

Who reads it: a policy researcher (findings in sentences), a computational linguist (measures, coverage, how sure
the machine is), a reviewer (the quote behind each number). Parts: `inputs` (what goes in), `evidence` (what a
number counts, and its rows), `findings` (sentences that the numbers support), `sections` (one module a section),
`embed` (the rows as data in the page), `page` (all of it together).
"""

from machtstaal.report.inputs import ReportTables
from machtstaal.report.page import build

__all__ = ["ReportTables", "build"]
