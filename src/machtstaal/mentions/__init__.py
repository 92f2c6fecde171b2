"""Mentions of social actors, and how they are named (van Leeuwen 2008, ch. 2)."""

from machtstaal.mentions.table import find, of_language

__all__ = ["find", "of_language"]
