"""Where the doer stays out of sight: left out, anybody, passive, turned into a noun; beside the base rates of the language."""

from collections.abc import Mapping

from matplotlib.figure import Figure

from machtstaal import base_rates, languages
from machtstaal.base_rates import Span
from machtstaal.figures import labels as naming
from machtstaal.figures import profiles
from machtstaal.figures.labels import Tables
from machtstaal.figures.profiles import Row
from machtstaal.study.settings import Settings

EMPTY = "No process implies a doer that could be left out."

ROWS = (
    Row("suppressed_agents", None, "doer left out\n(of processes that imply one)"),
    Row("left_out_by_form", "passive", "– in a passive"),
    Row("left_out_by_form", "impersonal passive", "– in a passive without subject"),
    Row("left_out_by_form", "participle", "– in a participle"),
    Row("left_out_by_form", "nominalisation", "– in a noun"),
    Row("left_out_by_form", "infinitive", "– in an infinitive or -ing"),
    Row("left_out_by_form", "imperative", "– in an imperative"),
    Row("left_out_by_form", "finite", "– with a finite verb"),
    Row("generic_agents", None, "doer is anybody\n(of processes that imply one)"),
    Row("passives", None, "passive\n(of verbal processes)"),
    Row("nominalisations", None, "turned into a noun\n(of all processes)"),
    Row("agentless_passives", None, "no doer with it\n(of passives)", 1),
    *(
        Row("agentless_passives_by_auxiliary", verb, f"no doer with it\n(of passives with {verb})", 1)
        for verb in ("worden", "zijn", "be")
    ),
    Row("backgrounded_agents", None, "doer named nearby\n(of doers left out)", 1),
)
BAND = "written language, same parser"


def draw(tables: Tables, settings: Settings, width: str) -> Figure | None:
    """Forms of exclusion by group, with intervals, before the span of treebanks; n is what the share is of."""
    bands = _bands(tables, settings)
    return profiles.draw(tables, settings, width, ROWS, axis="Share (%)", bands=bands, band=BAND)


def facts(tables: Tables, settings: Settings) -> dict[str, object] | None:
    """Numbers of the caption; None where there is nothing to draw."""
    found = profiles.facts(tables, settings, ROWS)
    passive = _bands(tables, settings).get(("agentless_passives", None))
    return found and found | {"base": _said(passive) if passive else ""}


def _bands(tables: Tables, settings: Settings) -> Mapping[tuple[str, str | None], Span]:
    spoken = languages.of(naming.speaking(settings, tables))
    return base_rates.spans(base_rates.load(), spoken)


def _said(span: Span) -> str:
    """Span in per cent.

    >>> _said(Span(0.823, 0.891, 2)), _said(Span(0.9, 0.9, 1))
    ('82 to 89', '90')
    """
    low, high = (f"{100 * edge:.0f}" for edge in (span.low, span.high))
    return low if low == high else f"{low} to {high}"
