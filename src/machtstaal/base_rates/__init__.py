"""How often a language, and this parser's reading of it, leaves the doer out anyway: what a study is held against."""

from machtstaal.base_rates.table import SCHEMA, Span, load, spans

__all__ = ["SCHEMA", "Span", "load", "spans"]
