"""Processes: who does, feels, says or is what, to whom, in which voice and modality (Halliday; van Leeuwen)."""

from machtstaal.processes.table import extract, of_language

__all__ = ["extract", "of_language"]
