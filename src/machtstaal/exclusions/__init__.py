"""The ledger of exclusions: every process that implies a doer and lacks a specific one (van Leeuwen 2008, ch. 2)."""

from machtstaal.exclusions.hidden import agreement
from machtstaal.exclusions.ledger import LEDGER_SCHEMA, find
from machtstaal.exclusions.sensitivity import SENSITIVITY_SCHEMA, WINDOWS, by_window

__all__ = ["LEDGER_SCHEMA", "SENSITIVITY_SCHEMA", "WINDOWS", "agreement", "by_window", "find"]
