"""From workshop transcripts to a Critical Discourse Analysis that anybody can check."""

__version__ = "0.1.0"
