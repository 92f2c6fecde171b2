"""Clusters of turns: ways of talking that are found again when speakers are left out, or none."""
