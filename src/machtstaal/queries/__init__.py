"""Dependency patterns as data: a small query language over trees, read from `detectors.tsv` and run over whole corpora."""

from machtstaal.queries.syntax import PROPERTIES, Query, parse

__all__ = ["PROPERTIES", "Query", "parse"]
